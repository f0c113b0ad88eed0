"""A kiosk in qemu: started, looked at, touched, cut off. Python's standard library only.

The machine is told what to do over QMP on a unix socket, and tells what it does over a serial line into a file. Every wait has an
end, and what was started is stopped by its process."""
import json
import os
import pathlib
import select
import shutil
import socket
import subprocess
import time

WIDTH, HEIGHT = 1280, 800
# The machine's clock counts its own work (2 ns an instruction): on a busy host it is slow, and nothing in it runs out of time.
# REBOND_PACE=host has it run by the host's clock on two processors, which is faster where nothing else runs.
PACED_BY_HOST = os.environ.get("REBOND_PACE") == "host"
NS_AN_INSTRUCTION = 2
PACE = ["-smp", "2", "-accel", "tcg,thread=multi"] if PACED_BY_HOST else ["-smp", "1", "-accel", "tcg", "-icount", "shift=1"]


SPLASH = b"\x87\xda\xd2" * 8  # points of its dots


class Gone(Exception):
    """The machine stopped, or did not do in time what was waited for."""


class Qmp:
    def __init__(self, path, end):
        self.socket = socket.socket(socket.AF_UNIX)
        while True:
            try:
                self.socket.connect(str(path))
                break
            except OSError:
                if time.monotonic() > end:
                    raise Gone("qemu did not open its socket") from None
                select.select([], [], [], 0.1)
        self.socket.settimeout(600)
        self.lines = self.socket.makefile("r")
        self.lines.readline()
        self.do("qmp_capabilities")

    def do(self, command, **arguments):
        self.socket.sendall((json.dumps({"execute": command, "arguments": arguments}) + "\n").encode())
        for line in self.lines:
            answer = json.loads(line)
            if "return" in answer:
                return answer["return"]
            if "error" in answer:
                raise Gone(f"{command}: {answer['error']['desc']}")
        raise Gone(f"{command}: qemu is gone")


