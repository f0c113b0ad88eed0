# Sourced by the scripts beside it: a real Radicale on loopback in a folder of its own, a real rebond-sync, and what
# ends them whatever happens. Wants: kit and sync (programs). Everything waits for a condition, with a bound.
set -u

work=$(mktemp -d "${TMPDIR:-/tmp}/rebond-partner-XXXXXX")
state=$work/state
calendars=$work/calendars/collection-root/borne
radicale_pid= sync_pid= port=

end() {
    [ -z "$sync_pid" ] || kill "$sync_pid" 2>/dev/null # `timeout` passes it on
    [ -z "$radicale_pid" ] || kill "$radicale_pid" 2>/dev/null
    wait 2>/dev/null
    rm -rf "$work"
}
trap end EXIT
trap 'exit 1' INT TERM

fail() {
    echo "FAILED: $*" >&2
    [ ! -s "$work/sync.log" ] || tail -n 40 "$work/sync.log" >&2
    [ ! -s "$work/radicale.log" ] || tail -n 10 "$work/radicale.log" >&2
    exit 1
}

# wait_until WORDS COMMAND...: asks ten times a second, for at most a minute.
wait_until() {
    local words=$1 tries=600
    shift
    until "$@" >/dev/null 2>&1; do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || fail "waited in vain: $words"
        sleep 0.1
    done
}

url() { echo "http://127.0.0.1:$port/borne/$1"; }
dav() { curl --silent --noproxy '*' --max-time 10 --user borne:secret "$@"; }
answers() { [ "$(dav --output /dev/null --write-out '%{http_code}' --request PROPFIND --header 'Depth: 0' "$(url '')")" = 207 ]; }
serves() { answers || ! kill -0 "$radicale_pid" 2>/dev/null; }

# On the port of last time, or on any that is free.
start_radicale() {
    local try
    for try in 1 2 3 4 5 6 7 8; do
        [ -n "$port" ] || port=$((20000 + RANDOM % 20000))
        cat >"$work/radicale.ini" <<END
[server]
hosts = 127.0.0.1:$port
[auth]
type = htpasswd
htpasswd_filename = $work/users
htpasswd_encryption = plain
delay = 0
[storage]
filesystem_folder = $work/calendars
[web]
type = none
[logging]
level = warning
END
        timeout 900 /usr/bin/radicale --config "$work/radicale.ini" >>"$work/radicale.log" 2>&1 &
        radicale_pid=$!
        wait_until "Radicale answers" serves
        answers && return
        wait "$radicale_pid" 2>/dev/null
        port=
    done
    fail "Radicale does not start"
}

stop_radicale() {
    kill "$radicale_pid"
    wait "$radicale_pid" 2>/dev/null
    radicale_pid=
}

write_config() {
    cat >"$work/rebond.ini" <<END
[place]
name = Lieu d'essai
address = 1 rue de l'Essai
person = Samia
timezone = Europe/Paris
[clock]
trust = always
[partner.ml]
name = Mission locale
address = 2 rue de l'Exemple
adapter = caldav
needs = all
recipients = age1pra9y4n7jqmwn3uqhv06rrxept8xgdammhjnv4lf0mlsaalkj3ks6xsdm9
slots_url = $(url creneaux/)
bookings_url = $(url reservations/)
requests_url = $(url inscriptions/)
user = borne
password_file = $work/password
server_class = A
END
}

set_password() {
    rm -f "$work/password"
    (umask 077 && printf '%s\n' "$1" >"$work/password")
}

start_sync() {
    timeout 900 "$sync" --config "$work/rebond.ini" --state "$state" >>"$work/sync.log" 2>&1 &
    sync_pid=$!
}

# `timeout` cannot pass on a KILL: its child is ended by its own id.
kill_sync() {
    kill -"$1" "$(pgrep -P "$sync_pid")"
    wait "$sync_pid" 2>/dev/null
    sync_pid=
}

stage() {
    mkdir -p "$work/calendars" "$state"
    echo borne:secret >"$work/users"
    start_radicale
    local collection
    for collection in creneaux reservations inscriptions; do
        dav --fail --request MKCALENDAR "$(url $collection/)" || fail "MKCALENDAR $collection"
    done
    write_config
    set_password secret
}

# publish NAME DAY HOUR [LINE]: what staff put into creneaux/, on a day from today.
publish() {
    local start end
    start=$(date -u -d "+$2 days" +%Y%m%d)T$(printf %02d "$3")0000Z
    end=$(date -u -d "+$2 days" +%Y%m%d)T$(printf %02d "$3")3000Z
    {
        printf 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//staff//FR\r\nBEGIN:VEVENT\r\nUID:%s@staff\r\n' "$1"
        printf 'DTSTAMP:20260101T000000Z\r\nDTSTART:%s\r\nDTEND:%s\r\nSUMMARY:%s\r\n' "$start" "$end" "$1"
        [ -z "${4:-}" ] || printf '%s\r\n' "$4"
        printf 'END:VEVENT\r\nEND:VCALENDAR\r\n'
    } | dav --fail --output /dev/null --request PUT --data-binary @- --header 'Content-Type: text/calendar' "$(url "creneaux/$1.ics")" ||
        fail "publish $1"
}

# How many events anywhere carry this token.
events_of() { grep -rl "X-REBOND-TOKEN:$1" "$calendars" --include='*.ics' --exclude-dir=.Radicale.cache | wc -l; }
is_delivered() { "$kit" "$state" show "$1" | grep -q '^delivered'; }
shows() { [ "$("$kit" "$state" show "$1")" = "$2" ]; }
condition_is() { [ "$("$kit" "$state" condition ml)" = "$1" ]; }
slot_count() { "$kit" "$state" slots | wc -l; }
key_of() { "$kit" "$state" slots | awk -v at="$1" '$1 == at {print $2}'; }
