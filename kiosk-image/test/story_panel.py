"""A panel that hangs upside down and is off at night: dark without a touch, lit by one, and a whole visit the other way round."""
import datetime
import re

from agent import put_agent
from machine import HEIGHT, WIDTH, Machine, apart, copy_card, data_of, drawn, pixels_of, put_file
from place import Place
from story_visit import play


def upside_down(ppm):
    width, height, data = pixels_of(ppm)
    turned = bytearray(len(data))
    for channel in range(3):
        turned[channel::3] = data[channel::3][::-1]
    return b"P6\n%d %d\n255\n" % (width, height) + turned


def night(text):
    """From an hour ago to three hours on, where the place of the example is."""
    now = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=4)))
    hours = "-".join((now + datetime.timedelta(hours=away)).strftime("%H:%M") for away in (-1, 3))
    text = re.sub("(?m)^languages = .*", "languages = fr", text)  # it greets in one alone
    text = text.replace("trust = auto", "trust = always")
    return f"{text}\n[screen]\nrotation = 180\noff_hours = {hours}\n"


def power(kiosk):
    return kiosk.tell("cat /sys/class/drm/*-Virtual-1/dpms")[0]


def tell(checks, image, source, programs, folder):
    place = Place(source, programs, folder, night)
    card = copy_card(image, folder / "card.img")
    put_file(card, place.ini, "rebond.ini")
    put_agent(card, source, folder)
    taps = [(WIDTH - 1 - x, HEIGHT - 1 - y, words) for x, y, words in place.taps("--callback", "--picture", folder / "expected.ppm")[0]]
    with Machine(card, folder, keep=True) as kiosk:
        kiosk.wait_log("Started rebond-kiosk.service", 1500)
        checks.check("the panel is switched off", kiosk.wait("a dark panel", lambda: power(kiosk) == "Off", 1200))
        kiosk.tap(*taps[0][:2])
        checks.check("a touch switches it on", kiosk.wait("light", lambda: power(kiosk) == "On", 120))
        picture = kiosk.wait_still("the first screen")
        kiosk.picture("upside-down")
        expected = (folder / "expected.ppm").read_bytes()
        checks.check("and the picture is upside down", apart(drawn(upside_down(picture)), drawn(expected)) < 0.005)
        checks.check("which is another one", apart(drawn(picture), drawn(expected)) > 0.05)
        play(kiosk, taps)
    data = data_of(card, folder / "data")
    checks.check("where it is touched is where it shows", "Nadia" in place.names(data / "rebond"))
    card.unlink()