class Machine:
    """with Machine(image, folder) as kiosk: … ; `keep` writes to the image (power cuts), else every change is forgotten.
    An image of the kind qcow2 can remember whole moments; a machine that starts at such a `moment` has not booted. A stick whose
    name ends in .ro is locked against writing; others can be plugged in later. `net` None: no network adapter at all; `devices`: more words for qemu."""

    def __init__(self, image, folder, *, keep=False, net=(), sticks=(), devices=(), memory=1024, moment=None):
        self.image, self.folder, self.keep, self.net, self.memory = pathlib.Path(image), pathlib.Path(folder), keep, net, memory
        self.moment = moment
        self.folder.mkdir(parents=True, exist_ok=True)
        self.serial = self.folder / "serial.log"
        self.sticks, self.devices = sticks, devices
        self.told = 0
        self.qemu = None

    def command(self):
        snapshot = "off" if self.keep else "on"
        words = [
            "qemu-system-aarch64", "-M", "virt,gic-version=3", "-cpu", "cortex-a72", *PACE, "-m", str(self.memory), "-bios", "/usr/lib/u-boot/qemu_arm64/u-boot.bin", "-display", "none", "-nodefaults",
            "-drive", f"if=none,id=card,format={format_of(self.image)},file={self.image},snapshot={snapshot},cache=writethrough",
            "-device", "virtio-blk-pci,drive=card",
            "-device", f"virtio-gpu-pci,xres={WIDTH},yres={HEIGHT}", "-device", "virtio-mouse-pci",
            "-device", "qemu-xhci,id=usb", "-device", "i6300esb", "-watchdog-action", "reset",
            "-chardev", f"socket,id=serial,path={self.folder}/serial,server=on,wait=off,logfile={self.serial}", "-serial", "chardev:serial", "-qmp", f"unix:{self.folder}/qmp,server=on,wait=off",
        ]
        if self.net is not None:
            words += ["-netdev", ",".join(["user,id=net,restrict=on", *self.net]), "-device", "virtio-net-pci,netdev=net"]
        words += self.devices
        if self.moment:
            words += ["-loadvm", self.moment]
        for i, stick in enumerate(self.sticks):
            lock = "on" if str(stick).endswith(".ro") else "off"
            words += ["-drive", f"if=none,id=stick{i},format=raw,readonly={lock},file={stick}", "-device", f"usb-storage,bus=usb.0,drive=stick{i}"]
        return words

    def __enter__(self):
        self.serial.write_bytes(b"")
        for name in ("qmp", "serial"):
            (self.folder / name).unlink(missing_ok=True)
        self.started = time.monotonic()
        with open(self.folder / "qemu.log", "wb") as log:
            self.qemu = subprocess.Popen(self.command(), stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            self.qmp = Qmp(self.folder / "qmp", time.monotonic() + 60)
        except BaseException:
            self.cut()
            raise
        return self

    def __exit__(self, *_):
        self.cut()

    def cut(self):
        """The plug is pulled: nothing is told to anybody in the machine."""
        if self.qemu:
            self.qemu.kill()
            self.qemu.wait()
        self.qemu = None

    def remember(self, moment):
        """Everything as it is now, in the image itself: Machine(…, moment=…) goes on from here."""
        told = self.qmp.do("human-monitor-command", **{"command-line": f"savevm {moment}"})
        if told.strip():
            raise Gone(f"savevm {moment}: {told}")

    def plug_in(self, stick):
        """A USB stick, an image of its own, is put into the running kiosk."""
        self.qmp.do("blockdev-add", **{"driver": "raw", "node-name": "later", "file": {"driver": "file", "filename": str(stick)}})
        self.qmp.do("device_add", driver="usb-storage", bus="usb.0", drive="later", id="later")

    def pull_out(self):
        self.qmp.do("device_del", id="later")

    # --- looking

    def log(self):
        return self.serial.read_bytes().decode("utf-8", "replace")

    def picture(self, name=None):
        """What is on the screen, as bytes of a PPM; written as NAME.ppm and NAME.png when it has a name."""
        path = self.folder / f"{name or 'now'}.ppm"
        self.qmp.do("screendump", filename=str(path))
        data = path.read_bytes()
        if name:
            write_png(data, path.with_suffix(".png"))
            path.unlink()
        return data

    def wait(self, what, true, seconds):
        """Until true() gives something that is true, which is returned."""
        end = time.monotonic() + seconds
        while True:
            found = true()
            if found:
                return found
            if self.qemu.poll() is not None:
                raise Gone(f"qemu ended while waiting for {what}")
            if time.monotonic() > end:
                raise Gone(f"not in {seconds} s: {what}\n{self.log()[-2000:]}")
            select.select([], [], [], 0.2)

    def wait_log(self, words, seconds, since=0):
        return self.wait(f"the line {words!r}", lambda: words in self.log()[since:], seconds)

    def ready(self, since=0):
        """The first screen, once it stands still."""
        self.wait_log("Started rebond-kiosk.service", 1500, since)
        return self.wait_still("a first screen", seconds=400)

    def tell(self, command, seconds=120):
        """What a card with an agent (agent.py) says to a command, and its status."""
        self.told += 1
        begin, end = f"agent {self.told}: ", f"agent {self.told} ends "
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(str(self.folder / "serial"))
            line.sendall(f"{self.told} {command}\n".encode())
            line.setblocking(False)

            def answered():
                try:
                    line.recv(65536)  # all of it is in the log
                except BlockingIOError:
                    pass
                return end in self.log()

            self.wait(f"an answer to {command!r}", answered, seconds)
        lines = self.log().splitlines()
        said = [text.split(begin, 1)[1] for text in lines if begin in text]
        status = next(text.split(end, 1)[1] for text in lines if end in text)
        return "\n".join(said), int(status.split()[0])

    def work(self):
        """Seconds of its own that the machine has worked; waiting does not count. By the host's clock when that paces it."""
        return time.monotonic() if PACED_BY_HOST else self.qmp.do("query-replay")["icount"] * NS_AN_INSTRUCTION / 1e9

    def computes(self):
        for task in pathlib.Path(f"/proc/{self.qemu.pid}/task").iterdir():
            try:
                if task.joinpath("stat").read_text().rsplit(")", 1)[1].split()[0] == "R":
                    return True
            except OSError:
                pass  # a thread that has ended
        return False

    def busy(self):
        """Whether it computes, or would if the host let it: looked at between two pictures, which hold it up. Idle, it still looks for
        fingers each millisecond."""
        seen = 0
        for _ in range(5):
            select.select([], [], [], 0.02)
            seen += self.computes()
        return seen >= 4

    def wait_still(self, what, before=None, seconds=300, still=3):
        """A picture that is not `before` and not of one colour, the same while the machine was idle at `still` looks, or for a second
        of its work: on a busy host a picture stands long although the next is being drawn."""
        seen = {"picture": None, "idle": 0, "work": 0}

        def steady():
            idle, now, work = not self.busy(), self.picture(), self.work()
            if now != seen["picture"]:
                seen.update(picture=now, idle=0, work=work)
            seen["idle"] += idle
            enough = seen["idle"] >= still or work - seen["work"] >= 1
            return now if enough and now != before and colours(now) > 8 else None

        return self.wait(what, steady, seconds)

    # --- touching

    # This qemu has no touch panel, and SDL does not scale its tablet: a mouse goes to the corner first, then where the finger would be.

    def _move(self, dx, dy):
        self.qmp.do("input-send-event", events=[{"type": "rel", "data": {"axis": "x", "value": dx}},
                                                {"type": "rel", "data": {"axis": "y", "value": dy}}])

    def _button(self, down):
        self.qmp.do("input-send-event", events=[{"type": "btn", "data": {"button": "left", "down": down}}])

    def key(self, name):
        """A key of a keyboard on USB, by qemu's name for it."""
        self.qmp.do("send-key", keys=[{"type": "qcode", "data": name}])

    def tap(self, x, y):
        self._move(-2 * WIDTH, -2 * HEIGHT)
        self._move(x, y)
        self._button(True)
        select.select([], [], [], 0.15)  # as short as a finger; on a busy host the machine sees both at once
        self._button(False)


def pixels_of(ppm):
    """Width, height and the bytes of a binary PPM."""
    fields = ppm.split(None, 4)[:4]
    width, height = int(fields[1]), int(fields[2])
    return width, height, ppm[len(ppm) - width * height * 3:]


def colours(ppm, stop=64):
    _, _, data = pixels_of(ppm)
    seen = set()
    for i in range(0, len(data), 3 * 37):
        seen.add(data[i:i + 3])
        if len(seen) >= stop:
            break
    return len(seen)


def drawn(ppm):
    """The picture without the background around what is drawn: the first screen wanders a little, to spare the panel."""
    width, height, data = pixels_of(ppm)
    inks = [max(abs(data[i] - data[0]), abs(data[i + 1] - data[1]), abs(data[i + 2] - data[2])) > 60 for i in range(0, len(data), 3)]
    rows = [y for y in range(height) if any(inks[y * width:(y + 1) * width])]
    columns = [x for x in range(width) if any(inks[x::width])]
    if not rows:
        return b"P6\n0 0\n255\n"
    left, right = columns[0], columns[-1] + 1
    lines = [data[(y * width + left) * 3:(y * width + right) * 3] for y in range(rows[0], rows[-1] + 1)]
    return b"P6\n%d %d\n255\n" % (right - left, len(lines)) + b"".join(lines)


def apart(one, other):
    """The part of two pictures' points that is not the same, nearly; of a few thousand points. An edge may be a point away."""
    (width, height, a), (other_width, other_height, b) = pixels_of(one), pixels_of(other)
    if abs(width - other_width) > 2 or abs(height - other_height) > 2:
        return 1
    common = min(width, other_width)
    points = [divmod(i, common) for i in range(0, common * min(height, other_height), 211)]
    pairs = [((y * width + x) * 3, (y * other_width + x) * 3) for y, x in points]
    return sum(any(abs(a[i + c] - b[j + c]) > 40 for c in range(3)) for i, j in pairs) / max(1, len(pairs))


def write_png(ppm, path):
    import struct
    import zlib
    width, height, data = pixels_of(ppm)
    rows = b"".join(b"\0" + data[y * width * 3:(y + 1) * width * 3] for y in range(height))

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
                     + chunk(b"IDAT", zlib.compress(rows, 6)) + chunk(b"IEND", b""))


