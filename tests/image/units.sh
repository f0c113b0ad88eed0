#!/usr/bin/env bash
# Units, users, folders and the device's settings, as far as they can be judged without starting them.
set -u
cd "$(dirname "$0")/../.."
. tests/image/kit.sh
units=kiosk-image/units system=kiosk-image/system
export SYSTEMD_PAGER=

# How open a unit is, in tenths: systemd's own score.
exposure() { systemd-analyze security --offline=yes --no-pager "$1" | sed -n 's/.*exposure level for .*: \([0-9]*\)\.\([0-9]\).*/\1\2/p'; }
tight() { score=$(exposure "$1") && echo "exposure $score tenths" && [ -n "$score" ] && [ "$score" -le "${2:-15}" ]; }
for unit in "$units"/*.service kiosk-image/update/units/rebond-fetch.service; do
    name=$(basename "$unit")
    limit=15
    # Who mounts needs the right to, and a view that others share.
    [ "$name" = rebond-stick@.service ] && limit=45
    check "$name is exposed $limit tenths at most" tight "$PWD/$unit" $limit
    echo "exposure of $name: $(exposure "$PWD/$unit") tenths"
    mkdir -p "$work/loose"
    grep -vE '^(CapabilityBoundingSet|SystemCall|Protect|Restrict)' "$unit" >"$work/loose/$name"
    refuse "$name without half of its sandbox is exposed more" tight "$work/loose/$name" $limit
done
set_in() { grep -qx "$2" "$units/$1.service"; }
check "the screen has no network" set_in rebond-kiosk PrivateNetwork=yes
check "delivery has no devices" set_in rebond-sync PrivateDevices=yes
check "the screen is in the group that sticks are given to" grep -q '^SupplementaryGroups=.*\brebond-kiosk\b' "$units/rebond-kiosk.service"
for kind in usb ttyUSB ttyACM; do
    check "the screen may print on $kind" set_in rebond-kiosk "DeviceAllow=char-$kind rw"
done
for name in rebond-kiosk rebond-sync; do
    check "$name: a call too many is an error, not its end" set_in $name SystemCallErrorNumber=EPERM
    check "$name: what it makes belongs to both" set_in $name UMask=0007
    check "$name: a hang is seen" grep -q '^WatchdogSec=' "$units/$name.service"
    check "$name: memory has a limit" grep -q '^MemoryMax=' "$units/$name.service"
done
refuse "Mesa may read what processor it is on" grep -q '^ProcSubset=' "$units/rebond-kiosk.service"

# systemd's own reading, with the programs and users in a root of our own.
root=$work/root
mkdir -p "$root"/{usr/bin,usr/lib/rebond,etc,lib/systemd/system,usr/lib/sysusers.d,usr/lib/tmpfiles.d}
cp "$units"/*.service "$root/lib/systemd/system/"
cp kiosk-image/bin/after-failure "$root/usr/lib/rebond/"
for program in rebond-kiosk rebond-sync rebond-stick; do cp /bin/true "$root/usr/bin/$program"; done
verify() { # systemd-analyze says mistakes and still ends well for some of them
    systemd-analyze verify --man=no --generators=no --recursive-errors=no --root="$root" "$@" >"$work/verify" 2>&1
    status=$?
    cat "$work/verify"
    [ $status = 0 ] && ! grep -E 'rebond.*(Unknown|Failed|ignoring|Invalid)' "$work/verify"
}
for unit in "$units"/*.service; do
    check "systemd reads $(basename "$unit")" verify "$(basename "$unit")"
done
sed 's/^WatchdogSec=.*/WatchDogSeconds=20/' "$units/rebond-kiosk.service" >"$root/lib/systemd/system/rebond-typo.service"
refuse "and sees a word that is none" verify rebond-typo.service

cp kiosk-image/sysusers/*.conf "$root/usr/lib/sysusers.d/"
cp /usr/lib/sysusers.d/basic.conf "$root/usr/lib/sysusers.d/"
check "the users can be made" systemd-sysusers --root="$root"
for user in rebond-kiosk rebond-sync; do
    check "$user is in the group of both" grep -qE "^rebond:.*[:,]$user(,|$)" "$root/etc/group"
    check "$user cannot log in" grep -qE "^$user:.*:/usr/sbin/nologin$" "$root/etc/passwd"
done
check "the screen sees, hears and prints" sh -c "for g in video render input audio lp dialout; do grep -qE \"^\$g:.*rebond-kiosk\" $root/etc/group || exit 1; done"
refuse "delivery does not" grep -qE "^(video|render|input|audio|lp|dialout):.*rebond-sync" "$root/etc/group"
cp kiosk-image/tmpfiles/*.conf "$root/usr/lib/tmpfiles.d/"
if [ "$(id -u)" = 0 ]; then
    check "the folder of both can be made" systemd-tmpfiles --root="$root" --create rebond.conf
    check "and gives its group on" test "$(stat -c %a "$root/var/lib/rebond")" = 2770
fi

# The settings of the device.
if [ "$(id -u)" = 0 ] && nft list ruleset >/dev/null 2>&1; then
    # Users that this machine does not have, as numbers.
    sed 's/meta skuid "[a-z-]*"/meta skuid 65500/' "$system/usr/share/rebond/nftables.conf" >"$work/rules"
    check "nft reads the rules" nft -c -f "$work/rules"
    sed 's/policy drop/policy drob/' "$work/rules" >"$work/rules.bad"
    refuse "and sees a mistake" nft -c -f "$work/rules.bad"
else
    echo "nft cannot run here: the rules were not read by it"
fi
chain() { sed -n "/chain $1 /,/^    }/p" "$system/usr/share/rebond/nftables.conf"; }
for name in input forward output; do
    check "what nobody named does not pass $name" sh -c "$(declare -f chain); system=$system; chain $name | grep -q 'policy drop'"
done
refuse "no port is open to the network" sh -c "$(declare -f chain); system=$system; chain input | grep -E 'tcp|dport' | grep -vE 'dport (68|546) accept'"
has() { grep -qxF "$2" "$system/$1"; }
check "SysRq is off" has usr/lib/sysctl.d/60-rebond.conf "kernel.sysrq = 0"
check "a crash writes nothing" has usr/lib/sysctl.d/60-rebond.conf "kernel.core_pattern = |/bin/false"
check "the log is in memory" has usr/lib/systemd/journald.conf.d/rebond.conf "Storage=volatile"
check "dumps are not stored" has usr/lib/systemd/coredump.conf.d/rebond.conf "Storage=none"
check "no name is asked of the room" has usr/lib/systemd/resolved.conf.d/rebond.conf "LLMNR=no"
check "no prompt behind Alt-F2" has usr/lib/systemd/logind.conf.d/rebond.conf "NAutoVTs=0"
check "Ctrl-Alt-Del does nothing" grep -q 'ctrl-alt-del.target' kiosk-image/deb/rebond-settings/postinst
check "the board's watchdog runs" grep -q '^RuntimeWatchdogSec=' "$system/usr/lib/systemd/system.conf.d/rebond.conf"
for file in $(find "$system" -type f); do
    check "$file says why" grep -q '^#' "$file"
done
finish
