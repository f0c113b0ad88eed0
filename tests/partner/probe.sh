#!/bin/bash
# The real `rebondctl partner probe` against a real Radicale, a real Xandikos, and the same Radicale behind a proxy that
# guards it or loses preconditions.   probe.sh REBONDCTL KIT
set -u
rebondctl=$1 kit=$2
work=$(mktemp -d "${TMPDIR:-/tmp}/rebond-probe-XXXXXX")
state=$work/state
server_pid= proxy_pid= probe_pid=

end() {
    local pid
    for pid in $probe_pid $proxy_pid $server_pid; do kill "$pid" 2>/dev/null; done # `timeout` passes it on
    wait 2>/dev/null
    rm -rf "$work"
}
trap end EXIT
trap 'exit 1' INT TERM

fail() {
    echo "FAILED: $*" >&2
    tail -n 20 "$work"/out "$work"/err "$work"/server.log >&2 2>/dev/null
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

dav() { curl --silent --noproxy '*' --max-time 10 --user borne:secret "$@"; }
answers() { dav --output /dev/null --request PROPFIND --header 'Depth: 0' "$home"; }
serves() { answers || ! kill -0 "$server_pid" 2>/dev/null; }
ended() { ! kill -0 "$server_pid" 2>/dev/null; }

run_radicale() {
    printf '[server]\nhosts = 127.0.0.1:%s\n[auth]\ntype = htpasswd\nhtpasswd_filename = %s\nhtpasswd_encryption = plain\ndelay = 0\n' \
        "$port" "$work/users" >"$work/radicale.ini"
    printf '[storage]\nfilesystem_folder = %s\n[web]\ntype = none\n[logging]\nlevel = warning\n' "$work/radicale" >>"$work/radicale.ini"
    exec timeout 600 /usr/bin/radicale --config "$work/radicale.ini"
}

run_xandikos() {
    exec timeout 600 /usr/bin/xandikos --directory "$work/xandikos" --autocreate --current-user-principal /borne/ \
        --listen-address 127.0.0.1 --port "$port"
}

# start_server NAME: on any port that is free, with the three collections.
start_server() {
    local try collection
    for try in 1 2 3 4 5 6 7 8; do
        port=$((20000 + RANDOM % 20000))
        home=http://127.0.0.1:$port/borne/
        "run_$1" >>"$work/server.log" 2>&1 &
        server_pid=$!
        wait_until "$1 answers" serves
        ended || break
        wait "$server_pid" 2>/dev/null
        server_pid=
    done
    [ -n "$server_pid" ] || fail "$1 does not start"
    [ "$1" = radicale ] || mkdir -p "$work/xandikos/borne"
    for collection in creneaux reservations inscriptions; do
        dav --fail --output /dev/null --request MKCALENDAR "$home$collection/" || fail "$1: MKCALENDAR $collection"
    done
}

stop_server() {
    kill "$server_pid"
    wait "$server_pid" 2>/dev/null
    server_pid=
}

# configure BASE_URL [LINE]
configure() {
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
slots_url = $1creneaux/
bookings_url = $1reservations/
requests_url = $1inscriptions/
user = borne
password_file = $work/password
${2:-}
END
}

probe() { timeout 120 "$rebondctl" partner probe "$@" --config "$work/rebond.ini" --state "$state" >"$work/out" 2>"$work/err"; }
status() { "$rebondctl" status --json --config "$work/rebond.ini" --state "$state" >"$work/status" 2>"$work/err"; }
says() { grep -qF -e "$1" "$work/out" || fail "it does not say: $1"; }
# json FILE EXPRESSION: of what it holds, as `it`.
json() { python3 -c "import json, sys; it = json.load(open(sys.argv[1])); assert $2, it" "$work/$1" || fail "$1: $2"; }
# Leftovers as the server lists them, so that this does not depend on how it keeps them.
leftovers() {
    local collection
    for collection in creneaux reservations inscriptions; do
        dav --fail --request PROPFIND --header 'Depth: 1' "$home$collection/" || fail "PROPFIND $collection"
    done | grep -o 'probe-[0-9a-f]*\.ics' | sort -u
}
some_left() { [ -n "$(leftovers)" ]; }
none_left() { [ -z "$(leftovers)" ] || fail "$1: left over: $(leftovers)"; }

# kill_in_the_middle SIGNAL: as soon as a probe has written something.
kill_in_the_middle() {
    "$rebondctl" partner probe --config "$work/rebond.ini" --state "$state" >"$work/out" 2>"$work/err" &
    probe_pid=$!
    wait_until "a probe has written" some_left
    kill -"$1" "$probe_pid"
    wait "$probe_pid" 2>/dev/null
    code=$?
    probe_pid=
}

class_a_is_found_said_and_kept() {
    local code
    probe ml --json
    code=$?
    json out "it['partner'] == 'ml' and it['class'] == 'A'"
    json out "[f['count'] for f in it['findings'] if f['id'] == 'one-winner'] == [10]"
    json out "'slots-writable' in it['notes'] and 'text-changed' not in it['notes'] and 'guarded' not in it['notes']"
    [ $code = 1 ] || fail "exit code $code: writing into creneaux/ is a remark"
    none_left "after a probe"
    status
    json status "it['partners'][0]['class'] == 'A' and it['partners'][0]['probed'].startswith('20')"
    json status "'slots-writable' in it['partners'][0]['notes']"
    probe
    says "Classe A : un seul gagne"
    says "ce compte peut écrire dans creneaux/"
    none_left "after a probe in words"
}

killed_it_is_cleaned_up_by_the_next() {
    kill_in_the_middle KILL
    some_left || fail "killed, and nothing is left: the rest of this test proves nothing"
    probe ml --json
    json out "it['class'] == 'A' and [f['count'] > 0 for f in it['findings'] if f['id'] == 'swept'] == [True]"
    none_left "after the next probe"
}

told_to_end_it_cleans_up_itself() {
    kill_in_the_middle TERM
    [ "$code" = 2 ] || fail "SIGTERM: exit code $code"
    says "interrompu"
    none_left "after SIGTERM"
}

a_wrong_password_is_no_class() {
    printf 'wrong\n' >"$work/password"
    probe ml --json && fail "a wrong password is good"
    json out "'class' not in it and [f['id'] for f in it['findings']] == ['credentials']"
    printf 'secret\n' >"$work/password"
    status
    json status "it['partners'][0]['class'] == 'A'"
}

the_worse_of_two_is_in_force() {
    configure "$home" 'server_class = B'
    probe ml
    says "Classe A"
    says "la moins bonne des deux compte, B"
    status
    json status "it['partners'][0]['class'] == 'B'"
    configure "$home"
}

# start_proxy LINE...: before the same server, with these lines of nginx.
start_proxy() {
    local try
    for try in 1 2 3 4 5 6 7 8; do
        proxy_port=$((20000 + RANDOM % 20000))
        cat >"$work/nginx.conf" <<END
daemon off;
worker_processes 1;
pid $work/nginx.pid;
error_log $work/nginx.log;
events { worker_connections 64; }
http {
    access_log off;
    client_body_temp_path $work/nginx-body;
    proxy_temp_path $work/nginx-proxy;
    fastcgi_temp_path $work/nginx-fastcgi;
    uwsgi_temp_path $work/nginx-uwsgi;
    scgi_temp_path $work/nginx-scgi;
    server {
        listen 127.0.0.1:$proxy_port;
        $(printf '%s\n' "$@")
        location / { proxy_pass http://127.0.0.1:$port; }
    }
}
END
        timeout 300 /usr/sbin/nginx -c "$work/nginx.conf" 2>>"$work/server.log" &
        proxy_pid=$!
        wait_until "the proxy answers" eval "dav --output /dev/null http://127.0.0.1:$proxy_port/ || ! kill -0 $proxy_pid"
        kill -0 $proxy_pid 2>/dev/null && break
        proxy_pid=
    done
    [ -n "$proxy_pid" ] || fail "the proxy does not start"
    configure "http://127.0.0.1:$proxy_port/borne/"
}

stop_proxy() {
    kill "$proxy_pid"
    wait "$proxy_pid" 2>/dev/null
    proxy_pid=
}

a_guarded_account_is_class_a_without_remark() {
    start_proxy 'set $put "$request_method $http_if_none_match";' 'if ($put = "PUT ") { return 428; }' \
        "location /borne/creneaux/ { if (\$request_method ~ PUT|DELETE) { return 403; } proxy_pass http://127.0.0.1:$port; }"
    probe ml --json || fail "exit code $? behind a guard"
    json out "it['class'] == 'A' and it['notes'] == ['guarded']"
    none_left "behind the guard"
    stop_proxy
    configure "$home"
}

# Negative control: the same server, with If-None-Match lost on the way.
a_proxy_that_loses_preconditions_makes_it_class_c() {
    start_proxy 'proxy_set_header If-None-Match "";'
    probe ml --json && fail "class C is good"
    json out "it['class'] == 'C' and 'again-accepted' in [f['id'] for f in it['findings']]"
    none_left "behind the proxy"
    stop_proxy
    probe ml --json && fail "a server that is gone is good"
    json out "'class' not in it and it['findings'][0]['id'] == 'unreachable'"
    status
    json status "it['partners'][0]['class'] == 'C'"
    configure "$home"
}

passed=0
try() {
    "$2"
    passed=$((passed + 1))
    echo "passed $1: $2"
}

mkdir -p "$state" "$work/radicale" "$work/xandikos"
echo borne:secret >"$work/users"
(umask 077 && printf 'secret\n' >"$work/password")
"$kit" "$state" counts >/dev/null || fail "no database"
for server in radicale xandikos; do
    start_server $server
    configure "$home"
    try $server class_a_is_found_said_and_kept
    try $server killed_it_is_cleaned_up_by_the_next
    try $server told_to_end_it_cleans_up_itself
    try $server the_worse_of_two_is_in_force
    if [ $server = radicale ]; then # Xandikos asks nobody for a password
        try $server a_wrong_password_is_no_class
        if [ -x /usr/sbin/nginx ]; then
            try $server a_guarded_account_is_class_a_without_remark
            try $server a_proxy_that_loses_preconditions_makes_it_class_c
        else
            echo "not run: the tests of the proxy and of the guard (needs nginx)"
        fi
    fi
    stop_server
done
echo "$passed passed, 0 failed"
