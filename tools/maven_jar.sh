#!/bin/sh
# Fetches a jar with Maven, and makes sure that it is the one which was expected.
#
# usage: tools/maven_jar.sh GROUP:ARTIFACT:VERSION SHA256 FOLDER
#   leaves FOLDER/ARTIFACT-VERSION.jar; fails, and says why, where it cannot be had
set -eu
cd "$(dirname "$0")/.."

artifact=$1 sha256=$2 folder=$3
plugin=org.apache.maven.plugins:maven-dependency-plugin:3.8.1
name=${artifact#*:}
jar=$folder/${name%:*}-${name#*:}.jar

is_whole() {
    "$(tools/find_python.sh)" - "$jar" "$sha256" <<'END'
import hashlib, pathlib, sys
jar = pathlib.Path(sys.argv[1])
sys.exit(not jar.exists() or hashlib.sha256(jar.read_bytes()).hexdigest() != sys.argv[2])
END
}

! is_whole || exit 0
echo "fetching ${name%:*} ${name#*:}"
mkdir -p "$folder"
mvn --batch-mode --log-file "$folder/maven.log" --define maven.repo.local=.cache/maven \
    "$plugin:copy" --define artifact="$artifact" --define outputDirectory="$folder" >/dev/null 2>&1 || {
    grep ERROR "$folder/maven.log" >&2
    echo "Maven could not fetch ${name%:*}" >&2
    exit 1
}
is_whole || {
    rm -f "$jar"
    echo "$jar is not the file that was expected" >&2
    exit 1
}