# --- cards

SECTOR = 512


def format_of(image):
    return "qcow2" if pathlib.Path(image).suffix == ".qcow2" else "raw"


def layer_over(image, to):
    """A card that keeps only what changes, and whole moments of a machine."""
    pathlib.Path(to).unlink(missing_ok=True)
    subprocess.run(["qemu-img", "create", "-q", "-f", "qcow2", "-F", "raw", "-b", str(pathlib.Path(image).resolve()), str(to)], check=True)
    return to


def partitions(image):
    """(start, size) in bytes of the four partitions."""
    if format_of(image) == "qcow2":
        told = json.loads(subprocess.run(["qemu-img", "info", "--output=json", str(image)], check=True, capture_output=True).stdout)
        image = told["full-backing-filename"]
    with open(image, "rb") as file:
        table = file.read(SECTOR)[446:510]
    entries = [table[i * 16:(i + 1) * 16] for i in range(4)]
    return [(int.from_bytes(e[8:12], "little") * SECTOR, int.from_bytes(e[12:16], "little") * SECTOR) for e in entries]


def fat(image, label, megabytes, *files):
    with open(image, "wb") as file:
        file.truncate(megabytes << 20)
    subprocess.run(["mkfs.vfat", "-F", "32", "-n", label, str(image)], check=True, stdout=subprocess.DEVNULL)
    if files:
        subprocess.run(["mcopy", "-i", str(image), *map(str, files), "::"], check=True)
    return image


