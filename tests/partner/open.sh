#!/bin/bash
# Custody open with the real rebond-sync and a real Radicale: the partner reads who comes, this device keeps nothing of
# it, and without the device key nobody is named.   open.sh KIT REBOND-SYNC REBONDCTL
server=radicale kit=$1 sync=$2 ctl=$3
. "$(dirname "$0")/stage.sh"

# The partner's collection key, whose secret staff keep, and the device's.
make_keys() {
    collection=$("$ctl" key new "$work/collection.key" 2>>"$work/ctl.log") || fail "the collection key"
    device=$("$ctl" key new "$work/device.key" 2>>"$work/ctl.log") || fail "the device key"
}

# add_custody [KEY_FILE]: custody open in the configuration of stage.sh; without KEY_FILE the key is a credential.
add_custody() {
    sed -i -e '/^\[device\]/,$d' -e '/^custody/d' -e "s/^recipients = .*/recipients = $collection/" \
        -e 's/^adapter = caldav$/&\ncustody = open/' "$work/rebond.ini"
    printf '[device]\nrecipient = %s\n' "$device" >>"$work/rebond.ini"
    [ -z "${1:-}" ] || echo "key_file = $1" >>"$work/rebond.ini"
}

restart_sync() {
    [ -z "$sync_pid" ] || kill_sync TERM
    start_sync
}

# visit NAME SLOT: somebody called NAME takes a slot; `uid` is theirs.
visit() { uid=$("$kit" "$state" visit "$2" "$1" "$collection" "$device") || fail "$1 could not be recorded"; }
delivered() { wait_until "$1 is delivered" is_delivered "$uid"; }
text_of() { sed -z 's/\r\n //g' "$(grep -rl "X-REBOND-TOKEN:$1" "$calendars/reservations" --include='*.ics' --exclude-dir=.Radicale.cache | head -n 1)"; }
event_says() { text_of "$uid" | grep -qF -- "$1" || fail "the event does not say: $1"; }
event_hides() { ! text_of "$uid" | grep -qF -- "$1" || fail "the event says: $1"; }

# Nothing of `name` in any file of this device; what grep must find is asked for first.
is_nowhere_here() {
    grep -qa SQLite "$state/rebond.db" || fail "the search finds nothing at all"
    ! grep -rqaF -e "$1" -e 612345678 -e '06 12 34 56 78' "$state" "$work/sync.log" || fail "$1 is kept on this device"
}
copies() { grep -rl X-REBOND-COPY "$calendars/inscriptions" --include='*.ics' --exclude-dir=.Radicale.cache 2>/dev/null | wc -l; }
has_copies() { [ "$(copies)" = "$1" ]; }

the_partner_reads_who_comes_and_this_device_forgets() {
    local i
    for i in 0 1 2 3 4 5 6 7; do publish "accueil$i" $((i + 1)) 9; done
    add_custody "$work/device.key"
    restart_sync
    wait_until "slots are mirrored" eval '[ $(slot_count) = 8 ]'
    visit Zoraïde 0
    is_nowhere_here Zoraïde
    delivered Zoraïde
    event_says "SUMMARY:Zoraïde · Travailler"
    event_says "Contact : SMS — 06 12 34 56 78"
    event_says "CLASS:PRIVATE"
    event_says "X-REBOND-SEALED:"
    is_nowhere_here Zoraïde
    has_copies 0 || fail "a copy was filed beside the clear event"
}

a_server_that_was_down_gets_the_name_and_the_disk_never_has_it() {
    stop_server
    visit Anaïssa 1
    wait_until "the server is missed" condition_is unreachable
    is_nowhere_here Anaïssa
    kill_sync KILL
    is_nowhere_here Anaïssa
    start_server
    start_sync
    delivered Anaïssa
    event_says "SUMMARY:Anaïssa · Travailler"
    is_nowhere_here Anaïssa
    [ "$(events_of "$uid")" = 1 ] || fail "$(events_of "$uid") events"
}

staff_open_the_courtesy_copy_with_their_key_alone() {
    text_of "$uid" | sed -n 's/^X-REBOND-SEALED:\([^\r]*\).*/\1/p' | tr -- '-_' '+/' >"$work/item.b64"
    while [ $(($(tr -d '\n' <"$work/item.b64" | wc -c) % 4)) != 0 ]; do printf = >>"$work/item.b64"; done
    tr -d '\n' <"$work/item.b64" | base64 -d >"$work/item.age" || fail "the sealed item"
    "$ctl" open --key "$work/collection.key" --config "$work/rebond.ini" "$work/item.age" >"$work/item.txt" || fail "the item does not open"
    grep -q Anaïssa "$work/item.txt" || fail "the item is somebody else's"
}

# expect_nobody_named SLOT COPIES: as with custody sealed, with the copy that staff's apps cannot drop.
expect_nobody_named() {
    visit Zoraïde "$1"
    delivered "a visitor"
    event_says "SUMMARY:Réservé · "
    event_hides Zoraïde
    wait_until "the copy is filed" has_copies "$2"
    is_nowhere_here Zoraïde
}

a_key_that_others_can_read_is_not_used() {
    chmod 644 "$work/device.key"
    restart_sync
    wait_until "it is told" grep -q LOG_DEVICE_KEY_UNREADABLE "$work/sync.log"
    expect_nobody_named 2 1
    chmod 600 "$work/device.key"
}

a_key_of_another_device_is_not_used() {
    "$ctl" key new "$work/other.key" >/dev/null 2>>"$work/ctl.log" || fail "another key"
    add_custody "$work/other.key"
    restart_sync
    wait_until "it is told" grep -q LOG_DEVICE_KEY_OTHER "$work/sync.log"
    expect_nobody_named 3 2
}

without_any_key_nobody_is_named() {
    add_custody
    : >"$work/sync.log"
    restart_sync
    wait_until "it is told" grep -q LOG_DEVICE_KEY_UNREADABLE "$work/sync.log"
    expect_nobody_named 4 3
}

key_and_password_come_as_credentials_of_systemd() {
    mkdir -p "$work/credentials"
    cp "$work/device.key" "$work/credentials/device-key"
    cp "$work/password" "$work/credentials/password-ml"
    chmod 440 "$work/credentials"/* # as systemd gives them to a service's own user
    sed -i '/^password_file/d' "$work/rebond.ini"
    export CREDENTIALS_DIRECTORY=$work/credentials
    : >"$work/sync.log"
    restart_sync
    visit Zoraïde 5
    delivered Zoraïde
    event_says "SUMMARY:Zoraïde · Travailler"
    ! grep -q UNREADABLE "$work/sync.log" || fail "something is said to be unreadable"
    is_nowhere_here Zoraïde
    unset CREDENTIALS_DIRECTORY
}

stage
make_keys
run_stories the_partner_reads_who_comes_and_this_device_forgets \
    a_server_that_was_down_gets_the_name_and_the_disk_never_has_it staff_open_the_courtesy_copy_with_their_key_alone \
    a_key_that_others_can_read_is_not_used a_key_of_another_device_is_not_used without_any_key_nobody_is_named \
    key_and_password_come_as_credentials_of_systemd
