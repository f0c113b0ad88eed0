#!/bin/bash
# kiosk-image/partner/nginx-guard.conf in front of a real Radicale: each rule by hand, then the real rebond-sync.
#   guard.sh KIT REBOND-SYNC
server=radicale kit=$1 sync=$2
. "$(dirname "$0")/stage.sh"
. "$here/front.sh"

write_guard() { guard right >"$work/front-servers.conf"; }
# Negative control: the guard without its rule about If-None-Match.
write_open_guard() {
    guard right | sed 's/^\( *"~^create .*\) unconditional;/\1 allowed;/' >"$work/front-servers.conf"
    ! guard right | cmp -s - "$work/front-servers.conf" || fail "the rule was not found"
}

# status METHOD PATH [CURL-ARGUMENT...]: PATH goes out as it stands.
status() {
    local method=$1 path=$2
    shift 2
    dav_status --cacert "$work/own.pem" --path-as-is --request "$method" "$@" "https://127.0.0.1:$front_port/borne/$path"
}

# says STATUS METHOD PATH [CURL-ARGUMENT...]
says() {
    local want=$1 got
    shift
    got=$(status "$@")
    [ "$got" = "$want" ] || fail "$*: $got, not $want"
    passed=$((passed + 1))
}

is_refused() {
    local got
    got=$(status "$@")
    case $got in
    400 | 403 | 405 | 428) passed=$((passed + 1)) ;;
    *) fail "$1 $2 is not refused: $got" ;;
    esac
}

event() { # UID [TEXT]
    printf 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//FR\r\nBEGIN:VEVENT\r\nUID:%s\r\nDTSTAMP:20260101T000000Z\r\n' "$1"
    printf 'DTSTART:20200101T000000Z\r\nDTEND:20200101T003000Z\r\nSUMMARY:%s\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n' "${2:-x}"
}

# Everything that stands in the calendars, collections with their properties.
contents() { (cd "$calendars" && find . -name '.Radicale.cache' -prune -o -type f -print0 | sort -z | xargs -0 sha256sum); }

body=(--data-binary "@$work/body.ics" --header 'Content-Type: text/calendar; charset=utf-8')
new=(--header 'If-None-Match: *')

what_a_kiosk_does_is_let_through() {
    local folder
    for folder in creneaux reservations inscriptions; do
        says 207 PROPFIND "$folder/" --header 'Depth: 1'
        says 200 OPTIONS "$folder/"
        says 207 REPORT "$folder/" --header 'Content-Type: application/xml' --data \
            '<sync-collection xmlns="DAV:"><sync-token/><sync-level>1</sync-level><prop><getetag/></prop></sync-collection>'
    done
    says 200 GET creneaux/un.ics
    says 200 HEAD creneaux/un.ics --head
    says 200 GET 'creneaux/%C3%A9%20t%C3%A9%40staff.ics'
    event rdv-a >"$work/body.ics"
    says 201 PUT reservations/rdv-a.ics "${body[@]}" "${new[@]}"
    says 412 PUT reservations/rdv-a.ics "${body[@]}" "${new[@]}"
    says 200 GET reservations/rdv-a.ics
    event req-a >"$work/body.ics"
    says 201 PUT inscriptions/req-a.ics "${body[@]}" "${new[@]}"
    event probe-a >"$work/body.ics"
    says 201 PUT reservations/probe-a1.ics "${body[@]}" "${new[@]}"
    says 200 DELETE reservations/probe-a1.ics
    says 404 DELETE reservations/probe-a1.ics
    says 401 PROPFIND creneaux/ --user borne:wrong
}

as_before() { [ "$(contents)" = "$1" ] || fail "something got through: $(contents | diff - <(echo "$1"))"; }

overwriting_is_refused() {
    local before header
    event rdv-a overwritten >"$work/body.ics"
    before=$(contents)
    for header in 'X-Nothing: 1' 'If-None-Match: "x"' 'If-None-Match: *, "x"' 'If-None-Match:' 'If-Match: *' 'If-None-Match: **'; do
        says 428 PUT reservations/rdv-a.ics "${body[@]}" --header "$header"
        says 428 PUT inscriptions/req-a.ics "${body[@]}" --header "$header"
        says 428 PUT reservations/rdv-b.ics "${body[@]}" --header "$header"
    done
    is_refused PUT reservations/rdv-a.ics "${body[@]}" "${new[@]}" --header 'If-None-Match: "x"'
    says 403 PUT creneaux/un.ics "${body[@]}"
    says 403 PUT creneaux/new.ics "${body[@]}" "${new[@]}"
    as_before "$before"
}

