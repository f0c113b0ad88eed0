#!/usr/bin/env bash
# How the programs start, or refuse to: startup.sh KIOSK SYNC SOURCE
set -u
kiosk=$1 sync=$2 source=$3
work=$(mktemp -d)
pids=
trap 'for pid in $pids; do kill "$pid" 2>/dev/null; done; rm -rf "$work"' EXIT
passed=0 failed=0
check() { # WORDS CONDITION...
    local name=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $name"
    fi
}
# run STATUS WORDS COMMAND...: ends by itself with that status and says these words.
run() {
    local status=$1 words=$2 have
    shift 2
    timeout "${limit:-20}" "$@" >"$work/out" 2>&1
    have=$?
    check "$* ends with $status, not $have" [ "$have" = "$status" ]
    check "$* says \"$words\": $(head -3 "$work/out")" grep -q -- "$words" "$work/out"
}
export SDL_VIDEODRIVER=dummy
good=$work/good.ini
sed 's/^trust *=.*/trust = always/' "$source/assets/config/demo.ini" >"$good"

# Without a right configuration the screen program stays (124: until it is stopped) and shows why; the sync program ends in a way that
# nobody starts again (rebond-sync.service).
for program in "$kiosk" "$sync"; do
    [ "$program" = "$kiosk" ] && not_configured=124 limit=3 || not_configured=78 limit=20
    run $not_configured 'missing' "$program" --config "$work/none.ini" --state "$work"
    sed 's/^adapter = local/adapter = lokal/' "$good" >"$work/bad.ini"
    line=$(grep -n 'lokal' "$work/bad.ini" | head -1 | cut -d: -f1)
    run $not_configured "bad.ini:$line:.*lokal.*local, caldav" "$program" --config "$work/bad.ini" --state "$work"
    sed 's|^timezone = .*|timezone = Indian/Nowhere|' "$good" >"$work/zone.ini"
    run $not_configured 'tzdata' "$program" --config "$work/zone.ini" --state "$work"
    run 2 'usage' "$program" --nonsense
done
limit=20

cat >"$work/fonts.conf" <<'EOF'
<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>/nonexistent</dir></fontconfig>
EOF
run 1 'fonts-noto-core' env FONTCONFIG_FILE="$work/fonts.conf" "$kiosk" --config "$good" --state "$work" --assets "$source/assets" --window 800x480
printf 'msgid ""\nmsgstr "Language: en\\n"\nmsgid "{a}"\nmsgstr "{b}"\n' >"$work/en.po"
mkdir -p "$work/assets/po" && mv "$work/en.po" "$work/assets/po/en.po" && cp "$source/assets/po/rebond.pot" "$work/assets/po/"
run 1 'en.po:[0-9]' "$kiosk" --config "$good" --state "$work" --assets "$work/assets" --window 800x480

# The screen program cannot speak to a network, the sync program has no screen: they do not even load what that takes.
needs() { readelf -d "$1" | grep NEEDED | grep -qE "$2"; }
cannot() { ! needs "$@"; }
check "the kiosk loads no network library" cannot "$kiosk" 'curl|ssl'
check "the sync program loads no screen library" cannot "$sync" 'SDL|fontconfig'
check "the look at libraries can find one" needs "$sync" 'curl'

# The secret of the device is for the sync program alone: the screen program has no code that reads it.
reads_the_device_key() { nm "$1" | grep -q ' T device_key_load$'; }
does_not_read_it() { ! reads_the_device_key "$1"; }
check "the sync program reads the device key" reads_the_device_key "$sync"
check "the kiosk does not read the device key" does_not_read_it "$kiosk"

# It starts on what is right, and stops at SIGTERM.
"$kiosk" --config "$good" --state "$work" --assets "$source/assets" --window 800x480 2>"$work/log" &
pid=$!
pids="$pids $pid"
tries=0
until grep -q LOG_STARTED "$work/log"; do
    tries=$((tries + 1))
    [ $tries -gt 200 ] && break
    sleep 0.1
done
kill "$pid"
wait "$pid"
check "the kiosk stops cleanly at SIGTERM" [ $? = 0 ]
check "and says so" grep -q LOG_STOPPED "$work/log"

# While the clock is answered for, the sync program writes down what has passed: the next start without a clock knows it.
mkdir "$work/clock"
past() { python3 -c 'import sqlite3, sys; print(*sqlite3.connect("file:%s?mode=ro" % sys.argv[1], uri=True).execute("SELECT trusted_s FROM device").fetchone())' "$work/clock/rebond.db" 2>/dev/null || echo 0; }
before=$(date +%s)
"$sync" --config "$good" --state "$work/clock" 2>"$work/log" &
pid=$!
pids="$pids $pid"
tries=0
until [ "$(past)" -gt 0 ]; do
    tries=$((tries + 1))
    [ $tries -gt 200 ] && break
    sleep 0.1
done
kill "$pid"
wait "$pid"
check "the sync program stops cleanly at SIGTERM" [ $? = 0 ]
check "the moment that has passed is kept: $(past)" [ "$(past)" -ge "$before" ]

echo "$passed passed, $failed failed"
[ $failed = 0 ]
