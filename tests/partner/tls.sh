#!/bin/bash
# The real rebond-sync, a real Radicale, and TLS between them as it goes wrong: certificates of nobody, for somebody else,
# of last year; answers that send elsewhere. Whoever listens elsewhere writes down what came.
#   tls.sh KIT REBOND-SYNC
server=radicale kit=$1 sync=$2
. "$(dirname "$0")/stage.sh"
. "$here/front.sh"

certificate=right redirect= only_put=

listener() { # PORT [CERTIFICATE]
    echo "server { listen 127.0.0.1:$1 ${2:+ssl};"
    [ -z "${2:-}" ] || echo "ssl_certificate $work/$2.pem; ssl_certificate_key $work/$2.key;"
    echo "location / { add_header WWW-Authenticate 'Basic realm=x' always; return 401; } }"
}

# The front as $certificate, $redirect and $only_put want it, and three who would like to be sent a password.
write_servers() {
    plain_port=$(free_port) twin_port=$(free_port) stranger_port=$(free_port)
    {
        echo "server { listen 127.0.0.1:$front_port ssl;"
        echo "ssl_certificate $work/$certificate.pem; ssl_certificate_key $work/$certificate.key;"
        if [ -n "$redirect" ]; then
            [ -z "$only_put" ] || echo 'if ($request_method = PUT) {'
            echo "return ${redirect%% *} $(eval "echo ${redirect#* }")\$request_uri;"
            [ -z "$only_put" ] || echo '}'
        fi
        echo "location / { proxy_pass http://127.0.0.1:$server_port; }"
        echo "location /moved/ { return 401; } }"
        listener "$plain_port"
        listener "$twin_port" right
        listener "$stranger_port" stranger
    } >"$work/front-servers.conf"
}

restart() {
    kill_sync TERM
    stop_front
    start_here
}

start_here() {
    start_front write_servers
    base=https://127.0.0.1:$front_port
    write_config "ca_file = $work/own.pem"
    start_sync
}

# Nobody but the front heard anything, and it heard of no other place.
nothing_went_elsewhere() { ! grep -v "^$front_port " "$front_log" && ! grep ' /moved/' "$front_log"; }

a_right_certificate_is_taken() {
    local a
    a=$("$kit" "$state" request callback)
    once "$a" "a call-back"
    condition_is ok || fail "the partner's condition"
    grep -q "^$front_port PUT /borne/inscriptions/req-$a.ics 201 \[Basic " "$front_log" || fail "the front heard nothing"
}

# not_with CERTIFICATE: nothing is sent, nothing is lost.
not_with() {
    local a b
    certificate=$1
    restart
    a=$("$kit" "$state" request callback) b=$("$kit" "$state" request interest)
    wait_until "$1: the certificate is refused" condition_is certificate
    [ ! -s "$front_log" ] || fail "$1: something was sent: $(cat "$front_log")"
    shows "$a" "pending callback choice 1 reason 0" || fail "$1: $("$kit" "$state" show "$a")"
    certificate=right
    if [ "$1" = elsewhere ]; then
        stop_front
        start_front write_servers # the sync program runs on
    else
        restart
    fi
    once "$a" "$1: a call-back" && once "$b" "$1: an interest"
    condition_is ok || fail "$1: the partner's condition after"
}

a_certificate_for_somebody_else_is_refused() { not_with elsewhere; }
an_expired_certificate_is_refused() { not_with expired; }
a_certificate_of_an_unknown_authority_is_refused() { not_with stranger; }

# Negative control: who follows is written down with the password.
a_follower_would_be_seen() {
    redirect='307 https://127.0.0.1:$twin_port'
    restart
    wait_until "the redirect is told" condition_is captive
    nothing_went_elsewhere || fail "it was followed"
    dav --cacert "$work/own.pem" --location-trusted --output /dev/null "$(url creneaux/)"
    grep -q "^$twin_port GET /borne/creneaux/ 401 \[Basic " "$front_log" || fail "a follower is not seen"
}

# not_to REDIRECT [WHAT]: "STATUS URL"; nothing follows it, nothing is lost.
kept=
not_to() {
    local a
    redirect=$1
    restart
    a=$("$kit" "$state" request callback)
    wait_until "$1: the redirect is met" grep -q " ${2:-[A-Z]* [^ ]*} ${1%% *} " "$front_log"
    wait_until "$1: the redirect is told" condition_is captive
    nothing_went_elsewhere || fail "$1: it was followed"
    is_delivered "$a" && fail "$1: told as delivered"
    kept="$kept $a"
}

redirects_to_another_port_are_not_followed() { not_to '302 https://127.0.0.1:$twin_port'; }
redirects_to_another_name_are_not_followed() { not_to '308 https://localhost:$twin_port'; }
redirects_to_a_stranger_are_not_followed() { not_to '307 https://localhost:$stranger_port'; }
redirects_to_clear_text_are_not_followed() { not_to '301 http://127.0.0.1:$plain_port'; }
redirects_on_the_same_host_are_not_followed() { not_to '307 https://127.0.0.1:$front_port/moved'; }
redirects_of_a_booking_alone_are_not_followed() {
    only_put=yes
    not_to '307 https://127.0.0.1:$twin_port' 'PUT /borne/inscriptions/[^ ]*'
}

what_was_kept_is_delivered_once() {
    local a
    redirect='' only_put=''
    restart
    for a in $kept; do once "$a" "a call-back that was kept"; done
    wait_until "the partner is well again" condition_is ok
}

stage
make_authority own
make_authority other
make_certificate own right IP:127.0.0.1,DNS:localhost
make_certificate own elsewhere DNS:agenda.example
make_certificate own expired IP:127.0.0.1
make_certificate other stranger IP:127.0.0.1,DNS:localhost
start_here
run_stories a_right_certificate_is_taken a_certificate_for_somebody_else_is_refused an_expired_certificate_is_refused \
    a_certificate_of_an_unknown_authority_is_refused a_follower_would_be_seen redirects_to_another_port_are_not_followed \
    redirects_to_another_name_are_not_followed redirects_to_a_stranger_are_not_followed \
    redirects_to_clear_text_are_not_followed redirects_on_the_same_host_are_not_followed \
    redirects_of_a_booking_alone_are_not_followed what_was_kept_is_delivered_once
