#!/bin/bash
# Deliveries to a real server, broken at each byte.   faults.sh SERVER FAULT_RUN [PART OF]   (REBOND_EVERY_STEP=1: at every one)
server=$1 kit='' sync='' bound=600
[ -z "${REBOND_EVERY_STEP:-}" ] || bound=36000
. "$(dirname "$0")/stage.sh"
stage
timeout "$bound" "$2" "$(url '')" "$calendars" "${@:3}" &
pids+=($!)
wait $!
