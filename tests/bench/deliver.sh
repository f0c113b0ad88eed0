#!/bin/bash
# Delivering to a real Radicale, against a bare libcurl loop in the same run.   deliver.sh BENCH_DELIVER [COUNT]
server=radicale kit= sync=
. "$(dirname "$0")/../partner/stage.sh"
stage
"$1" "$(url '')" "$work" "${2:-1000}"
