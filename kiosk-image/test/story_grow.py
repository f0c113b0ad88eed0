"""The plug is pulled while the data partition grows to the card at the first start: the next start has all of it, and nothing is damaged."""
import os
import select

from agent import put_agent
from checks import campaign
from machine import Gone, Machine, copy_card, layer_over, put_file
from place import Place

CARD = 4 << 30
LONGEST_S = 6  # of this machine's time, from before the growth to after it


def cut_while_growing(card, folder, wait_s):
    """What the log said when the plug was pulled."""
    with Machine(card, folder, keep=True, net=None) as kiosk:
        kiosk.wait_log("Starting rebond-data.service", 600)
        select.select([], [], [], wait_s)
        return kiosk.log()


def tell(checks, image, source, programs, folder):
    place = Place(source, programs, folder)
    base = copy_card(image, folder / "base.img")
    os.truncate(base, CARD)
    put_file(base, place.ini, "rebond.ini")
    put_agent(base, source, folder)
    cuts, chance = campaign(5)
    seen = []
    for number in range(cuts):
        card = layer_over(base, folder / "card.qcow2")
        wait_s = chance.uniform(0, LONGEST_S)
        log = cut_while_growing(card, folder, wait_s)
        seen.append("after" if "Finished rebond-data.service" in log else "in or before")
        with Machine(card, folder, net=None) as kiosk:
            try:
                kiosk.ready()
                free_mb = int(kiosk.tell("df -Pm /data | awk 'NR == 2 { print $4 }'")[0])
                good = free_mb > 2500 and "beyond mending" not in kiosk.log()
            except Gone as gone:
                free_mb, good = gone, False
        checks.check(f"cut {number + 1} after {wait_s:.1f} s, {seen[-1]} the growth: {free_mb} MB are free", good)
    checks.check(f"some were in the growth ({seen})", "in or before" in seen)
    base.unlink()
