#!/bin/sh
# Makes sure that the programs are there which the digest is measured against: mutool, and PDFBox by Maven.
#
# usage: tools/mergers.sh
#   what cannot be had is said, and left out of the measurement
set -eu
cd "$(dirname "$0")/.."

version=3.0.8
sha256=f6b3a80c39747ff0ef5d06708bc03882152403de58dbef4a1fbffbee568eceb1
maven_plugin=org.apache.maven.plugins:maven-dependency-plugin:3.8.1
jar=.cache/mergers/pdfbox-app-$version.jar

give_up() {
    echo "$1; it will not be measured" >&2
    exit 0
}
is_whole() {
    "$python" - "$jar" "$sha256" <<'END'
import hashlib, pathlib, sys
jar = pathlib.Path(sys.argv[1])
sys.exit(not jar.exists() or hashlib.sha256(jar.read_bytes()).hexdigest() != sys.argv[2])
END
}

python=$(tools/find_python.sh)
command -v mutool >/dev/null ||
    tools/system_packages.sh 'the digest is measured against mutool' mupdf-tools mupdf mupdf-tools mupdf-tools ||
    echo 'mutool is missing; it will not be measured' >&2
! is_whole || exit 0

echo "fetching PDFBox $version"
mkdir -p .cache/mergers
mvn --batch-mode --log-file .cache/mergers/maven.log --define maven.repo.local=.cache/maven \
    "$maven_plugin:copy" --define artifact="org.apache.pdfbox:pdfbox-app:$version" \
    --define outputDirectory=.cache/mergers >/dev/null 2>&1 ||
    { grep ERROR .cache/mergers/maven.log >&2; give_up 'Maven could not fetch PDFBox'; }
is_whole || { rm -f "$jar"; give_up "$jar is not the file that was expected"; }
