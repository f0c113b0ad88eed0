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


def starts_again(kiosk, since):
    """The machine itself: U-Boot and the first screen once more."""
    kiosk.wait_log("U-Boot", 900, since)
    return kiosk.ready(since)


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


def tell(checks, image, source, programs_folder, folder):
    place = Place(source, programs_folder, folder)
    card = copy_card(image, folder / "card.img")
    put_file(card, place.ini, "rebond.ini")
    put_agent(card, source, folder)
    with Machine(card, folder, keep=True) as kiosk:
        kiosk.ready()
        programs(checks, kiosk)
        out_of_order(checks, kiosk)
        machine(checks, kiosk)
    card.unlink()
