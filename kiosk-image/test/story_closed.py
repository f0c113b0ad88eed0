"""What nobody can do on the card, asked inside; and the memory that its two programs take."""
from agent import put_agent
from machine import Machine, copy_card, put_file
from place import Place
from story_programs import WATCHED_S

LISTENERS = "ss -Htuln | awk '{ print $5 }' | grep -vE '^(127\\.|\\[::1\\])|:(68|546)$'"


def closed(checks, kiosk):
    said = {
        "nothing comes in": ("nft list chain inet rebond input", "policy drop"),
        "nothing goes out but what is named": ("nft list chain inet rebond output", "policy drop"),
        "no key talks to the kernel": ("cat /proc/sys/kernel/sysrq", "0"),
        "no core dump": ("cat /proc/sys/kernel/core_pattern; ulimit -c", "|/bin/false\n0"),
        "no swap": ("wc -l </proc/swaps", "1"),
        "the root cannot be written": ("touch /usr/here", "Read-only file system"),
        "no program changes who it is": ("find / -xdev -perm /6000 -type f | wc -l", "0"),
        "nobody listens but on this machine itself, and for an address": (f"echo \"[$({LISTENERS} | tr '\\n' ' ')]\"", "[]"),
        "no shell waits for anybody": ("systemctl list-units --no-legend '*getty*' | wc -l", "0"),
        "the log is in memory": ("ls /var/log/journal", "No such file"),
        "no unit has failed": ("systemctl --failed --no-legend | wc -l", "0"),
    }
    for words, (command, expected) in said.items():
        answer = kiosk.tell(command)[0]
        checks.check(f"{words} ({answer.splitlines()[-1] if answer else ''})", answer == expected if expected.isdigit() else expected in answer)


def numbers(kiosk):
    for unit in WATCHED_S:
        peak = int(kiosk.tell(f"cat /sys/fs/cgroup/system.slice/{unit}.service/memory.peak")[0])
        most = int(kiosk.tell(f"systemctl show -P MemoryMax {unit}")[0])
        print(f"{unit}: at most {peak >> 20} MiB of {most >> 20} allowed")
    print(kiosk.tell("systemd-analyze")[0].splitlines()[0])


def tell(checks, image, source, programs, folder):
    place = Place(source, programs, folder)
    card = copy_card(image, folder / "card.img")
    put_file(card, place.ini, "rebond.ini")
    put_agent(card, source, folder)
    with Machine(card, folder) as kiosk:
        kiosk.ready()
        closed(checks, kiosk)
        numbers(kiosk)
    card.unlink()
