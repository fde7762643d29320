#!/bin/sh
# Builds the product with its benchmarks into target/bench and runs one: throughput (default), latency, outage, growth, micro, reconcile.
set -e
cd "$(dirname "$0")/../.."
./mvnw -q -B -Pbench -Dmaven.test.skip=true package
exec java ${BENCH_JAVA_OPTS:--Xms1g -Xmx1g -XX:+UseParallelGC} -cp "target/bench/classes:target/bench/lib/*" bench.Main "$@"
