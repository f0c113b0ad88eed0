"""An update from an address is fetched at night, over TLS with an authority of the place's own, in two nights where the line breaks."""
import os
import pathlib
import subprocess
import sys

from agent import put_agent
from machine import Machine, copy_card, put_file
from outside import Front
from place import Place
from story_update import bundle, state

HOST = "10.0.2.101"  # an address that qemu makes up inside the machine
VERSION = "2099.03.01.0000"
BREAK = 40_000_000  # bytes, after which the line breaks the first night


class Far:
    """A web server with the update."""

    def __init__(self, source, folder, file):
        self.file = file
        program = source / "kiosk-image/test/far.py"
        self.server = subprocess.Popen(["timeout", "7200", sys.executable, str(program), str(file)], stdout=subprocess.PIPE, text=True)
        front = Front(folder, "far", HOST)
        self.certificate = front.certificate
        self.forward = front.forward(self.server.stdout.readline().strip())

    def asked(self):
        """[(path, range, status)] since the last look."""
        log = pathlib.Path(f"{self.file}.asked")
        lines = [tuple(line.split()) for line in log.read_text().splitlines()] if log.exists() else []
        log.unlink(missing_ok=True)
        return lines

    def close(self):
        self.server.terminate()
        self.server.wait()


def nights(checks, kiosk, far):
    kiosk.ready()
    free_mb = int(kiosk.tell("df -Pm /data | awk 'NR == 2 { print $4 }'")[0])
    checks.check(f"the data partition has grown to the card ({free_mb} MB free)", free_mb > 1000)
    pathlib.Path(f"{far.file}.break").write_text(str(BREAK))
    kiosk.tell("systemctl start rebond-update", 1800)
    checks.check("a line that breaks brings no update", far.asked() == [("/rebond.raucb", "-", "200")])
    had = int(kiosk.tell("stat -c %s /data/fetch/part")[0])
    checks.check(f"what came is kept ({had} bytes)", 0 < had <= BREAK)
    kiosk.tell("systemctl start --no-block rebond-update")
    kiosk.wait_log(f"version {VERSION} is installed in the other slot", 3000)
    checks.check("the next night brings the rest and installs it", far.asked() == [("/rebond.raucb", f"bytes={had}-", "206")])
    kiosk.wait_log("slot B proved itself", 3000)


def tell(checks, image, source, programs, folder):
    folder.mkdir(parents=True, exist_ok=True)
    keys = pathlib.Path(os.environ.get("REBOND_KEYS", source / "out/keys"))
    slot = pathlib.Path(os.environ.get("REBOND_SLOT", source / "out/image/slot.vfat"))
    file = bundle(source, slot, VERSION, keys, folder / "rebond.raucb")
    far = Far(source, folder, file)
    far.asked()
    place = Place(source, programs, folder, lambda text: f"{text}\n[update]\nurl = https://{HOST}/rebond.raucb\nca_file = /run/rebond-card/far.pem\n")
    card = copy_card(image, folder / "card.img")
    os.truncate(card, 2 << 30)  # a small card; the image alone has no room for an update
    put_file(card, place.ini, "rebond.ini")
    put_file(card, far.certificate, "far.pem")
    put_agent(card, source, folder)
    try:
        with Machine(card, folder, keep=True, net=[far.forward]) as kiosk:
            nights(checks, kiosk, far)
            kiosk.wait_still("attract of the new slot", seconds=400)
    finally:
        far.close()
    told = state(card, folder)
    checks.check(f"it stays ({told})", "BOOT_SLOT=B" in told and "TRY_SLOT=-" in told)
    card.unlink()
    file.unlink()
