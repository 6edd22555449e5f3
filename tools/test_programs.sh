#!/bin/sh
# Makes sure that the programs which the tests read PDF files with are there.
#
# usage: tools/test_programs.sh
set -eu
cd "$(dirname "$0")/.."

missing=
for program in pdftotext pdftoppm qpdf; do
    command -v "$program" >/dev/null || missing="$missing $program"
done
[ -z "$missing" ] || tools/system_packages.sh "the tests read PDF files with$missing" \
    'poppler-utils qpdf' 'poppler-utils qpdf' 'poppler-utils qpdf' 'poppler qpdf'
