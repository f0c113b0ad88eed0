"""A clock chip with an empty battery is not believed; the date is the card's, then the network's, then the last one that was known."""
import json
import socket
import struct
import threading
import time

from agent import put_agent
from machine import Machine, copy_card, put_file
from place import Place

EMPTY = ["-rtc", "base=2000-01-01T00:00:00"]
HOST = "10.0.2.2"  # this machine, as qemu shows it inside
AHEAD = 100 * 86400  # seconds that the server is ahead of this machine: nothing but the server says so
NTP_EPOCH = 2208988800  # seconds from 1900 to 1970


class TimeServer(threading.Thread):
    """SNTP (RFC 4330) on loopback, port 123, because timesyncd asks no other."""

    def __init__(self):
        super().__init__(daemon=True)
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 123))

    @staticmethod
    def now():
        return time.time() + AHEAD

    def run(self):
        while True:
            asked, who = self.socket.recvfrom(512)
            stamp = int((self.now() + NTP_EPOCH) * 2**32)
            head = struct.pack("!BBbbII4s", 0x24, 1, 6, -20, 0, 0, b"TEST")  # version 4, a server, of the first stratum
            self.socket.sendto(head + struct.pack("!Q8sQQ", stamp, asked[40:48], stamp, stamp), who)


def date(kiosk):
    return int(kiosk.tell("date +%s")[0])


def doctor(kiosk):
    """What technicians are told of the clock."""
    checks = json.loads(kiosk.tell("rebondctl doctor --json", 300)[0])["checks"]
    return next(check for check in checks if check["id"] == "clock")


def tell(checks, image, source, programs, folder):
    place = Place(source, programs, folder, lambda text: f"{text}\n[network]\ntime_servers = {HOST}\n")
    card = copy_card(image, folder / "card.img")
    put_file(card, place.ini, "rebond.ini")
    put_agent(card, source, folder)
    with Machine(card, folder, keep=True, net=None, devices=EMPTY) as kiosk:
        kiosk.ready()
        made = int(kiosk.tell("stat -c %Y /usr/lib/clock-epoch")[0])
        checks.check("the date is not before the card was made", 0 <= date(kiosk) - made < 3600)
        told = doctor(kiosk)
        checks.check(f"and not believed ({told})", told["mark"] == "bad")
    server = TimeServer()
    server.start()
    with Machine(card, folder, keep=True, net=["restrict=off"], devices=EMPTY) as kiosk:
        kiosk.ready()
        kiosk.wait("the server's date", lambda: abs(date(kiosk) - server.now()) < 3600, 900)
        told = kiosk.wait("trust", lambda: (found := doctor(kiosk))["mark"] == "good" and found, 300)
        checks.check(f"a time server's date is taken and believed ({told})", True)
        known = date(kiosk)
        kiosk.wait("the date on the card", lambda: int(kiosk.tell("stat -c %Y /data/systemd/timesync/clock")[0]) >= known, 300)
    with Machine(card, folder, keep=True, net=None, devices=EMPTY) as kiosk:
        kiosk.ready()
        checks.check("after a cut the last date that was known goes on", 0 <= date(kiosk) - known < 3600)
        told = doctor(kiosk)
        checks.check(f"and is not believed ({told})", told["mark"] == "bad")
    card.unlink()
