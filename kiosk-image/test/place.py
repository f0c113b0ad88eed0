"""A place for the tests: its rebond.ini, the key of its team, and where a visitor touches its screen."""
import pathlib
import re
import subprocess

from machine import HEIGHT, WIDTH


class Place:
    def __init__(self, source, programs, folder, change=lambda text: text):
        self.source, self.programs, self.folder = pathlib.Path(source), pathlib.Path(programs), pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.key = self.folder / "collection-key.txt"
        if not self.key.exists():
            self.run("rebondctl", "key", "new", self.key)
        self.recipient = re.search(r"^# public key: (\S+)", self.key.read_text(), re.M).group(1)
        demo = (self.source / "assets/config/demo.ini").read_text()
        self.ini = self.folder / "rebond.ini"
        self.ini.write_text(change(re.sub(r"(?m)^recipients = .*", f"recipients = {self.recipient}", demo)))

    def run(self, program, *words, check=True):
        return subprocess.run([str(self.programs / program), *map(str, words)], check=check, capture_output=True, text=True)

    def taps(self, *more):
        """[(x, y, words)] of whole visits, one list a visit; `more` as taps.c says."""
        state = self.folder / "twin"
        state.mkdir(exist_ok=True)
        for old in state.glob("rebond.db*"):
            old.unlink()
        told = self.run("taps", "--config", self.ini, "--state", state, "--size", f"{WIDTH}x{HEIGHT}", *more).stdout
        taps = [(int(x), int(y), words) for x, y, words in (line.split(" ", 2) for line in told.splitlines())]
        starts = [i for i, tap in enumerate(taps) if tap[2] == "start"] + [len(taps)]
        return [taps[a:b] for a, b in zip(starts, starts[1:])]

    def names(self, state):
        """The names of the requests in a state folder, opened with the team's key."""
        told = self.run("rebondctl", "open", "--key", self.key, "--config", self.ini, "--state", state).stdout
        return told
