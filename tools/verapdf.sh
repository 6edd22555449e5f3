#!/bin/sh
# Fetches veraPDF, the validator of PDF/UA and PDF/A, into .cache/ with Maven.
#
# usage: tools/verapdf.sh
#   where it cannot be had: fails with CI=true; elsewhere says so, and the tests that need it are skipped
set -eu
cd "$(dirname "$0")/.."

give_up() {
    [ "${CI:-}" != true ] || exit 1
    echo "$1; the tests of conformance will be skipped" >&2
    exit 0
}
tools/java.sh veraPDF || give_up 'Java and Maven are missing'
tools/maven_jar.sh org.verapdf.apps:greenfield-apps:1.28.2 \
    687d4d8bcfec48c9f7e931cf78ed061f1eeccfba55d4cdc000ba9b4d8aa46ce6 .cache/verapdf ||
    give_up 'veraPDF is missing'
