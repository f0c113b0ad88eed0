#!/bin/bash
# The real rebond-sync against a real Radicale.   radicale.sh KIT REBOND-SYNC
kit=$1 sync=$2
. "$(dirname "$0")/stage.sh"

# Another kiosk has taken the seat of slot number $1.
other_takes() {
    local name
    name=rdv-$(key_of "$1")
    printf 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//FR\r\nBEGIN:VEVENT\r\nUID:%s\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20200101T000000Z\r\nDTEND:20200101T003000Z\r\nX-REBOND-TOKEN:ffffffffffffffffffffffffffffffff\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n' "$name" |
        dav --fail --output /dev/null --request PUT --data-binary @- --header 'Content-Type: text/calendar' "$(url "reservations/$name.ics")" ||
        fail "the other kiosk"
}

once() {
    wait_until "$2 is delivered" is_delivered "$1"
    [ "$(events_of "$1")" = 1 ] || fail "$2: $(events_of "$1") events"
}

slots_are_mirrored() {
    local i
    for i in 0 1 2 3 4; do publish "accueil$i" $((i + 1)) 9; done
    for i in 0 1 2 3 4 5 6 7 8 9; do publish "suite$i" $((i + 1)) 14; done
    publish atelier 2 10 'RRULE:FREQ=WEEKLY'
    start_sync
    wait_until "slots are mirrored" eval '[ $(slot_count) -ge 23 ]'
    [ "$(slot_count)" -le 24 ] || fail "$(slot_count) slots"
    [ "$("$kit" "$state" slots | grep -c atelier)" -ge 8 ] || fail "the weekly series"
}

bookings_appear_once() {
    local a b c d
    a=$("$kit" "$state" book 0) b=$("$kit" "$state" book 1 2) c=$("$kit" "$state" request callback)
    d=$("$kit" "$state" request interest)
    once "$a" "a booking" && once "$b" "a second booking" && once "$c" "a call-back" && once "$d" "an interest"
    grep -q 'SUMMARY:Réservé · ' "$calendars"/reservations/*.ics || fail "the words of a booking"
    grep -q 'BEGIN:VTODO' "$calendars"/inscriptions/*.ics || fail "a call-back is no to-do"
    condition_is ok || fail "the partner's condition"
}

# Negative control: an event that was made twice is counted twice.
a_double_would_be_seen() {
    local a
    a=$("$kit" "$state" request interest)
    once "$a" "an interest"
    dav --fail "$(url "inscriptions/req-$a.ics")" | sed 's/^UID:.*/UID:double\r/' |
        dav --fail --output /dev/null --request PUT --data-binary @- --header 'Content-Type: text/calendar' "$(url inscriptions/double.ics)" ||
        fail "the planted double"
    [ "$(events_of "$a")" = 2 ] || fail "a double is not seen"
}

a_conflict_ends_in_the_second_choice_then_in_a_call_back() {
    local a b
    other_takes 5
    a=$("$kit" "$state" book 5 6)
    other_takes 7 && other_takes 8
    b=$("$kit" "$state" book 7 8)
    once "$a" "the second choice" && once "$b" "the call-back"
    shows "$a" "delivered appointment choice 2 reason 1" || fail "second choice: $("$kit" "$state" show "$a")"
    "$kit" "$state" show "$b" | grep -q '^delivered callback' || fail "call-back: $("$kit" "$state" show "$b")"
    grep -rq 'Les deux créneaux' "$calendars/inscriptions" || fail "the call-back does not say why"
}

a_wrong_password_is_told_and_nothing_is_lost() {
    local a
    kill_sync TERM
    set_password wrong
    start_sync
    a=$("$kit" "$state" book 9)
    wait_until "the password is refused" condition_is credentials
    [ "$(events_of "$a")" = 0 ] || fail "delivered without a password"
    kill_sync TERM
    set_password secret
    chmod 644 "$work/password"
    start_sync
    wait_until "an open password file is refused" grep -q LOG_PASSWORD_UNREADABLE "$work/sync.log"
    kill_sync TERM
    set_password secret
    start_sync
    once "$a" "after the right password"
    condition_is ok || fail "the partner's condition after the right password"
}

a_server_that_was_down_gets_everything() {
    local a b
    stop_radicale
    a=$("$kit" "$state" book 10) b=$("$kit" "$state" request callback)
    wait_until "the server is missed" condition_is unreachable
    start_radicale
    once "$a" "after the server came back" && once "$b" "a call-back after the server came back"
}

killed_at_random_it_delivers_each_once() {
    local round polls uids=
    for round in 1 2 3 4 5 6 7 8 9 10; do
        uids="$uids $("$kit" "$state" request callback) $("$kit" "$state" request interest)"
        for polls in $(seq $((RANDOM % 12))); do "$kit" "$state" counts >/dev/null; done
        kill_sync KILL
        start_sync
    done
    uids="$uids $("$kit" "$state" book 11) $("$kit" "$state" book 12)"
    for round in $uids; do once "$round" "killed at random, $round"; done
}

it_ends_when_told_and_refuses_a_bad_configuration() {
    local child code
    child=$(pgrep -P "$sync_pid")
    kill -TERM "$child"
    wait "$sync_pid"
    code=$?
    sync_pid=
    [ $code = 0 ] || fail "SIGTERM: exit code $code"
    tail -n 1 "$work/sync.log" | grep -q LOG_STOPPED || fail "it did not say that it stopped"
    sed -i 's/^adapter = .*/adapter = foo/' "$work/rebond.ini"
    "$sync" --config "$work/rebond.ini" --state "$state" 2>"$work/mistakes"
    [ $? = 1 ] || fail "a bad configuration: exit code"
    grep -q "^$work/rebond.ini:[0-9]*: .*adapter" "$work/mistakes" || fail "a bad configuration: words"
}

stage
for test in slots_are_mirrored bookings_appear_once a_double_would_be_seen a_conflict_ends_in_the_second_choice_then_in_a_call_back \
    a_wrong_password_is_told_and_nothing_is_lost a_server_that_was_down_gets_everything \
    killed_at_random_it_delivers_each_once it_ends_when_told_and_refuses_a_bad_configuration; do
    $test
    echo "ok $test"
done
