# A Radicale calendar server of the demo's own, on loopback, with the three collections of a partner and a week of slots.

# demo_calendar_start FOLDER: sets calendar_url, calendar_user, calendar_password_file; adds its pid to $pids.
demo_calendar_start() {
    calendar_folder=$1
    calendar_user=rebond
    calendar_password_file=$calendar_folder/password
    mkdir -p -m 700 "$calendar_folder"
    [ -f "$calendar_password_file" ] || (umask 077 && head -c 18 /dev/urandom | base64 | tr -d '\n' >"$calendar_password_file")
    (umask 077 && printf 'user = "%s:%s"\n' "$calendar_user" "$(cat "$calendar_password_file")" >"$calendar_folder/curl")
    htpasswd -nbB "$calendar_user" "$(cat "$calendar_password_file")" >"$calendar_folder/users" 2>/dev/null
    calendar_port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    cat >"$calendar_folder/config" <<EOF
[server]
hosts = 127.0.0.1:$calendar_port
[auth]
type = htpasswd
htpasswd_filename = $calendar_folder/users
htpasswd_encryption = bcrypt
delay = 0
[storage]
filesystem_folder = $calendar_folder/collections
[logging]
level = error
EOF
    /usr/bin/radicale --config "$calendar_folder/config" >"$calendar_folder/log" 2>&1 &
    pids="$pids $!"
    calendar_url=http://127.0.0.1:$calendar_port/$calendar_user
    calendar_tries=0
    until demo_calendar_curl -o /dev/null "http://127.0.0.1:$calendar_port/" 2>/dev/null; do
        calendar_tries=$((calendar_tries + 1))
        [ $calendar_tries -gt 150 ] && { echo "Radicale did not start; see $calendar_folder/log" >&2; return 1; }
        sleep 0.1
    done
    demo_calendar_publish
}

demo_calendar_curl() { # the password stays off the command line
    curl -sf --config "$calendar_folder/curl" --max-time 20 "$@"
}

demo_calendar_make() { # NAME COMPONENTS...
    demo_calendar_name=$1
    shift
    demo_calendar_curl -o /dev/null "$calendar_url/$demo_calendar_name/" -X PROPFIND -H 'Depth: 0' && return 0
    demo_calendar_components=$(printf '<C:comp name="%s"/>' "$@")
    demo_calendar_curl -X MKCALENDAR "$calendar_url/$demo_calendar_name/" -H 'Content-Type: application/xml' --data-binary @- <<EOF
<?xml version="1.0"?><C:mkcalendar xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><set><prop>
<displayname>$demo_calendar_name</displayname>
<C:supported-calendar-component-set>$demo_calendar_components</C:supported-calendar-component-set></prop></set></C:mkcalendar>
EOF
}

# A week of slots as staff would make them in any calendar app: appointments that recur each weekday, one workshop.
demo_calendar_publish() {
    demo_calendar_make creneaux VEVENT
    demo_calendar_make reservations VEVENT
    demo_calendar_make inscriptions VTODO VEVENT
    case $(date -u -d tomorrow +%u) in # a series begins on one of its own days
    6) day=$(date -u -d '3 days' +%Y%m%d) ;;
    7) day=$(date -u -d '2 days' +%Y%m%d) ;;
    *) day=$(date -u -d tomorrow +%Y%m%d) ;;
    esac
    for hour in 05 06 07 10 11; do # UTC; 9 to 15 h in Réunion
        demo_calendar_curl -o /dev/null -X PUT "$calendar_url/creneaux/rdv-$hour.ics" -H 'Content-Type: text/calendar; charset=utf-8' --data-binary @- <<EOF
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Rebond//Demo//FR
BEGIN:VEVENT
UID:demo-rdv-$hour
DTSTAMP:${day}T000000Z
DTSTART:${day}T${hour}0000Z
DTEND:${day}T${hour}4500Z
RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=15
SUMMARY:Premier rendez-vous
END:VEVENT
END:VCALENDAR
EOF
    done
    demo_calendar_curl -o /dev/null -X PUT "$calendar_url/creneaux/atelier.ics" -H 'Content-Type: text/calendar; charset=utf-8' --data-binary @- <<EOF
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Rebond//Demo//FR
BEGIN:VEVENT
UID:demo-atelier
DTSTAMP:${day}T000000Z
DTSTART:$(date -u -d '4 days' +%Y%m%d)T100000Z
DTEND:$(date -u -d '4 days' +%Y%m%d)T120000Z
SUMMARY:Cuisine ensemble (8 places)
END:VEVENT
END:VCALENDAR
EOF
}

# Every booking and request on the server: what staff see in their calendar app.
demo_calendar_show() {
    for name in reservations inscriptions; do
        demo_calendar_curl "$calendar_url/$name/" | tr -d '\r' | sed -e ':a;N;$!ba;s/\n //g' |
            sed -n -e "s/^SUMMARY:/  $name: /p" -e 's/^DTSTART[^:]*:/    from /p' -e 's/^X-REBOND-SLOT:/    slot /p'
    done
}

# demo_calendar_sealed FOLDER: the sealed items that travelled inside the events, as .age files.
demo_calendar_sealed() {
    rm -rf "$1" && mkdir -p "$1"
    for name in reservations inscriptions; do demo_calendar_curl "$calendar_url/$name/"; done | tr -d '\r' |
        sed -e ':a;N;$!ba;s/\n //g' | sed -n 's/^X-REBOND-SEALED://p' |
        python3 -c '
import base64, sys
for i, line in enumerate(sys.stdin):
    text = line.strip()
    open("%s/%d.age" % (sys.argv[1], i), "wb").write(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))' "$1"
}
