#!/bin/bash
# The real rebond-sync against a real CalDAV server: what happens between a kiosk and staff.
#   stories.sh SERVER KIT REBOND-SYNC
server=$1 kit=$2 sync=$3
. "$(dirname "$0")/stage.sh"

# Another kiosk has taken the seat of slot number $1.
other_takes() {
    local name
    name=rdv-$(key_of "$1")
    printf 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//FR\r\nBEGIN:VEVENT\r\nUID:%s\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20200101T000000Z\r\nDTEND:20200101T003000Z\r\nX-REBOND-TOKEN:ffffffffffffffffffffffffffffffff\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n' "$name" |
        put "$(url "reservations/$name.ics")" || fail "the other kiosk"
}

# A sync program that starts looks at once; one that runs, every minute or two.
look_again() {
    kill_sync TERM
    start_sync
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
    grep -q 'BEGIN:VTODO' "$calendars/inscriptions/req-$c.ics" || fail "a call-back is no to-do"
    for a in $a $b $c $d; do
        grep -q "^X-REBOND-SEALED:." "$calendars/inscriptions/dos-$a.ics" || fail "the sealed copy of $a"
    done
    condition_is ok || fail "the partner's condition"
}

# Negative control: an event that was made twice is counted twice.
a_double_would_be_seen() {
    local a
    a=$("$kit" "$state" request interest)
    once "$a" "an interest"
    dav --fail "$(url "inscriptions/req-$a.ics")" | sed 's/^UID:.*/UID:double\r/' |
        put "$(url inscriptions/double.ics)" || fail "the planted double"
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
    stop_server
    a=$("$kit" "$state" book 10) b=$("$kit" "$state" request callback)
    wait_until "the server is missed" condition_is unreachable
    start_server
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

# As a calendar app on a desk writes it: times of a zone of its own, of which some differ from the rule.
series() {
    local zone='Bureau de Paris' ten
    ten=$(day 3)T100000
    printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 'PRODID:-//Un agenda//FR' CALSCALE:GREGORIAN BEGIN:VTIMEZONE "TZID:$zone" \
        BEGIN:DAYLIGHT TZOFFSETFROM:+0100 TZOFFSETTO:+0200 TZNAME:CEST DTSTART:19700329T020000 \
        'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU' END:DAYLIGHT \
        BEGIN:STANDARD TZOFFSETFROM:+0200 TZOFFSETTO:+0100 TZNAME:CET DTSTART:19701025T030000 \
        'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU' END:STANDARD END:VTIMEZONE \
        BEGIN:VEVENT UID:serie@staff DTSTAMP:20260101T000000Z "DTSTART;TZID=\"$zone\":$ten" \
        "DTEND;TZID=\"$zone\":$(day 3)T103000" 'RRULE:FREQ=WEEKLY;COUNT=6' "EXDATE;TZID=\"$zone\":$(day 10)T100000" \
        "RDATE;TZID=\"$zone\":$(day 4)T153000" 'SUMMARY:Séance 😀' 'TRANSP:OPAQUE' END:VEVENT \
        BEGIN:VEVENT UID:serie@staff DTSTAMP:20260101T000000Z "RECURRENCE-ID;TZID=\"$zone\":$(day 17)T100000" \
        "DTSTART;TZID=\"$zone\":$(day 18)T113000" "DTEND;TZID=\"$zone\":$(day 18)T120000" \
        'SUMMARY:Séance 😀' END:VEVENT END:VCALENDAR
}

series_starts() {
    local at
    for at in '3 10:00' '4 15:30' '18 11:30' '24 10:00' '31 10:00' '38 10:00'; do
        TZ=Europe/Paris date -d "$(day "${at% *}") ${at#* }" +%s
    done
}

day() { TZ=Europe/Paris date -d "$today + $1 days" +%Y%m%d; }
# Slots called $1: their starts, in order.
starts_of() { "$kit" "$state" slots | grep -F "$1" | awk '{print $3}'; }
series_is_right() { [ "$(starts_of 'Séance 😀')" = "$(series_starts)" ]; }

a_series_of_a_calendar_app_gives_the_right_slots() {
    local today
    today=$(TZ=Europe/Paris date +%Y%m%d)
    series | put "$(url creneaux/serie.ics)" || fail "publish the series"
    publish 'grand' 12 16
    series | sed -e 's/^UID:.*/UID:peinture@staff\r/' -e 's/^SUMMARY:.*/SUMMARY:Peinture 🎨 (8 places)\r/' |
        put "$(url creneaux/peinture.ics)" || fail "publish the workshop"
    look_again
    wait_until "the series is right" series_is_right
    [ "$("$kit" "$state" slots | grep -c ' 0/8 Peinture 🎨$')" = 6 ] || fail "the workshop with a picture in its name"
}

# Slots called $1: their numbers, then how many of their seats are taken.
number_of() { "$kit" "$state" slots | grep " $1\$" | awk '{print $1}'; }
taken_of() { "$kit" "$state" slots | grep " $1\$" | awk '{print $4}'; }
taken_is() { [ "$(taken_of "$1")" = "$2" ]; }
is_gone() { [ -z "$(number_of "$1")" ]; }

what_staff_delete_is_gone_and_the_seat_is_free_again() {
    local a b
    a=$("$kit" "$state" book "$(number_of grand)")
    once "$a" "a booking"
    taken_is grand 1/1 || fail "the booked slot: $(taken_of grand)"
    dav --fail --request DELETE "$(url "creneaux/suite9.ics")" >/dev/null || fail "staff delete a slot"
    dav --fail --request DELETE "$(url "reservations/rdv-$(key_of "$(number_of grand)").ics")" >/dev/null ||
        fail "staff delete a booking"
    look_again
    wait_until "the slot is gone" is_gone suite9
    look_again # the booking was never mirrored: only what a second look does not show is certainly gone
    wait_until "the seat is free" taken_is grand 0/1
    b=$("$kit" "$state" book "$(number_of grand)")
    once "$b" "the seat booked again"
    [ "$(events_of "$a")" = 0 ] || fail "what staff deleted came back"
}

# Another kiosk has booked slot number $1 for somebody with the code $2.
other_books() {
    local key start
    key=$(key_of "$1")
    start=$("$kit" "$state" slots | awk -v at="$1" '$1 == at {print $3}')
    printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 'PRODID:-//x//FR' BEGIN:VEVENT "UID:rdv-$key" DTSTAMP:20260101T000000Z \
        "DTSTART:$(date -u -d "@$start" +%Y%m%dT%H%M%SZ)" "DTEND:$(date -u -d "@$((start + 1800))" +%Y%m%dT%H%M%SZ)" \
        "SUMMARY:Réservé · $2" X-REBOND-TOKEN:fffffffffffffffffffffffffffffffe END:VEVENT END:VCALENDAR |
        put "$(url "reservations/rdv-$key.ics")" || fail "the other kiosk"
}
finds() { "$kit" "$state" find "$1" | grep -q -- "$2"; }

who_comes_back_is_announced_once() {
    local a b c key arrival
    publish retour 13 9
    publish ailleurs 14 9
    look_again
    wait_until "the slots are mirrored" eval '[ -n "$(number_of retour)$(number_of ailleurs)" ]'
    key=$(key_of "$(number_of retour)")
    arrival=$calendars/reservations/arr-$key.ics
    a=$("$kit" "$state" book "$(number_of retour)")
    once "$a" "a booking"
    b=$("$kit" "$state" arrive "$a")
    wait_until "the arrival is delivered" is_delivered "$b"
    grep -q '^SUMMARY:Arrivé · ' "$arrival" || fail "the words of an arrival"
    grep -q '^BEGIN:VALARM' "$arrival" && grep -q '^ACTION:DISPLAY' "$arrival" || fail "no alarm"
    grep -q '^TRANSP:TRANSPARENT' "$arrival" || fail "an arrival takes a slot"
    [ "$(copies_of "$b")" = 0 ] || fail "an arrival has nothing to keep a copy of"
    # Announced again, as at another kiosk: one event, and it is the first one's.
    c=$("$kit" "$state" arrive "$a")
    wait_until "the second arrival is over" is_delivered "$c"
    [ "$(events_of "$b")" = 1 ] && [ "$(events_of "$c")" = 0 ] || fail "announced twice"
    c=$("$kit" "$state" now)
    wait_until "somebody who wants to talk is announced" is_delivered "$c"
    grep -q 'SUMMARY:Veut parler' "$calendars/reservations/arr-$c.ics" || fail "the words of who wants to talk"
}

a_code_of_another_kiosk_is_known_here() {
    local code='cerise vélo parapluie 42' key
    key=$(key_of "$(number_of ailleurs)")
    finds "$code" . && fail "known before it was given"
    other_books "$(number_of ailleurs)" "$code"
    look_again
    wait_until "its code is known" finds "$code" "^$key [0-9]*$"
    finds 'cerise vélo parapluie 43' . && fail "another code is known too"
    printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 'PRODID:-//x//FR' BEGIN:VEVENT "UID:arr-$key" DTSTAMP:20260101T000000Z \
        DTSTART:20260101T000000Z DTEND:20260101T001500Z SUMMARY:Arrivé END:VEVENT END:VCALENDAR |
        put "$(url "reservations/arr-$key.ics")" || fail "the other kiosk announces"
    look_again
    wait_until "its arrival is known" finds "$code" arrived
}

note_of() { echo "$calendars/reservations/ann-$(key_of "$(number_of "$1")").ics"; }
painting() { number_of 'Peinture 🎨' | head -n 1; }
seats_of() { ls "$calendars"/reservations/ann-"$(key_of "$(painting)")"-*.ics 2>/dev/null | wc -l; }

who_cancels_leaves_a_note_and_staff_free_the_seat() {
    local a b note
    publish annule 15 9
    publish avant 16 9
    publish apres 17 9
    publish perdu 18 9
    look_again
    wait_until "the slots are mirrored" eval '[ -n "$(number_of annule)" ] && [ -n "$(number_of perdu)" ]'
    a=$("$kit" "$state" book "$(number_of annule)")
    once "$a" "a booking"
    note=$(note_of annule)
    [ ! -e "$note" ] || fail "a note before anybody cancelled"
    b=$("$kit" "$state" cancel "$a")
    wait_until "the note is delivered" is_delivered "$b"
    grep -q '^SUMMARY:ANNULÉ · ' "$note" && grep -q '^TRANSP:TRANSPARENT' "$note" || fail "the words of a note"
    [ "$(events_of "$a")" = 1 ] || fail "staff free the seat, not the kiosk"
    [ "$(copies_of "$b")" = 0 ] || fail "a note has nothing to keep a copy of"
    "$kit" "$state" cancel "$a" 2>/dev/null && fail "cancelled twice"
    dav --fail --request DELETE "$(url "reservations/rdv-$(key_of "$(number_of annule)").ics")" >/dev/null ||
        fail "staff free the seat"
    look_again
    look_again
    wait_until "the seat is free" taken_is annule 0/1
    a=$("$kit" "$state" book "$(number_of annule)")
    once "$a" "the seat booked again, beside the note"
}

who_changes_has_the_new_one_before_the_old_one_is_given_back() {
    local a b
    a=$("$kit" "$state" book "$(number_of avant)")
    once "$a" "a booking"
    b=$("$kit" "$state" change "$a" "$(number_of apres)")
    once "$b" "the new booking"
    wait_until "the old one has its note" test -e "$(note_of avant)"
    [ ! -e "$(note_of apres)" ] || fail "a note about the new one"
    grep -q 'Changement de moment' "$calendars/reservations/rdv-$(key_of "$(number_of apres)").ics" ||
        fail "staff are not told that it is a change"
    # Somebody else has the new moment: the old one stays.
    a=$("$kit" "$state" book "$(painting)")
    once "$a" "a seat of a workshop"
    other_takes "$(number_of perdu)"
    b=$("$kit" "$state" change "$a" "$(number_of perdu)")
    wait_until "the change that was lost" is_delivered "$b"
    "$kit" "$state" show "$b" | grep -q callback || fail "what was lost is no call-back"
    [ "$(seats_of)" = 0 ] && [ "$(events_of "$a")" = 1 ] || fail "the old one did not stay"
    b=$("$kit" "$state" cancel "$a")
    wait_until "the note about the seat" eval '[ "$(seats_of)" = 1 ]'
}

it_ends_when_told_and_refuses_a_bad_configuration() {
    local child code
    child=$(sync_child)
    kill -TERM "$child"
    wait "$sync_pid"
    code=$?
    sync_pid=
    [ $code = 0 ] || fail "SIGTERM: exit code $code"
    tail -n 1 "$work/sync.log" | grep -q LOG_STOPPED || fail "it did not say that it stopped"
    sed -i 's/^adapter = .*/adapter = foo/' "$work/rebond.ini"
    "$sync" --config "$work/rebond.ini" --state "$state" 2>"$work/mistakes"
    [ $? = 78 ] || fail "a bad configuration: exit code"
    grep -q "^$work/rebond.ini:[0-9]*: .*adapter" "$work/mistakes" || fail "a bad configuration: words"
}

stage
password=a_wrong_password_is_told_and_nothing_is_lost
[ $has_passwords = yes ] || password=
run_stories slots_are_mirrored bookings_appear_once a_double_would_be_seen \
    a_conflict_ends_in_the_second_choice_then_in_a_call_back $password a_server_that_was_down_gets_everything \
    killed_at_random_it_delivers_each_once a_series_of_a_calendar_app_gives_the_right_slots \
    what_staff_delete_is_gone_and_the_seat_is_free_again who_comes_back_is_announced_once \
    a_code_of_another_kiosk_is_known_here who_cancels_leaves_a_note_and_staff_free_the_seat \
    who_changes_has_the_new_one_before_the_old_one_is_given_back it_ends_when_told_and_refuses_a_bad_configuration
