#!/bin/sh
# install.sh: installs this folder as a service, or takes it away again.
#
#   ./install.sh                  installs, or upgrades; keeps configuration and data
#   ./install.sh --uninstall      removes the program and the service; keeps configuration and data
#   --root DIR                    does so below DIR instead of /: for images, and to look at first
#
# Exit: 0 done; 2 it was called wrongly; 3 it cannot be done here, and nothing was changed.
set -eu
umask 022

say() { printf '%s\n' "$*"; }
refuse() {
  code=$1
  shift
  printf 'install.sh: %s\n' "$*" >&2
  exit "$code"
}

root='' action=install
while [ $# -gt 0 ]; do
  case $1 in
    --root)
      [ $# -ge 2 ] || refuse 2 "--root needs a folder"
      root=${2%/}
      shift
      ;;
    --uninstall) action=uninstall ;;
    -h | --help)
      sed -n '2,/^set/s/^# \{0,1\}//p' "$0"
      exit 0
      ;;
    *) refuse 2 "unknown option $1 (there are --root DIR, --uninstall and --help)" ;;
  esac
  shift
done

here=$(CDPATH='' cd "$(dirname "$0")" && pwd -P)
program=$root/opt/penstock
settings=$root/etc/penstock
data=$root/var/lib/penstock
unit=$root/etc/systemd/system/penstock.service
command=$root/usr/local/bin/penstock
user=penstock

# Only the real root has users and a running systemd; below --root, who unpacks the image sees to both.
live() { [ -z "$root" ]; }
has_systemd() { live && [ -d /run/systemd/system ]; }
owned_by_service() { if live; then chown root:"$user" "$1"; fi; }

check() {
  if [ -n "$root" ]; then
    [ -d "$root" ] || refuse 3 "the folder $root is not there. Create it, or name another."
    [ -w "$root" ] || refuse 3 "cannot write to $root. Name a folder of your own, or become root."
  else
    [ "$(uname -s)" = Linux ] || refuse 3 "this installs on Linux; here is $(uname -s)."
    [ "$(id -u)" -eq 0 ] || refuse 3 "installing into / needs root: sudo $0, or try it with --root DIR."
  fi
}

check_source() {
  [ -d "$here/lib" ] || refuse 3 "there is no lib/ beside this script. Run it where the tarball was unpacked."
  case $program in
    "$here") refuse 3 "this is the installed copy. Run the script of the version to be installed." ;;
  esac
  needed=$(du -sk "$here" | cut -f1)
  free=$(df -Pk "${root:-/}" | awk 'NR == 2 { print $4 }')
  [ "$free" -gt $((needed * 2)) ] ||
    refuse 3 "needs $((needed * 2 / 1024)) MB below ${root:-/} and there are $((free / 1024)). Free some, then try again."
  # Asks the launcher itself whether it finds a Java to run with.
  "$here/penstock" version >/dev/null || refuse 3 "the program does not start on this machine, see above."
}

create_user() {
  if live && ! id "$user" >/dev/null 2>&1; then
    useradd --system --user-group --home-dir "$data" --no-create-home --shell /usr/sbin/nologin "$user"
    say "created the user $user"
  fi
}

# The new program is complete before it takes the place of the old one.
place_program() {
  mkdir -p "$root/opt" "$root/usr/local/bin" "$(dirname "$unit")"
  rm -rf "$program.new" "$program.old"
  cp -R "$here" "$program.new"
  chmod -R u+rwX,go+rX,go-w "$program.new"
  [ ! -e "$program" ] || mv "$program" "$program.old"
  mv "$program.new" "$program"
  rm -rf "$program.old"
  # The runtime's archive of parsed classes is made here, as no two are the same; it starts without, only slower.
  if [ -x "$program/runtime/bin/java" ]; then "$program/runtime/bin/java" -Xshare:dump >/dev/null 2>&1 || true; fi
  ln -sf /opt/penstock/penstock "$command"
  cp "$here/systemd/penstock.service" "$unit"
  chmod 644 "$unit"
  say "program        $program"
}

place_settings() {
  mkdir -p "$settings/secrets"
  chmod 750 "$settings" "$settings/secrets"
  owned_by_service "$settings"
  owned_by_service "$settings/secrets"
  (cd "$here/etc" && find . -type f) | while IFS= read -r file; do
    if [ -e "$settings/$file" ]; then
      say "kept           $settings/${file#./}"
    else
      mkdir -p "$(dirname "$settings/$file")"
      cp "$here/etc/$file" "$settings/$file"
      chmod 640 "$settings/$file"
      owned_by_service "$settings/$file"
      say "to be adapted  $settings/${file#./}"
    fi
  done
  find "$settings" -type d -exec chmod 750 {} +
  if live; then find "$settings" -type d -exec chown root:"$user" {} +; fi
}

place_data() {
  mkdir -p "$data"
  chmod 750 "$data"
  if live; then chown "$user:$user" "$data"; fi
  say "data           $data"
}

install_all() {
  check_source
  create_user
  place_program
  place_settings
  place_data
  if has_systemd; then
    systemctl daemon-reload
    systemctl try-restart penstock.service
    say "Now adapt $settings/gateway.yaml, then: penstock check $settings/gateway.yaml && systemctl enable --now penstock"
  else
    say "No systemd is running here: start it with penstock run $settings/gateway.yaml"
  fi
}

uninstall_all() {
  if [ ! -e "$program" ] && [ ! -e "$unit" ]; then refuse 3 "nothing is installed below ${root:-/}."; fi
  if has_systemd; then systemctl disable --now penstock.service 2>/dev/null || true; fi
  rm -rf "$program"
  rm -f "$unit" "$command"
  if has_systemd; then systemctl daemon-reload; fi
  say "Removed. Kept, with what the gateway has recorded: $settings $data"
}

check
"${action}_all"
