#!/bin/bash
# The real rebond-stick on disks that are files (loop devices): what it takes, what it refuses and why, how it mounts,
# how it lets go. Needs root, loop devices and mount; says what it could not run. Usage: stick.sh REBOND_STICK REBONDCTL
# CTL_FILL DEMO_INI CHECK_PY
set -eu
stick=$1 rebondctl=$2 ctl_fill=$3 demo=$4 check=$5
export PATH=$PATH:/usr/sbin:/sbin PYTHONDONTWRITEBYTECODE=1
work=$(mktemp -d)
helper=
. "$(dirname "$0")/kit.sh"
cd "$work"

clean_up() {
    [ -z "$helper" ] || kill "$helper" 2>/dev/null || true
    wait 2>/dev/null || true
    umount elsewhere 2>/dev/null || true
    umount run/stick 2>/dev/null || true
    for loop in $(losetup -n -O NAME,BACK-FILE 2>/dev/null | grep -F "$work/" | cut -d' ' -f1); do losetup -d "$loop"; done
    rm -rf "$work"
}
trap clean_up EXIT

"$stick" >said 2>&1 && fail "no device, and it is content"
grep -q usage said || fail "it does not say how it is called"
passed "without a device it says how it is called"

truncate -s 16M probe.img
if [ "$(id -u)" != 0 ] || ! loop=$(losetup -f --show probe.img 2>/dev/null); then
    not_run "disks that are files (no loop devices here)"
    echo "$count passed, 0 failed"
    exit 0
fi
losetup -d "$loop"

# begin IMAGE [-r]: the helper starts on it, as if it were plugged in; waits until it has said its word.
begin() {
    rm -rf run && mkdir run elsewhere 2>/dev/null || true
    loop=$(losetup -f -P ${2:-} --show "$1")
    start
}
# What it says goes into a pipe that stays open: it may say more later.
start() {
    rm -f told && mkfifo told && exec 7<>told
    "$stick" --user nobody --folder "$work/run" "$loop" 2>told &
    helper=$!
    read -r -t 20 said_first <&7 || fail "$loop: it says nothing"
    word=$(cat run/stick.state 2>/dev/null || echo nothing)
}
end() {
    kill -TERM "$helper"
    wait "$helper" || fail "it did not end well"
    helper=
    losetup -d "$loop"
    [ ! -e run/stick.state ] || fail "a stick is left in the state"
    [ ! -e run/stick.sock ] || fail "the socket is left"
    if grep -q "$work/run/stick" /proc/self/mountinfo; then fail "it is still mounted"; fi
}
takes() { # WORD IMAGE WORDS
    begin "$2"
    [ "$word" = "$1" ] || fail "$3: \"$word\", not \"$1\" ($said_first)"
    if [ "$1" != ready ] && grep -q "$work/run/stick" /proc/self/mountinfo; then fail "$3: mounted all the same"; fi
    end
    passed "$3: $1"
}

truncate -s 16M empty.img ext4.img ext3.img fat.img exfat.img luks.img bitlocker.img two.img one.img ntfs.img both.img
mke2fs -q -t ext4 ext4.img
mke2fs -q -t ext3 ext3.img
printf 'LUKS\272\276\000\001' | dd of=luks.img conv=notrunc status=none
printf '\353\130\220-FVE-FS-' | dd of=bitlocker.img conv=notrunc status=none
printf '\353\122\220NTFS    ' | dd of=ntfs.img conv=notrunc status=none
printf 'label: dos\n2048,8192,83\n12288,8192,83\n' | sfdisk -q two.img
printf 'label: dos\n2048,,83\n' | sfdisk -q one.img
mke2fs -q -t ext4 -E offset=1048576 two.img 4M
mke2fs -q -t ext4 -E offset=6291456 two.img 4M
mke2fs -q -t ext4 -E offset=1048576 one.img 15M

takes empty empty.img "a disk of zeros"
takes locked luks.img "LUKS"
takes unknown ext3.img "an older file system"
takes several two.img "two partitions with something on them"
cp two.img first.img
dd if=/dev/zero of=first.img bs=1M seek=6 count=4 conv=notrunc status=none
begin first.img
[ "$word" = ready ] || [ ! -e "${loop}p1" ] || fail "one of two partitions is empty: $word"
end
passed "one of two partitions is empty: $word"

