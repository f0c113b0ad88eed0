# Sourced after stage.sh: an authority of our own, and nginx with TLS in front of the server. Nothing of it needs rights.
front_port= front_pid=
front_log=$work/front-access.log

quiet() { "$@" >>"$work/openssl.log" 2>&1 || fail "$*: $(tail -n 3 "$work/openssl.log")"; }

# make_authority NAME
make_authority() {
    quiet openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj "/CN=$1" \
        -keyout "$work/$1.key" -out "$work/$1.pem"
}

# make_certificate AUTHORITY NAME FOR: from yesterday to tomorrow, or to an hour ago when its name is "expired".
make_certificate() {
    local until=+1day
    [ "$2" != expired ] || until=-1hour
    mkdir -p "$work/issued-$2"
    : >"$work/issued-$2/index"
    cat >"$work/issued-$2/ca.cnf" <<END
[ca]
default_ca = own
[own]
database = $work/issued-$2/index
new_certs_dir = $work/issued-$2
serial = $work/issued-$2/serial
default_md = sha256
policy = any
[any]
commonName = supplied
[names]
subjectAltName = $3
END
    quiet openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$2" \
        -keyout "$work/$2.key" -out "$work/$2.csr"
    quiet openssl ca -batch -notext -config "$work/issued-$2/ca.cnf" -cert "$work/$1.pem" -keyfile "$work/$1.key" \
        -create_serial -extensions names -in "$work/$2.csr" -out "$work/$2.pem" \
        -startdate "$(date -u -d -1day +%y%m%d%H%M%SZ)" -enddate "$(date -u -d "$until" +%y%m%d%H%M%SZ)"
}

# write_front FILE: nginx as it is started below, with the server blocks of FILE.
write_front() {
    local kind temp=
    for kind in client_body proxy fastcgi uwsgi scgi; do temp="$temp ${kind}_temp_path $work/front-$kind;"; done
    cat >"$work/front.conf" <<END
daemon off;
master_process off;
pid $work/front.pid;
error_log $work/front.log;
events { worker_connections 64; }
http {
    $temp
    log_format told '\$server_port \$request_method \$request_uri \$status [\$http_authorization]';
    access_log $front_log told;
    include $1;
}
END
}

is_up() { listens "$front_port" || ! runs "$front_pid"; }

# start_front WRITE: on the port of last time, or any that is free; WRITE writes $work/front-servers.conf for it.
start_front() {
    local try
    for try in 1 2 3 4 5 6 7 8; do
        [ -n "$front_port" ] || front_port=$(free_port)
        "$1"
        write_front "$work/front-servers.conf"
        : >"$front_log"
        timeout "$bound" /usr/sbin/nginx -p "$work" -e "$work/front.log" -c "$work/front.conf" &
        front_pid=$!
        pids+=("$front_pid")
        wait_until "nginx listens" is_up
        runs "$front_pid" && listens "$front_port" && return
        wait "$front_pid" 2>/dev/null
        front_port=
    done
    fail "nginx does not start: $(tail -n 3 "$work/front.log")"
}

stop_front() {
    kill "$front_pid" && wait "$front_pid" 2>/dev/null
    front_pid=
}

# The shipped guard, filled in.
guard() { # CERTIFICATE
    sed -e "s|@HOST@|localhost|; s|@HOME@|/borne|g; s|@SERVER@|127.0.0.1:$server_port|; s|@CERTIFICATE@|$work/$1.pem|" \
        -e "s|@KEY@|$work/$1.key|; s|listen 443 ssl;|listen 127.0.0.1:$front_port ssl;|" \
        "$here/../../kiosk-image/partner/nginx-guard.conf"
}
