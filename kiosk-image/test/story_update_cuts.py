"""The plug is pulled while an update is written: the slot that ran is whole, and only a slot that is whole is tried."""
import hashlib
import os
import pathlib
import select
import subprocess

from checks import campaign
from machine import Gone, Machine, copy_card, layer_over, part_of, put_file
from place import Place
from story_update import bundle, state, stick


def sum_of(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def slot_sum(card, number, folder):
    part_of(card, number, folder / "slot")
    return sum_of(folder / "slot")


def boot_partition_whole(card, folder):
    part_of(card, 1, folder / "boot")
    return subprocess.run(["fsck.vfat", "-n", str(folder / "boot")], check=False, capture_output=True).returncode == 0


def another_slot(slot, folder):
    """The same system with other bytes, so that old and new can be told apart."""
    new = folder / "new.vfat"
    subprocess.run(["cp", "--sparse=always", "-L", slot, new], check=True)
    (folder / "NEW").write_text("new")
    subprocess.run(["mcopy", "-i", str(new), str(folder / "NEW"), "::NEW"], check=True)
    return new


STEP_S = 20


def moments_of_writing(kiosk):
    """Moments that cuts begin at, every few seconds from the first byte to the last."""
    moments = []
    while "is installed in the other slot" not in kiosk.log():
        if len(moments) > 100:
            raise Gone("the update does not come to an end")
        moments.append(f"install-{len(moments)}")
        kiosk.remember(moments[-1])
        select.select([], [], [], STEP_S)
    return moments


def tell(checks, image, source, programs, folder):
    cuts, chance = campaign(20)
    place = Place(source, programs, folder)
    keys = pathlib.Path(os.environ.get("REBOND_KEYS", source / "out/keys"))
    slot = pathlib.Path(os.environ.get("REBOND_SLOT", source / "out/image/slot.vfat"))
    new = another_slot(slot, folder)
    sums = {"old": sum_of(slot), "new": sum_of(new)}
    with_update = stick(folder, "right", bundle(source, new, "2099.01.01.0000", keys, folder / "right.raucb")).rename(folder / "right.ro")
    flat = copy_card(image, folder / "card.img")
    put_file(flat, place.ini, "rebond.ini")
    card = layer_over(flat, folder / "card.qcow2")
    with Machine(card, folder, keep=True, sticks=[with_update]) as kiosk:
        kiosk.wait_log("Starting rebond-usb-update@", 1500)
        began = kiosk.work()
        moments = moments_of_writing(kiosk)
        print(f"an update is written in {kiosk.work() - began:.0f} s of the kiosk's own")
    tried = 0
    for cut in range(cuts):
        moment, wait = chance.choice(moments), chance.uniform(0, 1.2 * STEP_S)
        try:
            with Machine(card, folder, keep=True, sticks=[with_update], moment=moment):
                select.select([], [], [], wait)
            words = state(card, folder)
        except Gone as why:
            checks.check(f"cut {cut}: {why}", False)
            continue
        trying = "TRY_SLOT=B" in words
        tried += trying
        checks.check(f"cut {cut}, {wait:.0f} s after {moment}: {words}", "BOOT_SLOT=A" in words and slot_sum(card, 2, folder) == sums["old"]
                     and boot_partition_whole(card, folder) and (not trying or slot_sum(card, 3, folder) == sums["new"]))
    checks.check(f"most cuts fell into the writing ({cuts - tried} of {cuts})", 0 < cuts - tried)
    card.unlink()
    flat.unlink()
