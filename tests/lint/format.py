"""Every C file is as clang-format leaves it."""
import re
import subprocess
import sys
from pathlib import Path

from common import c_files, finish


def main(root):
    files = list(c_files(root, "src", "tests", endings=(".c", ".h")))
    done = subprocess.run(["clang-format", "--dry-run", "-Werror", *files], capture_output=True, text=True)
    places = re.findall(r"^(.+?):(\d+):\d+: error: code should be clang-formatted", done.stderr, re.MULTILINE)
    first = {}
    for path, line in places:
        first.setdefault(path, line)
    problems = [f"{Path(path).relative_to(root)}:{line}: run clang-format -i" for path, line in first.items()]
    if done.returncode and not problems:
        problems = [done.stderr]
    finish(problems, f"{len(files)} files")


main(Path(sys.argv[1]))
