#!/bin/sh
# Makes sure that the programs which the tests read PDF files, make certificates, show and take mails and print with are there.
#
# usage: tools/test_programs.sh
set -eu
cd "$(dirname "$0")/.."

missing=
for program in pdftotext pdftoppm qpdf openssl chromium postfix ippeveprinter cupsd avahi-daemon dbus-daemon; do
    command -v "$program" >/dev/null || missing="$missing $program"
done
[ -z "$missing" ] || tools/system_packages.sh "the tests need$missing" \
    'poppler-utils qpdf openssl chromium postfix cups-daemon cups-client cups-ipp-utils cups-filters avahi-daemon dbus' \
    'poppler-utils qpdf openssl chromium postfix cups cups-client cups-printerapp cups-filters avahi dbus-daemon' \
    'poppler-utils qpdf openssl chromium postfix cups cups-client cups-filters avahi dbus' \
    'poppler qpdf openssl chromium'
