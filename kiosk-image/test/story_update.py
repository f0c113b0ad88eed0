"""A signed update from a stick is tried and stays; a foreign one is refused; a bad one is tried three times and the old slot goes on."""
import os
import pathlib
import subprocess

from machine import Machine, copy_card, get_file, put_file
from place import Place


def stick(folder, name, bundle):
    image = folder / f"{name}.stick"
    with open(image, "wb") as file:
        file.truncate(400 << 20)
    subprocess.run(["mkfs.vfat", "-F", "32", "-n", "STICK", str(image)], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["mcopy", "-i", str(image), str(bundle), "::"], check=True)
    return image


def bundle(source, slot, version, keys, out):
    subprocess.run([str(source / "kiosk-image/update/bundle"), str(slot), version, str(keys), str(out)], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return out


def state(card, folder):
    get_file(card, "state.env", folder / "state.env")
    return (folder / "state.env").read_text(errors="replace").replace("\0", "").split()


def bad_slot(folder, slot):
    """A slot whose root is rubbish; kernel and first root are good."""
    bad = folder / "bad.vfat"
    subprocess.run(["cp", "--sparse=always", slot, bad], check=True)
    rubbish = folder / "rootfs.squashfs"
    rubbish.write_bytes(os.urandom(1 << 20))
    subprocess.run(["mdel", "-i", str(bad), "::rootfs.squashfs"], check=True)
    subprocess.run(["mcopy", "-i", str(bad), str(rubbish), "::rootfs.squashfs"], check=True)
    return bad


def tell(checks, image, source, programs, folder):
    place = Place(source, programs, folder)
    keys = pathlib.Path(os.environ.get("REBOND_KEYS", source / "out/keys"))
    slot = pathlib.Path(os.environ.get("REBOND_SLOT", source / "out/image/slot.vfat"))
    card = copy_card(image, folder / "card.img")
    put_file(card, place.ini, "rebond.ini")

    foreign = folder / "foreign-keys"
    subprocess.run([str(source / "kiosk-image/update/key"), str(foreign)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wrong = stick(folder, "foreign", bundle(source, slot, "2099.01.01.0000", foreign, folder / "foreign.raucb"))
    with Machine(card, folder, keep=True, sticks=[wrong]) as kiosk:
        kiosk.wait_log("signature verification failed", 600)
        checks.check("an update signed by somebody else is refused", True)
    checks.check("and nothing is tried", "TRY_SLOT=-" in state(card, folder))
    wrong.unlink()

    right = stick(folder, "right", bundle(source, slot, "2099.01.01.0000", keys, folder / "right.raucb"))
    with Machine(card, folder, keep=True, sticks=[right]) as kiosk:
        kiosk.wait_log("slot B proved itself", 1500)
        kiosk.wait_still("attract of the new slot", seconds=120)
        kiosk.picture("updated")
    checks.check("a signed update starts, and stays", state(card, folder)[0] == "BOOT_SLOT=B" and "TRY_SLOT=-" in state(card, folder))
    right.unlink()

    bad = stick(folder, "bad", bundle(source, bad_slot(folder, slot), "2099.02.01.0000", keys, folder / "bad.raucb"))
    with Machine(card, folder, keep=True, sticks=[bad]) as kiosk:
        kiosk.wait_log("version 2099.02.01.0000 failed its test; slot B goes on", 1800)
        checks.check("a bad update is tried and the old slot goes on by itself", True)
        checks.check("it is not installed again", kiosk.wait_log("failed on this device; not tried again", 600))
    card.unlink()
