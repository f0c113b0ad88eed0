"""The plug is pulled at random moments of a visit: what a visitor was told is on the card, once, and the database opens."""
import select
import subprocess
import time

from checks import campaign
from machine import Gone, Machine, apart, copy_card, data_of, layer_over, put_file
from place import Place
from story_visit import play


def nearest(picture, pictures):
    return min(pictures, key=lambda name: apart(picture, pictures[name]))


def after_confirm(kiosk, taps, confirm):
    """The pictures between the touch and the promise, and how long that took."""
    seen, began = [kiosk.picture()], time.monotonic()
    kiosk.tap(*taps[confirm][:2])
    last = kiosk.wait_still("what follows confirm", seen[0], still=6)
    return seen[0], last, time.monotonic() - began


def remember_visit(kiosk, taps, confirm):
    """A whole visit, with the moments that cuts begin at: {name: the touch that comes next}; and the pictures around the promise."""
    moments, begun, attract = {}, 0, kiosk.picture()
    for at in (0, confirm // 2, confirm):
        play(kiosk, taps[begun:at])
        kiosk.remember(f"touch-{at}")
        moments[f"touch-{at}"] = begun = at
    check, told, took = after_confirm(kiosk, taps, confirm)
    kiosk.remember("told")
    moments["told"] = confirm + 1
    return moments, {"asked": check, "told": told, "attract": attract}, took


def cut_once(card, folder, moment, taps, begin, end, wait):
    """The picture that was on the screen as the plug was pulled."""
    with Machine(card, folder, keep=True, moment=moment) as kiosk:
        play(kiosk, taps[begin:end])
        if end < len(taps):
            kiosk.tap(*taps[end][:2])
        select.select([], [], [], wait)
        return kiosk.picture()


def sound(database):
    told = subprocess.run(["sqlite3", str(database), "PRAGMA integrity_check"], capture_output=True, text=True, check=False)
    return told.stdout.strip() == "ok"


def tell(checks, image, source, programs, folder):
    cuts, chance = campaign(50)
    place = Place(source, programs, folder)
    flat = copy_card(image, folder / "card.img")
    put_file(flat, place.ini, "rebond.ini")
    card = layer_over(flat, folder / "card.qcow2")
    with Machine(card, folder, keep=True) as kiosk:
        kiosk.wait_log("Started rebond-kiosk.service", 1500)
        kiosk.wait_still("attract", seconds=300)
        taps = place.taps()[0]
        confirm = next(i for i, tap in enumerate(taps) if tap[2] == "confirm")
        visit = remember_visit(kiosk, taps, confirm)
        kiosk.picture("told")
    cut_often(checks, place, card, folder, (taps, confirm, *visit), cuts, chance)
    card.unlink()
    flat.unlink()


def cut_often(checks, place, card, folder, visit, cuts, chance):
    taps, confirm, moments, pictures, took = visit
    print(f"from the touch to the promise {took:.1f} s")
    promised = 0
    for cut in range(cuts):
        # Most cuts fall around the moment that matters.
        moment = chance.choice([*moments, *[f"touch-{confirm}"] * 5])
        begin = moments[moment]
        end = min(begin + chance.choice([0, 0, 1]), len(taps)) if begin != confirm else confirm
        wait = chance.uniform(0, 1.5 * took)
        try:
            shown = nearest(cut_once(card, folder, moment, taps, begin, end, wait), pictures) if begin == confirm else None
            if begin != confirm:
                cut_once(card, folder, moment, taps, begin, end, wait)
            data = data_of(card, folder / "data")
        except Gone as why:
            checks.check(f"cut {cut}: {why}", False)
            continue
        told = shown in ("told", "attract") or begin > confirm  # it goes back to attract by itself
        promised += told
        have = place.names(data / "rebond").count("Nadia")
        right = sound(data / "rebond/rebond.db") and told <= have <= (begin >= confirm)
        after = taps[end][2] if end < len(taps) else "the last"
        checks.check(f"cut {cut}, {wait:.1f} s after touch {end} ({after}): {have} on the card, {'told' if told else 'not told'}", right)
    checks.check(f"some cuts fell before the promise, some after ({promised} of {cuts})", 0 < promised < cuts)
