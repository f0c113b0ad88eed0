"""U-Boot and the first root choose a slot: one that cannot be read is passed over, one that does not start is tried, then the other."""
import shutil
import subprocess

from machine import SECTOR, SPLASH, Machine, fat, partitions, put_file, unpack_first_root
from story_update import state

SLOT_MB, BOOT_MB = 64, 48
INIT = """#!/bin/busybox sh
/bin/busybox sed -n 's/.*rebond.slot=\\([AB]\\).*/the root of slot \\1 has started/p' /proc/cmdline >/dev/kmsg
/bin/busybox sleep 1000
"""


def small_root(kernel, folder):
    """The first root's busybox, and an init that says where it is."""
    first, root = folder / "first", folder / "root"
    for name in (first, root / "bin", root / "sbin", root / "dev", root / "proc", root / "sys", root / "run"):
        name.mkdir(parents=True)
    unpack_first_root((kernel / "initrd.img").read_bytes(), first)
    shutil.copy(first / "bin/busybox", root / "bin/busybox")
    (root / "sbin/init").write_text(INIT)
    (root / "sbin/init").chmod(0o755)
    squash = folder / "rootfs.squashfs"
    subprocess.run(["mksquashfs", str(root), str(squash), "-noappend", "-quiet", "-no-progress"], check=True, stdout=subprocess.DEVNULL)
    return squash


def small_card(source, kernel, folder):
    """A card as kiosk-image/build.d/60-image.sh lays it out, without data: boot, A, B."""
    squash, image = small_root(kernel, folder), source / "kiosk-image/image/boot"
    kargs = folder / "kargs"
    kargs.write_text((image / "kargs").read_text().replace("quiet ", "").replace("loglevel=3", "loglevel=7"))
    subprocess.run(["mkimage", "-A", "arm64", "-T", "script", "-C", "none", "-n", "rebond", "-d", str(image / "boot.cmd"), str(folder / "boot.scr")],
                   check=True, stdout=subprocess.DEVNULL)
    boot = fat(folder / "boot.vfat", "REBOND", BOOT_MB, folder / "boot.scr")
    slot = fat(folder / "slot.vfat", "REBONDSLOT", SLOT_MB, kernel / "vmlinuz", kernel / "initrd.img", kargs, squash)
    table, at = bytearray(SECTOR), 1 << 20
    table[440:444] = 0x52424E44.to_bytes(4, "little")
    table[510:] = b"\x55\xaa"
    card = folder / "card.img"
    with open(card, "wb") as file:
        for i, part in enumerate((boot, slot, slot)):
            size = part.stat().st_size
            table[446 + 16 * i:462 + 16 * i] = bytes([0, 0, 0, 0, 0x0C, 0, 0, 0]) + (at // SECTOR).to_bytes(4, "little") + (size // SECTOR).to_bytes(4, "little")
            file.seek(at)
            file.write(part.read_bytes())
            at += size
        file.seek(0)
        file.write(table)
    return card


def change(card, slot, *words):
    subprocess.run(["mdel", "-i", f"{card}@@{partitions(card)[slot - 1][0]}", *words], check=True)


def put_state(card, folder, good, trying, left):
    wanted = folder / "wanted.env"
    wanted.write_text(f"BOOT_SLOT={good}\nTRY_SLOT={trying}\nTRY_LEFT={left}\n")
    put_file(card, wanted, "state.env")


def ends_in(card, folder, slot, tries):
    """Starts once, and as often again as it wants to; which slots were begun."""
    with Machine(card, folder, keep=True, net=None) as kiosk:
        kiosk.wait("something on the screen", lambda: SPLASH in kiosk.picture(), 400)
        kiosk.wait_log(f"the root of slot {slot} has started", 600)
        return kiosk.log().count("U-Boot 20") == tries


def tell(checks, image, source, programs, folder):
    folder.mkdir(parents=True, exist_ok=True)
    card = small_card(source, image.parent / "kernel", folder)
    put_state(card, folder, "A", "B", 3)
    checks.check("a new slot is tried, with a splash on the screen", ends_in(card, folder, "B", 1))
    checks.check("and the try was counted before", set(state(card, folder)) == {"BOOT_SLOT=A", "TRY_SLOT=B", "TRY_LEFT=2"})
    change(card, 3, "::rootfs.squashfs")
    put_state(card, folder, "A", "B", 1)
    checks.check("a new slot without a root: the machine starts again with the old one", ends_in(card, folder, "A", 2))
    change(card, 3, "::vmlinuz")
    put_state(card, folder, "B", "-", 0)
    checks.check("a slot whose kernel cannot be read is passed over", ends_in(card, folder, "A", 1))
    card.unlink()
