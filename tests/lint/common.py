"""What the lints share: where files are, what src/LAYERS says, C text as literals, and how problems are told."""
import re
import sys
from pathlib import Path

LAYER_LINE = re.compile(r"^F(\d+)\s+(\w+)\s+(pure|shell)\s*:([^:]*):(.*)$")
LITERAL = r'"(?:[^"\\\n]|\\.)*"'


class Layer:
    def __init__(self, floor, name, purity, folders, libraries):
        self.floor, self.name, self.pure = int(floor), name, purity == "pure"
        self.folders, self.libraries = folders.split(), libraries.split()


def read_layers(root):
    """The lines of src/LAYERS by folder, in their order."""
    layers = {}
    for line in (root / "src/LAYERS").read_text().splitlines():
        if line and not line.startswith("#"):
            match = LAYER_LINE.match(line)
            if not match:
                raise SystemExit(f"src/LAYERS: cannot read the line: {line}")
            layer = Layer(*match.groups())
            layers[layer.name] = layer
    return layers


def c_files(root, *tops, endings=(".c", ".h", ".inc")):
    """C files below the folders `tops`, in order, without what package managers put there."""
    for top in tops:
        for path in sorted((root / top).rglob("*")):
            if path.suffix in endings and path.is_file() and "node_modules" not in path.parts:
                yield path


def without_comments(text):
    """C text with its comments blanked; literals and line numbers stay."""
    pattern = re.compile(LITERAL + r"|'(?:[^'\\\n]|\\.)*'|//[^\n]*|/\*.*?\*/", re.DOTALL)

    def blank(match):
        found = match.group()
        return re.sub(r"[^\n]", " ", found) if found.startswith("/") else found

    return pattern.sub(blank, text)


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def finish(problems, what):
    """Ends the lint: 1 and every problem, or 0 and what was looked at."""
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problem(s); looked at {what}")
    sys.exit(1 if problems else 0)