def unpack_first_root(packed, folder):
    plain = subprocess.run(["zstd", "-dc"], check=True, input=packed, capture_output=True).stdout
    subprocess.run(["cpio", "-i", "--quiet", "-d"], check=True, input=plain, cwd=folder)


def copy_card(image, to):
    """A card of its own for a test, as small on this disk as it can be."""
    subprocess.run(["cp", "--sparse=always", "--reflink=auto", image, to], check=True)
    return to


def put_file(image, source, name):
    """Writes a file onto the first partition, as a technician's PC would."""
    start = partitions(image)[0][0]
    subprocess.run(["mcopy", "-o", "-i", f"{image}@@{start}", str(source), f"::{name}"], check=True)


def get_file(image, name, to):
    part = pathlib.Path(f"{to}.part1")
    part_of(image, 1, part)
    subprocess.run(["mcopy", "-n", "-i", str(part), f"::{name}", str(to)], check=True)
    part.unlink()


def part_of(image, number, copy):
    """One partition, 1 to 4, as a file."""
    start, size = partitions(image)[number - 1]
    part = f"driver=raw,offset={start},size={size},file.driver={format_of(image)},"
    part += f"file.file.filename={image}" if format_of(image) == "qcow2" else f"file.filename={image}"
    if format_of(image) == "raw":
        part = part.replace("file.driver=raw", "file.driver=file")
    subprocess.run(["qemu-img", "convert", "-q", "--image-opts", part, "-O", "raw", str(copy)], check=True)


def data_of(image, folder):
    """The files of the data partition after a cut, its journal replayed on a copy as the kiosk itself will do. A file system that
    this does not mend is an error."""
    folder = pathlib.Path(folder)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    copy = folder / "data.ext4"
    part_of(image, 4, copy)
    for words in (["e2fsck", "-p", str(copy)], ["e2fsck", "-f", "-n", str(copy)]):
        told = subprocess.run(words, check=False, capture_output=True, text=True)
        if told.returncode > 1:
            raise Gone(f"{' '.join(words[:-1])}: {told.stdout}")
    subprocess.run(["debugfs", "-R", f"rdump / {folder}", str(copy)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    copy.unlink()
    return folder
