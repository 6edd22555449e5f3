#!/bin/sh
# Makes sure that the programs are there which the digest is measured against: mutool, and PDFBox by Maven.
#
# usage: tools/mergers.sh
#   what cannot be had is said, and left out of the measurement
set -eu
cd "$(dirname "$0")/.."

command -v mutool >/dev/null ||
    tools/system_packages.sh 'the digest is measured against mutool' mupdf-tools mupdf mupdf-tools mupdf-tools ||
    echo 'mutool is missing; it will not be measured' >&2
tools/maven_jar.sh org.apache.pdfbox:pdfbox-app:3.0.8 \
    f6b3a80c39747ff0ef5d06708bc03882152403de58dbef4a1fbffbee568eceb1 .cache/mergers ||
    echo 'PDFBox is missing; it will not be measured' >&2
