"""A whole visit by touch ends with a request on the data partition that the team's key opens."""
import select

from machine import Machine, copy_card, data_of, put_file
from place import Place


def play(kiosk, taps, pictures=False):
    """Every touch changes the picture; the next comes when it is still and was seen for a second: nobody touches faster, and a kiosk
    takes faster touches for a trembling hand's."""
    for i, (x, y, words) in enumerate(taps):
        before = kiosk.picture()
        kiosk.tap(x, y)
        kiosk.wait_still(f"what follows {words} (touch {i})", before, still=2 if words == "letter" else 4)
        select.select([], [], [], 0.3 if words == "letter" else 1)
        if pictures and words != "letter":
            kiosk.picture(f"{i:02d}-after-{words}")


def canaries(data):
    """Which words of the visit are in there, written as programs write words."""
    forms = ((word, word.encode(code)) for word in ("Nadia", "0692123456", "692123456", "692 12 34 56") for code in ("utf-8", "utf-16-le", "utf-16-be"))
    return sorted({word for word, form in forms if form in data})


def tell(checks, image, source, programs, folder):
    place = Place(source, programs, folder)
    card = copy_card(image, folder / "card.img")
    put_file(card, place.ini, "rebond.ini")
    with Machine(card, folder, keep=True) as kiosk:
        kiosk.ready()
        play(kiosk, place.taps()[0], pictures=True)
        kiosk.wait_still("attract again")
    data = data_of(card, folder / "data")
    told = place.names(data / "rebond")
    checks.check("the team reads the request of Nadia with its key", "Nadia" in told)
    raw = (data / "rebond/rebond.db").read_bytes()
    checks.check("and nobody reads it without", b"Nadia" not in raw and b"692123456" not in raw)
    checks.check("the search that found no name finds what is there", b"ml" in raw)
    whole = card.read_bytes()
    checks.check("the whole card gives nothing of the visitor away", not canaries(whole))
    checks.check("the same search finds the name in what the team reads", canaries(told.encode()) != [])
    card.unlink()
