#!/bin/sh
# stage.sh JARS FOLDER [JDK]: lays out the distribution in FOLDER: what is in the tarball, and what install.sh installs.
#
#   JARS    a folder with the jars of gateway/cli's run-time path
#   FOLDER  where to; must not exist yet
#   JDK     a JDK to link a runtime from; without one the distribution uses the Java of the machine
set -eu

here=$(CDPATH='' cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
jars=$1 folder=$2 jdk=${3:-}

# By hand: the libraries name their needs in no form that jdeps could read.
modules='java.base java.compiler java.logging java.management java.naming java.xml jdk.unsupported jdk.crypto.ec jdk.management jdk.net'

[ ! -e "$folder" ] || { echo "stage.sh: $folder is there already" >&2; exit 1; }
umask 022
mkdir -p "$folder/lib"
cp "$jars"/*.jar "$folder/lib/"
cp "$root/penstock" "$root/LICENSE" "$here/files/install.sh" "$folder/"
cp -R "$here/files/etc" "$here/files/systemd" "$folder/"
cp "$here/files/README.txt" "$folder/"
chmod 755 "$folder/penstock" "$folder/install.sh"

if [ -n "$jdk" ]; then
  available=$("$jdk/bin/java" --list-modules | sed 's/@.*//')
  wanted=''
  for module in $modules; do # a later JDK may have merged one into another
    if printf '%s\n' "$available" | grep -qx "$module"; then wanted=${wanted:+$wanted,}$module; fi
  done
  if "$jdk/bin/jlink" --add-modules "$wanted" --strip-java-debug-attributes --no-header-files --no-man-pages --compress=2 \
    --output "$folder/runtime" >"$folder.jlink.log" 2>&1; then
    rm -f "$folder.jlink.log"
    uname -sm >"$folder/runtime/platform"
  else
    rm -rf "$folder/runtime"
    echo "stage.sh: no runtime linked, as this JDK cannot (see $folder.jlink.log): the machine's Java will be used" >&2
  fi
fi
