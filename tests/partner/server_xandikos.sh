# Sourced by stage.sh: Debian's xandikos. It lets everybody in; each collection is a git repository with its files.
server_program=/usr/bin/xandikos
has_passwords=no
calendars=$work/calendars/borne

server_launch() {
    timeout "$bound" "$server_program" --directory "$work/calendars" --autocreate --current-user-principal /borne/ \
        --listen-address 127.0.0.1 --port "$server_port" >>"$work/server.log" 2>&1 &
}
