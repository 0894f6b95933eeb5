#!/bin/sh
# Prints how long the packaged grader takes to start: start-up.sh [PACKAGE-FOLDER]
set -eu
here=$(cd "$(dirname "$0")/.." && pwd -P)
if [ $# -eq 0 ]; then
    set -- "$here"/distribution/target/grader-*-linux-*/
fi
if [ ! -x "${1%/}/bin/grader" ]; then
    echo "There is no package in $1. Make one: ./mvnw -B package -Pdist -DskipTests -pl distribution -am" >&2
    exit 2
fi
exec "${JAVA_HOME:?set it to a JDK 25}/bin/java" "$here/bench/src/main/java/dev/statelab/bench/StartUp.java" "${1%/}"
