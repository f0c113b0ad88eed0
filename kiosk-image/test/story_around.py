"""What stands around the screen: keys begin a visit by ear, a printer on a serial line prints a slip without a name, a USB sound card reads aloud."""
import os
import socket
import struct
import threading

from machine import Machine, copy_card, put_file
from place import Place
from story_visit import canaries, play

CONFIG = "\n[printer]\ndevice = /dev/ttyUSB0\nwidth_mm = 80\nbaud = 9600\n"
# ESC/POS: what is asked about the state, now and when all is on paper; and answers to it.
ASKED_NOW, ASKED_PAPER, ASKED_AT_THE_END = b"\x10\x04\x01", b"\x10\x04\x04", b"\x1dr\x01"
WELL, NO_PAPER, ALL_PRINTED = b"\x12", b"\x72", b"\x00"


class Printer(threading.Thread):
    """The far end of the line. `paper`: whether it has some; `jobs`: what it has printed."""

    def __init__(self, path):
        super().__init__(daemon=True)
        self.paper, self.jobs, self.got = True, [], b""
        self.line = socket.socket(socket.AF_UNIX)
        self.line.connect(str(path))

    def answer(self):
        for question, answer in ((ASKED_NOW, WELL), (ASKED_PAPER, WELL if self.paper else NO_PAPER)):
            if question in self.got:
                self.got = self.got.replace(question, b"", 1)
                self.line.sendall(answer)
        if self.got.endswith(ASKED_AT_THE_END):
            self.jobs.append(self.got.removesuffix(ASKED_AT_THE_END))
            self.got = b""
            self.line.sendall(ALL_PRINTED)

    def run(self):
        while data := self.line.recv(4096):
            self.got += data
            self.answer()


def loudest(path, begin, end=None):
    """The loudest sample between two moments (bytes) of what was played, and for how many seconds there is a voice."""
    data = path.read_bytes()
    channels, rate = struct.unpack("<HI", data[22:28])  # the rest of a head is written by a machine that ends by itself
    data = data[begin:end]
    samples = struct.unpack(f"<{len(data) // 2}h", data[:len(data) // 2 * 2])
    step = rate // 20 * channels  # a twentieth of a second
    parts = [max(map(abs, samples[i:i + step])) for i in range(0, len(samples) - step, step)]
    return max(parts, default=0), sum(part > 1000 for part in parts) / 20


def by_ear(checks, kiosk, heard):
    """A visit that begins with a key is read aloud at once, and ends by itself when nobody goes on."""
    attract = kiosk.picture()
    kiosk.key("ret")
    kiosk.wait_still("what follows a key", attract)
    kiosk.wait("a voice", lambda: loudest(heard, 44)[1] > 2, 600)
    checks.check("a key begins a visit, read aloud", True)
    kiosk.wait_log("LOG_VISITOR_WIPED", 600)
    kiosk.wait_still("the first screen")
    kiosk.wait("silence", lambda: loudest(heard, heard.stat().st_size - 400_000)[0] < 100, 300)  # the last two seconds


def printed(checks, job):
    checks.check("a slip is printed, once", job.startswith(b"\x1b@") and job.endswith(b"\x1dVB\x00"))
    checks.check("with the place and the way back", b"Mission locale du Port" in job and "Ton code pour revenir".encode("cp1252") in job)
    checks.check("and a calendar entry to scan", b"BEGIN:VEVENT" in job)
    checks.check("without the name and the number", not canaries(job))


def tell(checks, image, source, programs, folder):
    os.environ["SDL_AUDIODRIVER"] = "dummy"  # where things are on a screen with a voice, learned on a machine without sound
    place = Place(source, programs, folder, lambda text: text + CONFIG)
    card = copy_card(image, folder / "card.img")
    put_file(card, place.ini, "rebond.ini")
    heard = folder / "heard.wav"
    devices = ["-chardev", f"socket,id=printer,path={folder}/printer,server=on,wait=off", "-device", "usb-serial,bus=usb.0,chardev=printer",
               "-audiodev", f"wav,id=ear,path={heard}", "-device", "usb-audio,bus=usb.0,audiodev=ear", "-device", "usb-kbd,bus=usb.0"]
    first, second, listening = place.taps("--visits", "2", "--print", "--listen", "--voice")
    end = [words for _, _, words in first].index("print") + 1
    with Machine(card, folder, keep=True, devices=devices) as kiosk:
        printer = Printer(folder / "printer")
        printer.start()
        kiosk.ready()
        checks.check("nothing is heard before somebody asks", loudest(heard, 44)[0] < 100)
        by_ear(checks, kiosk, heard)
        silent = heard.stat().st_size
        play(kiosk, first[:end])
        kiosk.wait("the slip", lambda: printer.jobs, 300)
        kiosk.wait_still("that it is printed")
        kiosk.picture("printed")
        play(kiosk, first[end:])
        printed(checks, printer.jobs[0])
        printer.paper = False
        play(kiosk, second[:end])
        kiosk.wait_still("that there is no paper")
        kiosk.picture("no-paper")
        checks.check("without paper nothing is printed, and the visit goes on", len(printer.jobs) == 1)
        play(kiosk, second[end:])
        asked = heard.stat().st_size
        play(kiosk, listening)
        kiosk.wait("a voice", lambda: loudest(heard, asked)[1] > 2, 600)
    checks.check("two visits by eye are silent", loudest(heard, silent, asked)[0] < 100)
    print(f"then the loudest sample of the voice {loudest(heard, asked)[0]} of 32767")
    checks.check("whoever touches \"Écouter\" hears the question", loudest(heard, asked)[0] > 3000)
    card.unlink()
