#!/bin/sh
# Keeps the locked libraries' files in .cache/wheels, so that a test can install them without the network.
#
# usage: tools/wheels.sh
set -eu
cd "$(dirname "$0")/.."

lock=$(cksum <requirements/run.txt)
[ "$(cat .cache/wheels/made-from 2>/dev/null)" != "$lock" ] || exit 0
rm -rf .cache/wheels
.venv/bin/python -m pip --quiet --disable-pip-version-check download \
    --require-hashes -r requirements/run.txt --dest .cache/wheels
echo "$lock" >.cache/wheels/made-from
