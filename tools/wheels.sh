#!/bin/sh
# Keeps the locked libraries' files in .cache/wheels, so that a test can install them without the network.
#
# usage: tools/wheels.sh
set -eu
cd "$(dirname "$0")/.."

made_from="$(.venv/bin/python -VV) $(cksum <requirements/run.txt)"
[ "$(cat .cache/wheels/made-from 2>/dev/null)" != "$made_from" ] || exit 0
rm -rf .cache/wheels
.venv/bin/python -m pip --quiet --disable-pip-version-check download \
    --no-deps --require-hashes -r requirements/run.txt --dest .cache/wheels
echo "$made_from" >.cache/wheels/made-from
