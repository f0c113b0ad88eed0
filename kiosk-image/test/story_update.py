"""A signed update from a stick is tried and stays; a foreign one is refused; a bad one is tried three times and the old slot goes on."""
import os
import pathlib
import subprocess

from machine import Machine, copy_card, fat, get_file, put_file
from place import Place


def stick(folder, name, bundle):
    return fat(folder / f"{name}.stick", "STICK", 400, bundle)


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


class Update:
    def __init__(self, checks, image, source, programs, folder):
        self.checks, self.source, self.folder = checks, source, folder
        place = Place(source, programs, folder)
        self.keys = pathlib.Path(os.environ.get("REBOND_KEYS", source / "out/keys"))
        self.slot = pathlib.Path(os.environ.get("REBOND_SLOT", source / "out/image/slot.vfat"))
        self.card = copy_card(image, folder / "card.img")
        put_file(self.card, place.ini, "rebond.ini")

    def with_stick(self, name, slot, version, keys):
        return stick(self.folder, name, bundle(self.source, slot, version, keys, self.folder / f"{name}.raucb"))

    def foreign(self):
        keys = self.folder / "foreign-keys"
        subprocess.run([str(self.source / "kiosk-image/update/key"), str(keys)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wrong = self.with_stick("foreign", self.slot, "2099.01.01.0000", keys)
        with Machine(self.card, self.folder, keep=True, sticks=[wrong]) as kiosk:
            kiosk.wait_log("signature verification failed", 1500)
            self.checks.check("an update signed by somebody else is refused", True)
        self.checks.check("and nothing is tried", "TRY_SLOT=-" in state(self.card, self.folder))
        wrong.unlink()

    def right(self):
        right = self.with_stick("right", self.slot, "2099.01.01.0000", self.keys)
        with Machine(self.card, self.folder, keep=True, sticks=[right]) as kiosk:
            kiosk.wait_log("slot B proved itself", 3000)
            kiosk.wait_still("attract of the new slot", seconds=400)
            kiosk.picture("updated")
        told = state(self.card, self.folder)
        self.checks.check(f"a signed update starts, and stays ({told})", "BOOT_SLOT=B" in told and "TRY_SLOT=-" in told)
        right.unlink()

    def bad(self):
        bad = self.with_stick("bad", bad_slot(self.folder, self.slot), "2099.02.01.0000", self.keys)
        good = "B" if "BOOT_SLOT=B" in state(self.card, self.folder) else "A"
        with Machine(self.card, self.folder, keep=True, sticks=[bad]) as kiosk:
            kiosk.wait_log(f"version 2099.02.01.0000 failed its test; slot {good} goes on", 3000)
            self.checks.check("a bad update is tried and the old slot goes on by itself", True)
            self.checks.check("it is not installed again", kiosk.wait_log("failed on this device; not tried again", 1000))
        bad.unlink()


def tell(checks, image, source, programs, folder):
    update = Update(checks, image, source, programs, folder)
    update.foreign()
    update.right()
    update.bad()
    update.card.unlink()
