"""A data partition that was scribbled over is made anew; a broken database is set aside; a full one still shows the first screen."""
import re
import subprocess

from machine import Machine, copy_card, data_of, part_of, partitions, put_file
from place import Place


def start(card, folder, checks, words, expect=None):
    with Machine(card, folder, keep=True) as kiosk:
        kiosk.ready()
        checks.check(f"{words}: the first screen comes", True)
        if expect:
            checks.check(f"{words}: the log says {expect!r}", expect in kiosk.log())
        log = kiosk.log()
    return log


def scribble(card, at, length):
    with open(card, "r+b") as file:
        file.seek(at)
        file.write(b"\xa5" * length)


def change(card, folder, how):
    """Changes the data partition as no kiosk would: how(part) has it as a file of its own."""
    begin, _ = partitions(card)[3]
    part = folder / "part.ext4"
    part_of(card, 4, part)
    subprocess.run(["e2fsck", "-p", str(part)], check=False, stdout=subprocess.DEVNULL)
    how(part)
    subprocess.run(["dd", f"if={part}", f"of={card}", "bs=1M", f"seek={begin >> 20}", "conv=notrunc", "status=none"], check=True)
    part.unlink()


def debugfs(part, request):
    return subprocess.run(["debugfs", "-w", "-R", request, str(part)], check=True, capture_output=True, text=True).stdout


def break_database(part):
    """Where it stands, so that whose it is stays as it was."""
    size = int(re.search(r"Block size: +(\d+)", debugfs(part, "stats -h")).group(1))
    for block in debugfs(part, "blocks /rebond/rebond.db").split():
        scribble(part, int(block) * size, size)


def new_card(checks, card, folder):
    log = start(card, folder, checks, "a new card")
    checks.check("a new card is not called damaged", "beyond mending" not in log and "mended after damage" not in log)
    data = data_of(card, folder / "data")
    checks.check("its database is there", (data / "rebond/rebond.db").stat().st_size > 0)


def broken_database(checks, card, folder):
    change(card, folder, break_database)
    start(card, folder, checks, "a broken database")
    names = {file.name for file in (data_of(card, folder / "data") / "rebond").iterdir()}
    checks.check(f"it was set aside, and a new one begun ({sorted(names)})", any("damaged" in name for name in names) and "rebond.db" in names)


def full(checks, card, folder):
    filling = folder / "filling"
    with open(filling, "wb") as file:
        for _ in range(partitions(card)[3][1] >> 20):
            file.write(b"\xa5" * (1 << 20))
    change(card, folder, lambda part: debugfs(part, f"write {filling} /filling"))  # as much as there is room for
    filling.unlink()
    start(card, folder, checks, "a full data partition")


def rubbish_partition(checks, card, folder):
    begin, size = partitions(card)[3]
    scribble(card, begin, size)
    start(card, folder, checks, "a partition of rubbish", "beyond mending")
    checks.check("the partition is a new one with a database", (data_of(card, folder / "data") / "rebond/rebond.db").stat().st_size > 0)


def tell(checks, image, source, programs, folder):
    place = Place(source, programs, folder)
    card = copy_card(image, folder / "card.img")
    put_file(card, place.ini, "rebond.ini")
    for part in (new_card, broken_database, full, rubbish_partition):
        part(checks, card, folder)
    card.unlink()
