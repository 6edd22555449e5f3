#!/bin/sh
# Fetches veraPDF, the validator of PDF/UA and PDF/A, into .cache/ with Maven.
#
# usage: tools/verapdf.sh
#   where it cannot be had: fails with CI=true; elsewhere says so, and the tests that need it are skipped
set -eu
cd "$(dirname "$0")/.."

version=1.28.2
sha256=687d4d8bcfec48c9f7e931cf78ed061f1eeccfba55d4cdc000ba9b4d8aa46ce6
maven_plugin=org.apache.maven.plugins:maven-dependency-plugin:3.8.1
jar=.cache/verapdf/greenfield-apps-$version.jar

give_up() {
    [ "${CI:-}" != true ] || exit 1
    echo "$1; the tests of conformance will be skipped" >&2
    exit 0
}
is_whole() {
    "$python" - "$jar" "$sha256" <<'END'
import hashlib, pathlib, sys
jar = pathlib.Path(sys.argv[1])
sys.exit(not jar.exists() or hashlib.sha256(jar.read_bytes()).hexdigest() != sys.argv[2])
END
}
have_programs() { # asked for their version, because macOS has a java that only says where to get one
    java -version >/dev/null 2>&1 && { is_whole || mvn --version >/dev/null 2>&1; }
}

python=$(tools/find_python.sh)
have_programs || tools/system_packages.sh 'veraPDF needs Java and Maven' \
    'default-jre-headless maven' 'java-21-openjdk-headless maven' 'openjdk21-jre-headless maven' 'openjdk maven' ||
    give_up 'Java and Maven are missing'
! is_whole || exit 0

echo "fetching veraPDF $version"
mkdir -p .cache/verapdf
mvn --batch-mode --log-file .cache/verapdf/maven.log --define maven.repo.local=.cache/maven \
    "$maven_plugin:copy" --define artifact="org.verapdf.apps:greenfield-apps:$version" \
    --define outputDirectory=.cache/verapdf >/dev/null 2>&1 ||
    { grep ERROR .cache/verapdf/maven.log >&2; give_up 'Maven could not fetch veraPDF'; }
is_whole || { rm -f "$jar"; give_up "$jar is not the file that was expected"; }
