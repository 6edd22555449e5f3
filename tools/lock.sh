#!/bin/sh
# Remakes requirements/*.txt, the lock: every library at one version, with the hashes of its files.
#
# usage: tools/lock.sh [PACKAGE…]
#   without arguments keeps the pins that still fit; with PACKAGE, moves those to their newest version
#
# It runs on the oldest Python that communique supports, and then asks whether each pin has a
# wheel for the newer ones, but for dkimpy, which is pure Python and has none. No registry's address is written: pip uses the one it is set up for.
set -eu
cd "$(dirname "$0")/.."

oldest=python3.11
supported="3.11 3.12 3.13 3.14"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset PIP_FIND_LINKS  # the hashes are to be those of the public files

"$oldest" -m venv "$work/venv"
"$work/venv/bin/pip" --quiet install --upgrade pip pip-tools

upgrades=
for package in "$@"; do
    upgrades="$upgrades --upgrade-package $package"
done

lock() { # SOURCE, TARGET
    # shellcheck disable=SC2086 # $upgrades is a list of words
    CUSTOM_COMPILE_COMMAND=tools/lock.sh "$work/venv/bin/pip-compile" --quiet --generate-hashes --allow-unsafe \
        --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links $upgrades \
        --output-file "$2" "$1"
}
lock pyproject.toml requirements/run.txt
lock requirements/build.in requirements/build.txt
lock requirements/dev.in requirements/dev.txt
lock requirements/bench.in requirements/bench.txt

for version in $supported; do
    for lock in run build dev bench; do
        "$work/venv/bin/pip" --quiet install --dry-run --ignore-installed --target "$work" --python-version "$version" \
            --only-binary :all: --no-binary dkimpy --no-deps --require-hashes -r "requirements/$lock.txt"
    done
    echo "every pin has a wheel for Python $version"
done