begin ext4.img -r
[ "$word" = ready ] || fail "a stick that is locked against writing: $word ($said_first)"
grep "$work/run/stick" /proc/self/mountinfo | grep -qw ro || fail "a locked stick is not mounted to be read only"
for option in nosuid nodev noexec nosymfollow; do
    grep "$work/run/stick" /proc/self/mountinfo | grep -qw "$option" || fail "a locked stick is mounted without $option"
done
end
passed "a stick that is locked against writing can be read"

begin ext4.img
[ "$word" = ready ] || fail "ext4: $word ($said_first)"
for option in nosuid nodev noexec noatime nosymfollow errors=remount-ro; do
    grep "$work/run/stick" /proc/self/mountinfo | grep -qw "$option" || fail "ext4 is mounted without $option"
done
passed "ext4 is mounted with everything that makes it harmless"
[ "$(stat -c %G:%a run/stick)" = "$(id -gn nobody):775" ] || fail "the group cannot write: $(stat -c %G:%a run/stick)"
"$stick" --user nobody --folder "$work/run" "$loop" 2>second || fail "a second stick is an error"
grep -q "another stick" second && [ "$(cat run/stick.state)" = ready ] || fail "a second stick disturbs the first"
passed "a second stick waits"

sed 's/Indian\/Reunion/Europe\/Paris/' "$demo" >good.ini
mkdir state assets
echo '<!doctype html>' >assets/lire-les-demandes.html
"$rebondctl" key new ours.key >ours 2>/dev/null
"$ctl_fill" state/rebond.db "$(cat ours)" "$(cat ours)" 40
"$rebondctl" export --to run/stick --config good.ini --state state --assets assets >out 2>&1 || fail "$(cat out)"
python3 "$check" run/stick 40 || fail "what is on ext4 is not whole"
ask() { python3 -c 'import socket,sys; socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(b"!", sys.argv[1])' run/stick.sock; }
exec 8<run/stick
ask
"$rebondctl" version >out
[ "$(cat run/stick.state)" = ready ] || fail "it lets go of a stick that is in use"
exec 8<&-
ask
read -r -t 20 line <&7 || fail "it says nothing"
[ "$(cat run/stick.state)" = out ] || fail "it never says out: $line"
if grep -q "$work/run/stick" /proc/self/mountinfo; then fail "it says out and is mounted"; fi
passed "40 items collected on ext4, and asked to let go"
end
e2fsck -fn ext4.img >out 2>&1 || fail "the file system is not clean: $(cat out)"
passed "what is left is a clean file system"

loop=$(losetup -f --show ext4.img)
mount "$loop" elsewhere
rm -rf run && mkdir run
start
[ "$word" = in-use ] || fail "a disk that is mounted elsewhere: $word"
kill "$helper"
wait "$helper" || fail "it did not end well"
helper=
umount elsewhere
losetup -d "$loop"
passed "a disk that is mounted elsewhere: in-use"

begin ext4.img
[ "$word" = ready ] || fail "again: $word"
exec 8<run/stick
end # pulled out while somebody has it open
exec 8<&-
passed "pulled out while it is in use: gone from the folder at once"

# What the kernel here lacks is decided the same way and fails to be mounted.
other() { # FILESYSTEM IMAGE COMMAND...
    system=$1 image=$2
    shift 2
    command -v "$1" >/dev/null || { not_run "$system ($1 is not here)"; return; }
    "$@" "$image" >/dev/null 2>&1
    begin "$image"
    if [ "$word" = ready ]; then
        line=$(grep "$work/run/stick" /proc/self/mountinfo)
        for option in nosuid nodev noexec nosymfollow "uid=$(id -u nobody)" fmask=0177; do
            echo "$line" | grep -qw "$option" || fail "$system is mounted without $option"
        done
        "$rebondctl" export --to run/stick --config good.ini --state state --assets assets >out 2>&1 || fail "$(cat out)"
        python3 "$check" run/stick 40 || fail "what is on $system is not whole"
        passed "$system is mounted, and collected on"
    else
        [ "$word" = failed ] || fail "$system: $word"
        not_run "$system (the kernel here lacks it; it was chosen to be mounted)"
    fi
    end
}
other vfat fat.img mkfs.vfat
other exfat exfat.img mkfs.exfat
echo "$count passed, 0 failed"
