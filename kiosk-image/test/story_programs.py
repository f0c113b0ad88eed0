"""Each program is killed and made to hang, then the whole machine: it comes back by itself, and says so kindly when it cannot."""
from agent import put_agent
from machine import Machine, copy_card, put_file
from place import Place

WATCHED_S = {"rebond-kiosk": 20, "rebond-sync": 60}


def pid(kiosk, unit):
    return int(kiosk.tell(f"systemctl show -P MainPID {unit}")[0])


def back(kiosk, unit, before, seconds):
    """Whether another process of the unit is ready."""
    kiosk.tell(f"until [ $(systemctl show -P MainPID {unit}) != {before} ] && systemctl -q is-active {unit}; do sleep 1; done", seconds)
    return pid(kiosk, unit) not in (0, before)


def ends(kiosk, unit, signal, result):
    """Sent a signal, the program is another soon; and systemd says why the first one ended."""
    before = pid(kiosk, unit)
    kiosk.tell(f"systemctl kill --kill-who=main -s {signal} {unit}")
    good = back(kiosk, unit, before, 900)
    return good and f"{unit} failed " in kiosk.log() and f"in a row: {result}" in kiosk.log()


def ready(kiosk, since=0):
    kiosk.wait_log("Started rebond-kiosk.service", 1500, since)
    return kiosk.wait_still("a first screen", seconds=400)


def starts_again(kiosk, since):
    """The machine itself: U-Boot and the first screen once more."""
    kiosk.wait_log("U-Boot", 900, since)
    return ready(kiosk, since)


def programs(checks, kiosk):
    for unit in WATCHED_S:
        checks.check(f"{unit} killed: another is there", ends(kiosk, unit, "KILL", "signal"))
        checks.check(f"{unit} hung: the watchdog ends it, another is there", ends(kiosk, unit, "STOP", "watchdog"))
    kiosk.wait_still("attract after all that")
    checks.check("the first screen is there", kiosk.tell("systemctl show -P StatusText rebond-kiosk")[0] == "attract")
    since = len(kiosk.log())
    kiosk.tell("systemctl kill --kill-who=main -s KILL rebond-kiosk")
    starts_again(kiosk, since)
    checks.check("the third end in a row starts the whole device again", True)


def out_of_order(checks, kiosk):
    checks.check("the fourth does not", ends(kiosk, "rebond-kiosk", "KILL", "signal"))
    before = kiosk.wait_still("attract of the fifth")
    since = len(kiosk.log())
    kiosk.tell("systemctl kill --kill-who=main -s KILL rebond-kiosk")
    kiosk.wait_log("Started rebond-out-of-order.service", 600, since)
    kiosk.wait_still("out of order", before)
    kiosk.picture("out-of-order")
    checks.check("after the fifth a still screen says where to ask", kiosk.tell("systemctl is-active rebond-out-of-order")[0] == "active")


def machine(checks, kiosk):
    """One processor, and somebody who never gives it back: systemd cannot feed the board's watchdog any more."""
    checks.check("the board's watchdog is on", kiosk.tell("cat /sys/class/watchdog/watchdog0/state")[0] == "active")
    since = len(kiosk.log())
    kiosk.tell("rm /var/lib/rebond/failures-*; sync; echo -1 >/proc/sys/kernel/sched_rt_runtime_us; for i in $(seq $(nproc)); do (sleep 2; exec chrt -f 99 sh -c 'while :; do :; done') & done")
    starts_again(kiosk, since)
    checks.check("it starts the device when nothing works any more", True)


def closed(checks, kiosk):
    """What nobody can do here."""
    said = {
        "nothing comes in": ("nft list chain inet rebond input", "policy drop"),
        "nothing goes out but what is named": ("nft list chain inet rebond output", "policy drop"),
        "no key talks to the kernel": ("cat /proc/sys/kernel/sysrq", "0"),
        "no core dump": ("cat /proc/sys/kernel/core_pattern; ulimit -c", "|/bin/false\n0"),
        "no swap": ("wc -l </proc/swaps", "1"),
        "the root cannot be written": ("touch /usr/here", "Read-only file system"),
        "no program changes who it is": ("find / -xdev -perm /6000 -type f | wc -l", "0"),
        "nobody listens but on this machine itself": ("ss -Htuln | awk '{ print $5 }' | grep -vE '^(127\\.|\\[::1\\])' | grep -v '%eth0:68$' | wc -l", "0"),
        "no shell waits for anybody": ("systemctl list-units --no-legend '*getty*' | wc -l", "0"),
        "the log is in memory": ("ls /var/log/journal", "No such file"),
        "no unit has failed": ("systemctl --failed --no-legend | wc -l", "0"),
    }
    for words, (command, expected) in said.items():
        answer = kiosk.tell(command)[0]
        checks.check(f"{words} ({answer.splitlines()[-1] if answer else ''})", expected in answer)


def numbers(kiosk):
    for unit in WATCHED_S:
        peak = int(kiosk.tell(f"cat /sys/fs/cgroup/system.slice/{unit}.service/memory.peak")[0])
        most = int(kiosk.tell(f"systemctl show -P MemoryMax {unit}")[0])
        print(f"{unit}: at most {peak >> 20} MiB of {most >> 20} allowed")
    print(kiosk.tell("systemd-analyze")[0].splitlines()[0])


def tell(checks, image, source, programs_folder, folder):
    place = Place(source, programs_folder, folder)
    card = copy_card(image, folder / "card.img")
    put_file(card, place.ini, "rebond.ini")
    put_agent(card, source, folder)
    with Machine(card, folder, keep=True) as kiosk:
        ready(kiosk)
        closed(checks, kiosk)
        numbers(kiosk)
        programs(checks, kiosk)
        out_of_order(checks, kiosk)
        machine(checks, kiosk)
    card.unlink()
