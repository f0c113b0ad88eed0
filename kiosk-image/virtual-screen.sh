# virtual_screen_start WxH: a virtual X screen for machines without a display. Sets DISPLAY; adds its pid to $pids.
virtual_screen_start() {
    virtual_fd=$(mktemp)
    Xvfb -displayfd 3 -screen 0 "$1x24" -nolisten tcp 3>"$virtual_fd" 2>/dev/null &
    pids="$pids $!"
    virtual_tries=0
    while [ ! -s "$virtual_fd" ]; do # Xvfb writes its number when it is ready
        virtual_tries=$((virtual_tries + 1))
        [ $virtual_tries -gt 100 ] && { echo "The virtual screen did not start." >&2; return 1; }
        sleep 0.1
    done
    DISPLAY=:$(cat "$virtual_fd")
    export DISPLAY
    rm -f "$virtual_fd"
}
