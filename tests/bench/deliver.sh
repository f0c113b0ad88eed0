#!/bin/bash
# Delivering to a real Radicale, against a bare libcurl loop and vdirsyncer in the same run.
#   deliver.sh BENCH_DELIVER [COUNT]
server=radicale kit='' sync=''
. "$(dirname "$0")/../partner/stage.sh"
bench=$1 count=${2:-1000}

# The same events from a folder: took, in seconds.
with_vdirsyncer() {
    local begun ended
    mkdir -p "$work/home" "$work/vdir"
    "$bench" events "$work/vdir" "$count" || fail "events"
    cat >"$work/vdirsyncer.ini" <<END
[general]
status_path = "$work/home/status"
[pair bench]
a = "here"
b = "there"
collections = null
[storage here]
type = "filesystem"
path = "$work/vdir"
fileext = ".ics"
[storage there]
type = "caldav"
url = "$(url vdir/)"
username = "borne"
password = "secret"
END
    HOME=$work/home timeout 60 vdirsyncer --config "$work/vdirsyncer.ini" discover >"$work/vdirsyncer.log" 2>&1 </dev/null ||
        fail "discover: $(tail -n 3 "$work/vdirsyncer.log")"
    begun=$(date +%s.%N)
    HOME=$work/home timeout 900 vdirsyncer --config "$work/vdirsyncer.ini" sync >"$work/vdirsyncer.log" 2>&1 </dev/null ||
        fail "sync: $(tail -n 3 "$work/vdirsyncer.log")"
    ended=$(date +%s.%N)
    [ "$(find "$calendars/vdir" -maxdepth 1 -type f -not -name '.*' | wc -l)" = "$count" ] || fail "vdirsyncer left some behind: $(find "$calendars/vdir")"
    took=$(awk -v a="$begun" -v b="$ended" 'BEGIN { print b - a }')
}

stage
for name in bare vdir; do dav --fail --request MKCALENDAR "$(url $name/)" || fail "MKCALENDAR $name"; done
with_vdirsyncer
"$bench" "$(url '')" "$work" "$count" "$took"