tricks_with_paths_are_refused() {
    local before path
    before=$(contents)
    for path in reservations/ reservations inscriptions/ creneaux/ '' ../borne/reservations/ reservations/rdv-b.ics/ reservations/rdv-b \
        reservations//rdv-b.ics //reservations/rdv-b.ics reservations/./rdv-b.ics reservations/../reservations/rdv-b.ics \
        reservations/%2e%2e/creneaux/rdv-b.ics inscriptions/../creneaux/un.ics inscriptions/%2E./creneaux/un.ics \
        inscriptions%2F..%2Fcreneaux/un.ics reservations/..%2Fcreneaux%2Fun.ics reservations%2Frdv-b.ics \
        reservations/%72dv-b.ics reservations/sub/rdv-b.ics reservations/rdv-b.ics?x reservations/.hidden.ics \
        'reservations/rdv-b.ics%00' 'reservations/rdv-b.ics%0a' 'reservations\rdv-b.ics' 'reservations/..\creneaux\un.ics' \
        'reservations/rdv-b.ics;x' reservations/RDV-B.ICS autre/rdv-b.ics reservationsX/rdv-b.ics; do
        is_refused PUT "$path" "${body[@]}" "${new[@]}"
    done
    is_refused DELETE reservations/probe-/../rdv-a.ics
    is_refused DELETE reservations/probe-%2e%2e%2frdv-a.ics
    is_refused DELETE reservations/probe-a1.ics/../rdv-a.ics
    is_refused GET 'creneaux/..%2freservations%2frdv-a.ics'
    is_refused GET 'creneaux/%2e%2e/reservations/rdv-a.ics'
    is_refused GET 'creneaux/%252e%252e%252freservations%252frdv-a.ics'
    is_refused GET creneaux/.Radicale.props
    as_before "$before"
}

other_methods_are_refused() {
    local before folder method path
    before=$(contents)
    for folder in creneaux reservations inscriptions; do
        for method in DELETE MKCOL MKCALENDAR PROPPATCH POST LOCK UNLOCK PATCH ACL GET PUT TRACE; do
            is_refused $method "$folder/" "${new[@]}"
        done
        is_refused HEAD "$folder/" --head
        is_refused DELETE "$folder"
    done
    is_refused DELETE ''
    is_refused PROPFIND '' --header 'Depth: 1'
    is_refused MKCALENDAR nouveau/
    for path in creneaux/un.ics reservations/rdv-a.ics inscriptions/req-a.ics; do
        for method in DELETE PROPPATCH POST PROPFIND REPORT LOCK PATCH OPTIONS; do is_refused $method $path "${new[@]}"; done
        for method in MOVE COPY; do
            is_refused $method $path --header "Destination: https://127.0.0.1:$front_port/borne/reservations/rdv-c.ics"
        done
    done
    is_refused DELETE inscriptions/probe-a1.ics
    is_refused DELETE creneaux/probe-a1.ics
    as_before "$before"
}

too_much_is_refused_and_up_to_the_limit_not() {
    local before
    before=$(contents)
    event rdv-d "$(head -c 17000 /dev/zero | tr '\0' x)" >"$work/body.ics"
    says 413 PUT reservations/rdv-d.ics "${body[@]}" "${new[@]}"
    says 413 PUT reservations/rdv-d.ics "${body[@]}" "${new[@]}" --header 'Transfer-Encoding: chunked'
    as_before "$before"
    event rdv-e "$(head -c 15800 /dev/zero | tr '\0' x)" >"$work/body.ics"
    says 201 PUT reservations/rdv-e.ics "${body[@]}" "${new[@]}"
}

a_kiosk_delivers_through_it() {
    local a b c
    : >"$front_log"
    base=https://127.0.0.1:$front_port
    write_config "ca_file = $work/own.pem"
    start_sync
    wait_until "slots are mirrored" eval '[ "$(slot_count)" = 3 ]'
    a=$("$kit" "$state" book 0) b=$("$kit" "$state" request callback) c=$("$kit" "$state" book 1 2)
    once "$a" "a booking" && once "$b" "a call-back" && once "$c" "a second booking"
    condition_is ok || fail "the partner's condition"
    ! grep -v ' 20[017] ' "$front_log" || fail "the guard refused a kiosk"
    kill_sync TERM
}

without_its_rule_an_overwrite_would_be_seen() {
    local before
    before=$(contents)
    event rdv-a overwritten >"$work/body.ics"
    stop_front
    start_front write_open_guard
    says 201 PUT reservations/rdv-a.ics "${body[@]}"
    [ "$(contents)" != "$before" ] || fail "an overwrite is not seen"
}

stage
make_authority own
make_certificate own right IP:127.0.0.1
for name in un deux trois; do publish $name 3 "$((${#name} + 6))"; done
event ete | put "$(url 'creneaux/%C3%A9%20t%C3%A9%40staff.ics')" || fail "an event with a name of its own"
start_front write_guard
run_stories what_a_kiosk_does_is_let_through overwriting_is_refused tricks_with_paths_are_refused \
    other_methods_are_refused too_much_is_refused_and_up_to_the_limit_not a_kiosk_delivers_through_it without_its_rule_an_overwrite_would_be_seen
