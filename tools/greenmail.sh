#!/bin/sh
# Fetches GreenMail, an IMAP server for tests, into .cache/ with Maven.
#
# usage: tools/greenmail.sh
#   where it cannot be had: fails with CI=true; elsewhere says so, and the tests that need it are skipped
set -eu
cd "$(dirname "$0")/.."

give_up() {
    [ "${CI:-}" != true ] || exit 1
    echo "$1; the tests of an IMAP mailbox will be skipped" >&2
    exit 0
}
tools/java.sh GreenMail || give_up 'Java and Maven are missing'
tools/maven_jar.sh com.icegreen:greenmail-standalone:2.1.8 \
    332bfed79603101308927a951c4b56e89798edf614ed354a927ac9099e8ab4e4 .cache/greenmail || give_up 'GreenMail is missing'
