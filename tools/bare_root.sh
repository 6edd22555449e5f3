#!/bin/sh
# Proves the commands in a bare Debian: a new system in a folder, with git, make and Python alone.
#
# usage: tools/bare_root.sh DIR [TARGET…]
#   makes DIR, puts a clone of this repository's HEAD in it and runs `make TARGET` there for each TARGET
#   (`all all test test`: each command on a fresh machine and once more); DIR stays, to be looked at or removed
#
# It needs root and debootstrap. How packages are reached is taken over from this machine: the addresses
# and proxies of apt, pip and Maven, the resolver, certificates of its own.
set -eu

[ $# -gt 0 ] || { echo "usage: tools/bare_root.sh DIR [TARGET…]" >&2; exit 2; }
[ "$(id -u)" = 0 ] || { echo "only root can make a system in a folder" >&2; exit 2; }
[ ! -e "$1" ] || { echo "$1 is there already; name a new folder, or remove it" >&2; exit 2; }
repository=$(cd "$(dirname "$0")/.." && pwd)
root=$(mkdir -p "$1" && cd "$1" && pwd)
shift
[ $# -gt 0 ] || set -- all all test test

suite=bookworm
# shellcheck disable=SC2016 # apt fills this in
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "Codename: $suite" | head -n 1)

take_over() { # PATH…: copies what this machine has of these to the same place below the new root
    for path in "$@"; do
        [ ! -e "$path" ] || { mkdir -p "$root$(dirname "$path")" && cp -RL "$path" "$root$(dirname "$path")"; }
    done
}

# shellcheck disable=SC2086 # without a mirror debootstrap takes its own
debootstrap --variant=minbase --include=ca-certificates,git,make,python3 "$suite" "$root" $mirror >"$root.log" ||
    { tail "$root.log" >&2; exit 1; }
rm -f "$root/etc/apt/sources.list"
take_over /etc/resolv.conf /etc/hosts /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/keyrings \
    /usr/local/share/ca-certificates /etc/pip.conf "$HOME/.m2/settings.xml"
apt-config dump Acquire >"$root/etc/apt/apt.conf.d/99host"
chroot "$root" update-ca-certificates >/dev/null 2>&1
git clone --quiet --no-hardlinks "$repository" "$root/srv/communique"

settings=$(env | grep -iE '^(PIP_(CERT|INDEX_URL|EXTRA_INDEX_URL|PROXY|TRUSTED_HOST)|(https?|all|no)_proxy)=' || true)
inside() { # COMMAND…: in the new root, in an environment of its own; its mounts end with it
    # shellcheck disable=SC2016,SC2086 # the inner shell expands; the settings are a list of words
    unshare --mount --pid --fork sh -euc '
        root=$1; shift
        mount -t proc proc "$root/proc"
        mount --rbind /dev "$root/dev"
        exec chroot "$root" "$@"
    ' sh "$root" /usr/bin/env -i -C /srv/communique PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root $settings "$@"
}

for target in "$@"; do
    echo "== make $target"
    started=$(date +%s)
    inside CI=true make "$target"
    echo "== make $target: $(($(date +%s) - started)) s"
done
