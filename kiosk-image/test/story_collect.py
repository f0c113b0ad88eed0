"""Staff take what is queued away on a USB stick, which holds what their key opens and nothing that anybody else reads."""
import select
import subprocess

from machine import Machine, copy_card, fat, put_file
from place import Place
from story_visit import canaries, play

PIN = "482617"


def knock(kiosk, taps):
    """Five touches in a corner, which change nothing until the last."""
    before = kiosk.picture()
    for x, y, _ in taps:
        kiosk.tap(x, y)
        select.select([], [], [], 0.4)
    kiosk.wait_still("the question for the PIN", before)


def read_fat(stick, folder):
    subprocess.run(["mcopy", "-s", "-n", "-i", str(stick), "::", str(folder)], check=True)


def kiosk_at(folder, source, programs):
    return Place(source, programs, folder, lambda text: f"{text}\n[staff]\npin = {PIN}\n")


def copy_onto(kiosk, taps, stick):
    """A visit, then staff copy what is queued onto the stick and take it out."""
    corner = [tap for tap in taps if tap[2] == "knock"]
    first = taps.index(corner[0])
    kiosk.ready()
    play(kiosk, taps[:first])
    kiosk.plug_in(stick)
    kiosk.wait_log("Started rebond-stick@", 300)
    knock(kiosk, corner)
    play(kiosk, taps[first + len(corner):])
    kiosk.wait_log("run-rebond-stick.mount: Deactivated", 200)
    kiosk.wait_still("that it can be taken out")
    kiosk.picture("collected")
    kiosk.pull_out()
    kiosk.wait_still("that it was taken out")


def holds(checks, place, stick, folder):
    """What is on the stick, copied to `folder`, is what it should be."""
    # By name without the folder that a kiosk makes for itself.
    files = {"/".join(path.relative_to(folder).parts[1:]): path for path in folder.rglob("*") if path.is_file()}
    sealed = [path for name, path in files.items() if name.endswith(".age")]
    checks.check(f"one sealed request is on the stick ({sorted(files)})", len(sealed) == 1)
    checks.check("with its list, signed, and the page that reads it", {"manifeste.json", "manifeste.sig", "lire-les-demandes.html"} <= set(files))
    checks.check("and the sheet that says how the kiosk is", b"Mission locale du Port" in files["etat-de-la-borne.html"].read_bytes())
    told = place.run("rebondctl", "open", "--key", place.key, "--config", place.ini, sealed[0]).stdout
    checks.check("the team's key opens it", "Nadia" in told)
    checks.check("nobody reads it without", not canaries(stick.read_bytes()) and canaries(told.encode()) != [])


def tell(checks, image, source, programs, folder):
    place = kiosk_at(folder, source, programs)
    card = copy_card(image, folder / "card.img")
    put_file(card, place.ini, "rebond.ini")
    stick = fat(folder / "collect.stick", "STICK", 64)
    with Machine(card, folder, keep=True) as kiosk:
        copy_onto(kiosk, place.taps("--callback", "--collect", PIN)[0], stick)
    checks.check("the PIN stands nowhere on the card", PIN.encode() not in card.read_bytes())
    (folder / "stick").mkdir(exist_ok=True)
    read_fat(stick, folder / "stick")
    holds(checks, place, stick, folder / "stick")
    card.unlink()
    stick.unlink()
