#!/bin/sh
# Installs packages of the system where it may (Debian, Ubuntu); elsewhere names them and fails.
#
# usage: tools/system_packages.sh WHY DEBIAN FEDORA ALPINE MACOS
#   WHY says what is missing; the others are the names of the packages, parted by spaces
set -eu

why=$1 debian=$2 fedora=$3 alpine=$4 macos=$5

as_root=no
if [ "$(id -u)" = 0 ]; then
    as_root=
elif sudo -n true 2>/dev/null; then
    as_root='sudo -n'
fi

if command -v apt-get >/dev/null && [ "$as_root" != no ]; then
    echo "$why: installing $debian"
    apt() {
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get --quiet --quiet -o DPkg::Lock::Timeout=300 "$@"
    }
    apt update || echo "the list of packages could not be brought up to date; trying with the old one" >&2
    # shellcheck disable=SC2086 # the names are a list of words
    apt install --yes --no-install-recommends $debian >/dev/null
    exit 0
fi

cat >&2 <<END
$why. Install what your system calls:
  Debian, Ubuntu   apt-get install $debian
  Fedora           dnf install $fedora
  Alpine           apk add $alpine
  macOS            brew install $macos
and then try again.
END
exit 1
