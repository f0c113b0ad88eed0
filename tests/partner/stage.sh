# Sourced by the scripts beside it: a real CalDAV server on loopback in a folder of its own, a real rebond-sync, and what
# ends them whatever happens. Wants: server (radicale, xandikos), kit and sync (programs). Everything waits for a
# condition, with a bound.
set -u

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/rebond-partner-XXXXXX")
state=$work/state
server_pid= sync_pid= server_port= base=
pids=() # of whatever else was started
bound=${bound:-900} # seconds: nothing started here lives longer
passed=0
. "$here/server_$server.sh"

end() {
    local pid
    for pid in "$sync_pid" "$server_pid" ${pids[@]+"${pids[@]}"}; do
        [ -z "$pid" ] || kill "$pid" 2>/dev/null # `timeout` passes it on
    done
    wait 2>/dev/null
    rm -rf "$work"
}
trap end EXIT
trap 'exit 1' INT TERM

fail() {
    echo "FAILED: $*" >&2
    [ ! -s "$work/sync.log" ] || tail -n 40 "$work/sync.log" >&2
    [ ! -s "$work/server.log" ] || tail -n 10 "$work/server.log" >&2
    echo "$passed passed, 1 failed"
    exit 1
}

# Each story stands on the one before: the first that fails is the last.
run_stories() {
    local story
    for story in "$@"; do
        declare -F "$story" >/dev/null || fail "no story: $story"
        $story
        passed=$((passed + 1))
        echo "ok $story"
    done
    echo "$passed passed, 0 failed"
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

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
# One that nobody listens on, below those that the system gives to whoever asks.
free_port() {
    local found
    until found=$((20000 + RANDOM % 12000)) && ! listens $found; do :; done
    echo $found
}
url() { echo "$base/borne/$1"; }
dav() { curl --silent --noproxy '*' --max-time 10 --user borne:secret "$@"; }
dav_status() { dav --output /dev/null --write-out '%{http_code}' "$@"; }
# put URL <text: Xandikos says 207 when it did not.
put() {
    case $(dav_status --request PUT --data-binary @- --header 'Content-Type: text/calendar' "$1") in
    200 | 201 | 204) ;;
    *) return 1 ;;
    esac
}
answers() { [ "$(dav_status --request PROPFIND --header 'Depth: 0' "http://127.0.0.1:$server_port/borne/")" = 207 ]; }
runs() { kill -0 "$1" 2>/dev/null; }
serves() { answers || ! runs "$server_pid"; }

# On the port of last time, or on any that is free.
start_server() {
    local try
    for try in 1 2 3 4 5 6 7 8; do
        [ -n "$server_port" ] || server_port=$(free_port)
        server_launch
        server_pid=$!
        wait_until "$server answers" serves
        if runs "$server_pid" && answers; then
            [ -n "$base" ] || base=http://127.0.0.1:$server_port
            return
        fi
        wait "$server_pid" 2>/dev/null
        server_port=
    done
    fail "$server does not start"
}

stop_server() {
    kill "$server_pid"
    wait "$server_pid" 2>/dev/null
    server_pid=
}

# write_config [LINE]: base is where rebond-sync finds the partner.
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
${1:-}
END
}

set_password() {
    rm -f "$work/password"
    (umask 077 && printf '%s\n' "$1" >"$work/password")
}

start_sync() {
    timeout "$bound" "$sync" --config "$work/rebond.ini" --state "$state" >>"$work/sync.log" 2>&1 &
    sync_pid=$!
}

# `timeout` begins its child a little later, and cannot pass on a KILL: the child is ended by its own id.
sync_child() {
    wait_until "rebond-sync runs" pgrep -P "$sync_pid"
    pgrep -P "$sync_pid"
}
kill_sync() {
    kill -"$1" "$(sync_child)"
    wait "$sync_pid" 2>/dev/null
    sync_pid=
}

stage() {
    mkdir -p "$work/calendars" "$state"
    echo borne:secret >"$work/users"
    start_server
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
    } | put "$(url "creneaux/$1.ics")" || fail "publish $1"
}

# How many live events anywhere carry this token, or are its sealed copy. What a server keeps beside them has names that
# begin with a dot.
carry() { grep -rlF "$1" "$calendars" --include='*.ics' --exclude-dir='.*' | wc -l; }
events_of() { carry "X-REBOND-TOKEN:$1"; }
copies_of() { carry "X-REBOND-COPY:$1"; }
is_delivered() { "$kit" "$state" show "$1" | grep -q '^delivered'; }
shows() { [ "$("$kit" "$state" show "$1")" = "$2" ]; }
condition_is() { [ "$("$kit" "$state" condition ml)" = "$1" ]; }
slot_count() { "$kit" "$state" slots | wc -l; }
key_of() { "$kit" "$state" slots | awk -v at="$1" '$1 == at {print $2}'; }

# once UID WORDS: delivered, and there once.
once() {
    wait_until "$2 is delivered" is_delivered "$1"
    [ "$(events_of "$1")" = 1 ] || fail "$2: $(events_of "$1") events"
    [ "$(copies_of "$1")" = 1 ] || fail "$2: $(copies_of "$1") sealed copies"
}
