#!/bin/sh
# Makes sure that the programs which the tests read PDF files, make certificates, show and take mails with are there.
#
# usage: tools/test_programs.sh
set -eu
cd "$(dirname "$0")/.."

missing=
for program in pdftotext pdftoppm qpdf openssl chromium postfix; do
    command -v "$program" >/dev/null || missing="$missing $program"
done
[ -z "$missing" ] || tools/system_packages.sh "the tests need$missing" \
    'poppler-utils qpdf openssl chromium postfix' 'poppler-utils qpdf openssl chromium postfix' \
    'poppler-utils qpdf openssl chromium postfix' 'poppler qpdf openssl chromium'
