#!/bin/sh
# Makes sure that Java and Maven are there.
#
# usage: tools/java.sh WHAT
#   WHAT needs them; fails where they cannot be had
set -eu
cd "$(dirname "$0")/.."

# asked for their version, because macOS has a java that only says where to get one
{ java -version && mvn --version; } >/dev/null 2>&1 ||
    tools/system_packages.sh "$1 needs Java and Maven" \
        'default-jre-headless maven' 'java-21-openjdk-headless maven' 'openjdk21-jre-headless maven' 'openjdk maven'
