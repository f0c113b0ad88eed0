"""The plug is pulled at random moments of visits: nothing that a visitor was told is lost."""
import os
import random
import select

from machine import Gone, Machine, copy_card, data_of, put_file
from place import Place
from story_visit import play


def told_of(place, data):
    return place.names(data / "rebond").count("Nadia") if (data / "rebond/rebond.db").exists() else 0


def tell(checks, image, source, programs, folder):
    cuts = int(os.environ.get("REBOND_CUTS", "50"))
    seed = int(os.environ.get("REBOND_SEED", random.SystemRandom().randrange(1 << 30)))
    chance = random.Random(seed)
    print(f"REBOND_SEED={seed} REBOND_CUTS={cuts}")
    place = Place(source, programs, folder)
    card = copy_card(image, folder / "card.img")
    put_file(card, place.ini, "rebond.ini")
    told = kept = 0
    for cut in range(cuts):
        # As many requests on the card as were told: the twin sees the same free times.
        taps = place.taps(visits=kept + 1)[kept]
        confirm = next(i for i, tap in enumerate(taps) if tap[2] == "confirm")
        # Half of the cuts fall around the moment that matters.
        last = chance.choice([confirm, confirm, chance.randrange(len(taps))])
        with Machine(card, folder, keep=True) as kiosk:
            try:
                kiosk.wait_log("Started rebond-kiosk.service", 400)
                kiosk.wait_still("attract", seconds=120)
                play(kiosk, taps[:last])
                kiosk.tap(*taps[last][:2])
                select.select([], [], [], chance.uniform(0, 3))
            except Gone as why:
                checks.check(f"cut {cut}: {why}", False)
                continue
            kiosk.cut()
        data = data_of(card, folder / "data")
        have = told_of(place, data)
        # After "confirm" the picture is "saving" first; what follows it is said only when the disk has it.
        done = last > confirm
        checks.check(f"cut {cut} at {taps[last][2]} {last}: {have} requests on the card, {told + done} told, {kept} before",
                     told + done <= have <= kept + 1 and have >= kept)
        told, kept = told + done, have
    card.unlink()
