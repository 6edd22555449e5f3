#!/bin/sh
# Makes .venv from the lock, with this repository installed in it; does nothing where that is done.
#
# usage: tools/environment.sh run|dev
#   run: what communique needs; dev: what its tests and checks need too
set -eu
cd "$(dirname "$0")/.."

case ${1:-} in
    run | dev) ;;
    *) echo "usage: tools/environment.sh run|dev" >&2; exit 2 ;;
esac

stamp() { # FILE…: what a part was made from; the folder's name too, because .venv cannot be moved
    { pwd; cat tools/environment.sh "$@"; } | cksum
}
is_made() { # PART, STAMP
    [ "$(cat ".venv/made-$1" 2>/dev/null)" = "$2" ] && .venv/bin/python -c ''
}
# A lock is whole: pip is to look for nothing by itself, for where a library is asked for with extras
# it would take the newest there is, and then refuse it because the lock has another.
locked() { # LOCK…
    install --no-deps --require-hashes --no-build-isolation "$@"
}
install() {
    .venv/bin/python -m pip --quiet --disable-pip-version-check --no-input install "$@"
}

libraries=$(stamp requirements/run.txt requirements/build.txt)
if ! is_made libraries "$libraries"; then
    python=$(tools/find_python.sh)
    echo "making .venv with $("$python" --version) and the locked libraries"
    "$python" -m venv --clear .venv
    locked -r requirements/build.txt
    locked -r requirements/run.txt
    echo "$libraries" >.venv/made-libraries
fi

project=$(stamp pyproject.toml)
if ! is_made project "$project"; then
    install --no-deps --no-build-isolation --editable .
    echo "$project" >.venv/made-project
fi

checks=$(stamp requirements/dev.txt)
if [ "$1" = dev ] && ! is_made checks "$checks"; then
    echo "adding the locked libraries of the tests and checks"
    locked -r requirements/dev.txt
    echo "$checks" >.venv/made-checks
fi
