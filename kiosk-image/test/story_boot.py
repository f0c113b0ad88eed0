"""A card with its file is plugged in where there is no network, and shows the first screen, with nothing of a computer before it."""
import os
import re
import time

from machine import SPLASH, Machine, apart, copy_card, drawn, put_file
from place import Place


def tell(checks, image, source, programs, folder):
    place = Place(source, programs, folder)
    card = copy_card(image, folder / "card.img")
    os.truncate(card, 4 << 30)  # as large as cards are sold
    put_file(card, place.ini, "rebond.ini")
    start = place.taps("--picture", folder / "expected.ppm")[0][0]
    expected = (folder / "expected.ppm").read_bytes()
    with Machine(card, folder, net=None) as kiosk:
        kiosk.wait("something on the screen", lambda: SPLASH in kiosk.picture(), 300)
        kiosk.picture("splash")
        print(f"the splash after {kiosk.work():.0f} s of work, {time.monotonic() - kiosk.started:.0f} s of this machine's time")
        kiosk.wait_log("Started rebond-kiosk.service", 1500)
        first = time.monotonic() - kiosk.started
        kiosk.wait_still("attract", seconds=400)
        inside = re.search(r"\[ *([0-9.]+)\] .*Started rebond-kiosk.service", kiosk.log()).group(1)
        print(f"attract after {first:.0f} s of this machine's time, {float(inside):.0f} s of the kiosk's own")
        picture = kiosk.picture("attract")
        away = apart(drawn(picture), drawn(expected))
        checks.check(f"the picture is the one this machine draws ({away:.2%} of its points are not)", away < 0.003)
        kiosk.tap(*start[:2])
        away = apart(drawn(kiosk.wait_still("what follows a touch", picture)), drawn(expected))
        checks.check(f"a touch makes it another ({away:.2%})", away > 0.05)
        log = kiosk.log()
        checks.check("the data partition has grown to the card", "grown to the size of the card" in log)
        missing = [line for line in log.splitlines() if "not found" in line]
        checks.check(f"no program misses another {missing}", not missing)
        checks.check("nobody is asked to log in", "login:" not in log)
        failed = [line for line in log.splitlines() if "Failed to start" in line or "Failed with result" in line]
        checks.check(f"no unit failed {failed}", not failed)
    card.unlink()
