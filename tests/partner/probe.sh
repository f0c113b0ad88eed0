#!/bin/bash
# The real `rebondctl partner probe` against a real server; with Radicale also through the guard, and through a proxy that
# loses preconditions.   probe.sh SERVER KIT REBONDCTL
server=$1 kit=$2 ctl=$3
. "$(dirname "$0")/stage.sh"
. "$here/front.sh"
probe_pid=

probe() { timeout 120 "$ctl" partner probe "$@" --config "$work/rebond.ini" --state "$state" >"$work/out" 2>"$work/err"; }
status() { "$ctl" status --json --config "$work/rebond.ini" --state "$state" >"$work/status" 2>"$work/err"; }
says() { grep -qF -e "$1" "$work/out" || fail "it does not say: $1"; }
# json FILE EXPRESSION: of what it holds, as `it`.
json() { python3 -c "import json, sys; it = json.load(open(sys.argv[1])); assert $2, it" "$work/$1" || fail "$1: $2"; }
set_class() { sed -i "s/^server_class = .*/server_class = $1/" "$work/rebond.ini"; }
# through BASE [LINE]: the partner is reached there.
through() {
    base=$1
    write_config "${2:-}"
}

# Leftovers as the server itself lists them, so that this does not depend on how it keeps them.
leftovers() {
    local collection
    for collection in creneaux reservations inscriptions; do
        dav --fail --request PROPFIND --header 'Depth: 1' "http://127.0.0.1:$server_port/borne/$collection/" || fail "PROPFIND $collection"
    done | grep -o 'probe-[0-9a-f]*\.ics' | sort -u
}
some_left() { [ -n "$(leftovers)" ]; }
none_left() { [ -z "$(leftovers)" ] || fail "$1: left over: $(leftovers)"; }

# kill_in_the_middle SIGNAL: as soon as a probe has written something.
kill_in_the_middle() {
    "$ctl" partner probe --config "$work/rebond.ini" --state "$state" >"$work/out" 2>"$work/err" &
    probe_pid=$!
    pids+=("$probe_pid")
    wait_until "a probe has written" some_left
    kill -"$1" "$probe_pid"
    wait "$probe_pid" 2>/dev/null
    code=$?
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

the_worse_of_two_is_in_force() {
    set_class B
    probe ml
    says "Classe A"
    says "la moins bonne des deux compte, B"
    status
    json status "it['partners'][0]['class'] == 'B'"
    set_class A
}

a_wrong_password_is_no_class() {
    set_password wrong
    probe ml --json && fail "a wrong password is good"
    json out "'class' not in it and [f['id'] for f in it['findings']] == ['credentials']"
    set_password secret
    status
    json status "it['partners'][0]['class'] == 'A'"
}

write_guard() { guard right >"$work/front-servers.conf"; }
a_guarded_account_is_class_a_without_remark() {
    start_front write_guard
    through "https://127.0.0.1:$front_port" "ca_file = $work/own.pem"
    probe ml --json || fail "exit code $? behind the guard"
    json out "it['class'] == 'A' and it['notes'] == ['guarded']"
    none_left "behind the guard"
    stop_front
}

# Negative control: the same server, with If-None-Match lost on the way.
write_loser() {
    printf 'server {\n listen 127.0.0.1:%s;\n location / {\n  proxy_pass http://127.0.0.1:%s;\n  proxy_set_header If-None-Match "";\n }\n}\n' \
        "$front_port" "$server_port" >"$work/front-servers.conf"
}
a_proxy_that_loses_preconditions_makes_it_class_c() {
    start_front write_loser
    through "http://127.0.0.1:$front_port"
    probe ml --json && fail "class C is good"
    json out "it['class'] == 'C' and 'again-accepted' in [f['id'] for f in it['findings']]"
    none_left "behind the proxy"
    stop_front
    probe ml --json && fail "a server that is gone is good"
    json out "'class' not in it and it['findings'][0]['id'] == 'unreachable'"
    status
    json status "it['partners'][0]['class'] == 'C'"
}

stage
"$kit" "$state" counts >/dev/null || fail "no database"
stories=(class_a_is_found_said_and_kept killed_it_is_cleaned_up_by_the_next told_to_end_it_cleans_up_itself the_worse_of_two_is_in_force)
if [ "$server" = radicale ]; then # Xandikos asks nobody for a password
    make_authority own
    make_certificate own right IP:127.0.0.1
    stories+=(a_wrong_password_is_no_class a_guarded_account_is_class_a_without_remark a_proxy_that_loses_preconditions_makes_it_class_c)
fi
run_stories "${stories[@]}"
