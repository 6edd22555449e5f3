#!/bin/sh
# Makes sure that the programs are there which the build is measured against: Chromium, LibreOffice, Typst.
#
# usage: tools/rivals.sh
#   what cannot be had is said, and left out of the measurement
set -eu
cd "$(dirname "$0")/.."

missing=
command -v chromium >/dev/null || missing="$missing chromium"
command -v soffice >/dev/null || missing="$missing soffice"
[ -z "$missing" ] || tools/system_packages.sh "the build is measured against$missing" \
    'chromium libreoffice-writer hyphen-en-gb hyphen-ru' \
    'chromium libreoffice-writer hyphen-en hyphen-ru' \
    'chromium libreoffice-writer hyphen hyphen-ru' \
    'chromium libreoffice' ||
    echo "$missing will not be measured" >&2

python=$(tools/find_python.sh)
made_from="$(pwd) $("$python" -VV) $(cksum <requirements/bench.txt)"
[ "$(cat .cache/rivals/made-from 2>/dev/null)" != "$made_from" ] || exit 0
echo 'making .cache/rivals with Typst and playwright'
rm -rf .cache/rivals
"$python" -m venv .cache/rivals
if .cache/rivals/bin/python -m pip --quiet --disable-pip-version-check --no-input install \
    --no-deps --require-hashes -r requirements/bench.txt; then
    echo "$made_from" >.cache/rivals/made-from
else
    rm -rf .cache/rivals
    echo 'Typst and playwright could not be had; they will not be measured' >&2
fi
