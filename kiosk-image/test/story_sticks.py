"""Sticks as they come from other computers, exFAT and ext4, are written like those with FAT."""
import os
import shutil
import subprocess

from agent import put_agent
from machine import Machine, copy_card, put_file
from story_collect import PIN, copy_onto, holds, kiosk_at

MEGABYTES = 64
# Every file of the stick, onto a disk of its own that this machine reads as a tape.
PACK = "mount -t {0} -o ro $(ls -d /dev/sd? /dev/sd?1 | tail -1) /mnt && tar -C /mnt --exclude=./lost+found -cf /dev/vdb . && sync && umount /mnt"


def sparse(path, megabytes):
    with open(path, "wb") as file:
        file.truncate(megabytes << 20)
    return path


def read_in_kiosk(card, kind, stick, folder):
    """The files of a stick that this machine may not know how to mount, into folder/kind."""
    tape = sparse(folder / "tape", MEGABYTES)
    with Machine(card, folder, devices=["-drive", f"if=none,id=tape,format=raw,file={tape}", "-device", "virtio-blk-pci,drive=tape"]) as kiosk:
        kiosk.ready()
        kiosk.plug_in(stick)
        kiosk.wait("the stick", lambda: kiosk.tell("ls /dev/sd?")[1] == 0, 120)
        said, status = kiosk.tell(PACK.format(kind), 600)
        if status:
            raise AssertionError(said)
    shutil.rmtree(folder / kind, ignore_errors=True)
    (folder / kind).mkdir()
    subprocess.run(["tar", "-C", str(folder / kind), "-xf", str(tape)], check=True)
    tape.unlink()


def tell(checks, image, source, programs, folder):
    place = kiosk_at(folder, source, programs)
    taps = place.taps("--callback", "--collect", PIN)[0]
    for kind in ("exfat", "ext4"):
        card = copy_card(image, folder / "card.img")
        put_file(card, place.ini, "rebond.ini")
        put_agent(card, source, folder)
        stick = sparse(folder / f"{kind}.stick", MEGABYTES)
        subprocess.run([f"mkfs.{kind}", str(stick)], check=True, capture_output=True)
        with Machine(card, folder, keep=True) as kiosk:
            copy_onto(kiosk, taps, stick)
            os.replace(folder / "collected.png", folder / f"collected-{kind}.png")
        checks.check(f"{kind}: its file system is whole", subprocess.run([f"fsck.{kind}", "-n", str(stick)], check=False, capture_output=True).returncode == 0)
        read_in_kiosk(card, kind, stick, folder)
        holds(checks, place, stick, folder / kind)
        card.unlink()
        stick.unlink()
