#!/usr/bin/env bash
# What happens after failures in a row: the third starts the device again, the fifth shows the still picture.
set -u
cd "$(dirname "$0")/../.."
. tests/image/kit.sh
mkdir "$work/bin" "$work/state"
cat >"$work/bin/systemctl" <<END
#!/bin/sh
case "\$1" in show) cat "$work/began" ;; *) echo "\$*" >>"$work/told" ;; esac
END
chmod +x "$work/bin/systemctl"
echo 0 >"$work/began" # it never became ready
echo "1000.00 0" >"$work/uptime"

fail() { # UNIT RESULT: prints what systemd is told to do
    : >"$work/told"
    PATH=$work/bin:$PATH REBOND_STATE=$work/state REBOND_UPTIME=$work/uptime SERVICE_RESULT=$2 kiosk-image/bin/after-failure "$1" >/dev/null
    cat "$work/told"
}
told() { [ "$3" = "$(fail "$1" "$2")" ]; }
restart="--no-block reboot"
still="--no-block start rebond-out-of-order.service"
check "an end that was wanted is none" told rebond-kiosk success ""
check "the first: systemd starts it again" told rebond-kiosk watchdog ""
check "the second too" told rebond-kiosk exit-code ""
check "the third: the device starts again" told rebond-kiosk watchdog "$restart"
check "the fourth, after that start" told rebond-kiosk core-dump ""
check "the fifth: out of order" told rebond-kiosk watchdog "$still"
check "the sixth still" told rebond-kiosk watchdog "$still"

echo $((300 * 1000000)) >"$work/began" # ready at 300 s, now 1000 s: it was well
check "after ten good minutes counting begins anew" told rebond-kiosk watchdog ""
echo $((900 * 1000000)) >"$work/began"
check "a short while is not well: the second" told rebond-kiosk watchdog ""
check "and the third" told rebond-kiosk watchdog "$restart"

echo 0 >"$work/began"
for count in 1 2; do check "delivery fails, $count" told rebond-sync exit-code ""; done
check "delivery fails, 3: the device starts again" told rebond-sync exit-code "$restart"
for count in 4 5 6; do check "delivery fails, $count: visitors are served" told rebond-sync exit-code ""; done
echo nonsense >"$work/state/failures-rebond-kiosk"
check "a broken count begins anew" told rebond-kiosk exit-code ""
finish
