# Sourced by the other scripts: words for the person who watches, and Debian packages.

say() { printf '» %s\n' "$*" >&2; }

stop() {
  printf 'mawid: %s\n' "$*" >&2
  exit 1
}

# debian_package PACKAGE WHAT: install a Debian package, or stop and say what to install by hand.
debian_package() {
  local root=()
  if [ "$(id -u)" != 0 ]; then
    root=(sudo -n)
    [ ! -t 0 ] || root=(sudo) # somebody is there to type a password
  fi
  command -v apt-get >/dev/null || stop "$2 is missing. Install it with your package manager, then try again."
  "${root[@]}" true 2>/dev/null || stop "$2 is missing. Install it ('sudo apt-get install $1'), then try again."
  say "installing $2 (Debian package $1)"
  local log
  log=$(mktemp)
  # An update that fails for one source of several still leaves lists to install from.
  if ! { "${root[@]}" apt-get update -q || true
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$1"
  } >"$log" 2>&1 </dev/null; then
    tail -n 15 "$log" >&2
    rm -f "$log"
    stop "$2 could not be installed. Install it ('sudo apt-get install $1'), then try again."
  fi
  rm -f "$log"
}
