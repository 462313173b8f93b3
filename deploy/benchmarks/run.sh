#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Runs the full JMH set, about five minutes, from the built jars; arguments go on to JMH.
#   deploy/benchmarks/run.sh                     everything
#   deploy/benchmarks/run.sh -p subject=unwrap   one subject
# The results are also written to deploy/target/benchmarks.json.
set -euo pipefail

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
JAVA_HOME=$("$home/deploy/bin/find-jdk")
export JAVA_HOME

[ -d "$home/deploy/target/lib" ] || "$home/deploy/bin/build"

exec "$JAVA_HOME/bin/java" \
  -cp "$home/deploy/target/classes:$home/deploy/target/lib/*" \
  org.openjdk.jmh.Main PacketPathBenchmark \
  -prof gc -rf json -rff "$home/deploy/target/benchmarks.json" "$@"
