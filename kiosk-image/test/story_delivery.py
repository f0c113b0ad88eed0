"""What a visitor asks for reaches a Radicale outside, from a fixed address, over TLS with an authority of its own, with a password that left the card."""
import base64
import os
import re
import signal
import subprocess
import urllib.request

from agent import put_agent
from machine import Machine, copy_card, put_file
from outside import Front
from place import Place
from story_visit import canaries, play

HOST = "10.0.2.100"  # an address that qemu makes up inside the machine
FIXED = "\n[network]\naddress = 10.0.2.77/24\ngateway = 10.0.2.2\ndns = 10.0.2.3\n"
CALENDAR = '. "$1/demo-calendar.sh"; pids=; demo_calendar_start "$2" && echo "$calendar_url $calendar_password_file" && wait'


class Outside:
    """Radicale on this machine, and a certificate for what stands before it."""

    def __init__(self, source, folder):
        self.server = subprocess.Popen(["timeout", "7200", "bash", "-c", CALENDAR, "calendar", str(source / "kiosk-image"), str(folder / "calendar")],
                                       stdout=subprocess.PIPE, text=True, start_new_session=True)
        self.url, password_file = self.server.stdout.readline().split()
        with open(password_file) as file:
            self.password = file.read()
        self.front = Front(folder, "own", HOST)

    def forward(self):
        return self.front.forward(self.url.split(":")[2].split("/")[0])

    def holds(self):
        """Everything that stands in the partner's two calendars, its lines unfolded."""
        told = ""
        for name in ("reservations", "inscriptions"):
            request = urllib.request.Request(f"{self.url}/{name}/")
            request.add_header("Authorization", "Basic " + base64.b64encode(f"rebond:{self.password}".encode()).decode())
            told += urllib.request.urlopen(request, timeout=60).read().decode()
        return told.replace("\r", "").replace("\n ", "")

    def close(self):
        os.killpg(self.server.pid, signal.SIGTERM)
        self.server.wait()


def ini_of(source, outside):
    def change(text):
        recipient = re.search(r"(?m)^recipients = (\S+)", text).group(1)
        template = (source / "kiosk-image/demo-caldav.ini").read_text()
        filled = template.replace("@RECIPIENT@", recipient).replace("@URL@", f"https://{HOST}/rebond").replace("@USER@", "rebond")
        return FIXED + filled.replace("password_file = @PASSWORD_FILE@", f"password = {outside.password}\nca_file = /run/rebond-card/own.pem")
    return change


def deliver(checks, image, place, outside, folder):
    card = copy_card(image, folder / "card.img")
    put_file(card, place.ini, "rebond.ini")
    put_file(card, outside.front.certificate, "own.pem")
    put_agent(card, place.source, folder)
    with Machine(card, folder, keep=True, net=[outside.forward()]) as kiosk:
        kiosk.ready()
        told = kiosk.tell("ip -4 -o address show eth0")[0]
        checks.check(f"the fixed address is the only one ({told})", told.count("inet ") == 1 and "inet 10.0.2.77/24" in told)
        taps = place.taps("--callback")[0]
        play(kiosk, taps[:-1])
        kiosk.picture("told")
        there = kiosk.wait("the request at the partner", lambda: re.search("X-REBOND-SEALED:(.*)", outside.holds()), 600)
    checks.check("the request is at the partner", True)
    checks.check("the password is not on the card", outside.password.encode() not in card.read_bytes())
    sealed = folder / "delivered.age"
    sealed.write_bytes(base64.urlsafe_b64decode(there.group(1) + "=" * (-len(there.group(1)) % 4)))
    told = place.run("rebondctl", "open", "--key", place.key, "--config", place.ini, sealed).stdout
    checks.check("the team's key opens it", "Nadia" in told)
    checks.check("the partner's server does not read it", not canaries(outside.holds().encode()) and canaries(told.encode()) != [])
    card.unlink()


def tell(checks, image, source, programs, folder):
    folder.mkdir(parents=True, exist_ok=True)
    outside = Outside(source, folder)
    try:
        deliver(checks, image, Place(source, programs, folder, ini_of(source, outside)), outside, folder)
    finally:
        outside.close()
