#!/usr/bin/env bash
# Gets Apache Kafka for the tests: its jars in .cache/kafka/libs, and .cache/kafka/java, a link to a Java 17 or newer.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/common.sh

cache=.cache/kafka
pom=tests/e2e/pom.xml
mkdir -p $cache

# java_17: the path of a Java runtime that is new enough, or nothing
java_17() {
  local java
  for java in "${JAVA_HOME:-/nowhere}/bin/java" "$(command -v java || true)" /usr/lib/jvm/*/bin/java; do
    [ -x "$java" ] || continue
    if [ "$("$java" -XX:-UsePerfData -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p')" -ge 17 ] 2>/dev/null; then
      echo "$java"
      return
    fi
  done
}

java=$(java_17)
if [ -z "$java" ]; then
  debian_package default-jre-headless "a Java runtime, 17 or newer"
  java=$(java_17)
  [ -n "$java" ] || stop "the Java of this system is older than 17. Install a newer one and set JAVA_HOME."
fi
ln -sfn "$java" $cache/java

[ "$(cat $cache/.installed 2>/dev/null)" != "$(sha256sum <$pom)" ] || exit 0
command -v mvn >/dev/null || debian_package maven "Maven"
say "fetching Apache Kafka and what it needs with Maven (about 45 MB, once)"
rm -rf $cache/libs
JAVA_HOME=$(dirname "$(dirname "$(readlink -f "$java")")") MAVEN_OPTS=-XX:-UsePerfData \
  mvn -q -B -f $pom -Dmaven.repo.local="$PWD/$cache/maven" \
  dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$PWD/$cache/libs" </dev/null >$cache/maven.log 2>&1 || {
  tail -n 15 $cache/maven.log >&2
  stop "Maven could not fetch Apache Kafka. Is Maven Central reachable? (all of it: $cache/maven.log)"
}
rm -rf $cache/maven
sha256sum <$pom >$cache/.installed
