#!/bin/sh
# pack.sh TARGET NAME TIME [JDK]: makes TARGET/NAME.tar.gz of TARGET/lib and TARGET/licences; the same input gives the same bytes.
set -eu

here=$(CDPATH='' cd "$(dirname "$0")" && pwd)
target=$1 name=$2 time=$3 jdk=${4:-}

rm -rf "${target:?}/$name"
sh "$here/stage.sh" "$target/lib" "$target/$name" "$jdk"
cp -R "$target/licences" "$target/$name/licences"
tar --create --format=ustar --sort=name --mtime="$time" --owner=0 --group=0 --numeric-owner -C "$target" "$name" |
  gzip -9 -n >"$target/$name.tar.gz"
for part in "$target/$name"/*/ "$target/$name" "$target/$name.tar.gz"; do
  du -sk "$part"
done
