# Sourced by stage.sh: Debian's radicale.
server_program=/usr/bin/radicale
has_passwords=yes
calendars=$work/calendars/collection-root/borne

server_launch() {
    cat >"$work/radicale.ini" <<END
[server]
hosts = 127.0.0.1:$server_port
[auth]
type = htpasswd
htpasswd_filename = $work/users
htpasswd_encryption = plain
delay = 0
[storage]
filesystem_folder = $work/calendars
[web]
type = none
[logging]
level = warning
END
    timeout "$bound" "$server_program" --config "$work/radicale.ini" >>"$work/server.log" 2>&1 &
}
