#!/bin/sh
# Prints the Python that the environment is made with: 3.11 or newer, and able to make one.
#
# usage: [PYTHON=/path/to/python] tools/find_python.sh
set -eu
cd "$(dirname "$0")/.."

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

makes_environments() { # Debian and Ubuntu keep ensurepip in a package of its own
    "$1" -c 'import ensurepip, venv' 2>/dev/null
}

lacking=
for python in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    new_enough "$python" || continue
    if makes_environments "$python"; then
        echo "$python"
        exit 0
    fi
    lacking=${lacking:-$python}
done

if [ -z "$lacking" ]; then
    echo "no Python 3.11 or newer was found; install one, or name it: make PYTHON=/path/to/python" >&2
    exit 1
fi
version=$("$lacking" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
tools/system_packages.sh "$lacking cannot make a virtual environment" \
    "python$version-venv" python3 python3 python3 >&2
if ! makes_environments "$lacking"; then
    echo "$lacking still cannot make a virtual environment: its modules ensurepip and venv are needed" >&2
    exit 1
fi
echo "$lacking"
