"""Sticks as they come from other computers, exFAT and ext4, are written like those with FAT."""
import base64
import os
import shutil
import subprocess

from agent import put_agent
from machine import Machine, copy_card, put_file
from story_collect import PIN, copy_onto, holds, kiosk_at

MEGABYTES = 64
# Every file of the stick, in letters that a serial line carries.
PACKED = "mount -t {0} -o ro $(ls -d /dev/sd? /dev/sd?1 | tail -1) /mnt && tar -C /mnt --exclude=lost+found -czf - . | base64 -w 120; umount /mnt"


def read_in_kiosk(kiosk, kind, stick, folder):
    """The files of a stick that this machine may not know how to mount."""
    kiosk.plug_in(stick)
    kiosk.wait("the stick", lambda: kiosk.tell("ls /dev/sd?")[1] == 0, 120)
    said, status = kiosk.tell(PACKED.format(kind), 600)
    if status:
        raise AssertionError(said)
    subprocess.run(["tar", "-C", str(folder), "-xzf", "-"], check=True, input=base64.b64decode("".join(said.split())))


def tell(checks, image, source, programs, folder):
    place = kiosk_at(folder, source, programs)
    taps = place.taps("--callback", "--collect", PIN)[0]
    for kind in ("exfat", "ext4"):
        card = copy_card(image, folder / "card.img")
        put_file(card, place.ini, "rebond.ini")
        put_agent(card, source, folder)
        stick = folder / f"{kind}.stick"
        with open(stick, "wb") as file:
            file.truncate(MEGABYTES << 20)
        subprocess.run([f"mkfs.{kind}", str(stick)], check=True, capture_output=True)
        with Machine(card, folder, keep=True) as kiosk:
            copy_onto(kiosk, taps, stick)
            os.replace(folder / "collected.png", folder / f"collected-{kind}.png")
        checks.check(f"{kind}: its file system is whole", subprocess.run([f"fsck.{kind}", "-n", str(stick)], check=False, capture_output=True).returncode == 0)
        shutil.rmtree(folder / kind, ignore_errors=True)
        (folder / kind).mkdir()
        with Machine(card, folder) as kiosk:
            kiosk.ready()
            read_in_kiosk(kiosk, kind, stick, folder / kind)
        holds(checks, place, stick, folder / kind)
        card.unlink()
        stick.unlink()
