"""How long the first screen takes, against the same Debian without Rebond: seconds of the kiosk's own, from the kernel's first."""
import re

from agent import put_agent
from machine import Machine, copy_card, put_file
from place import Place

OURS = ("rebond-kiosk.service", "rebond-sync.service", "rebond-card.service", "rebond-data.service", "rebond-selftest.service", "rebond-update.timer")


def seconds_to(kiosk, words):
    kiosk.wait_log(words, 1500)
    return float(re.search(rf"\[ *([0-9.]+)\] .*{re.escape(words)}", kiosk.log()).group(1))


def tell(checks, image, source, programs, folder):
    place = Place(source, programs, folder)
    card = copy_card(image, folder / "card.img")
    put_file(card, place.ini, "rebond.ini")
    seconds = {}
    for name, masked, words in (("Rebond", (), "Started rebond-kiosk.service"), ("Debian", OURS, "Reached target multi-user.target")):
        put_agent(card, source, folder, masked)
        with Machine(card, folder) as kiosk:
            seconds[name] = seconds_to(kiosk, words)
    print(f"first screen {seconds['Rebond']:.0f} s, Debian without Rebond {seconds['Debian']:.0f} s: {seconds['Rebond'] / seconds['Debian']:.2f} times")
    checks.check("the first screen comes within three times what Debian itself takes", seconds["Rebond"] < 3 * seconds["Debian"])
    card.unlink()
