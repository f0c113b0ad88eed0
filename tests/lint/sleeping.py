"""No test waits for time to pass: time is an argument here."""
import re
import sys
from pathlib import Path

from common import c_files, finish, line_of, without_comments

SLEEP = re.compile(r"\b(sleep|usleep|nanosleep|clock_nanosleep|thrd_sleep|pause|SDL_Delay)\s*\(")


def main(root):
    files, problems = list(c_files(root, "tests")), []
    for path in files:
        text = without_comments(path.read_text())
        for match in SLEEP.finditer(text):
            place = f"{path.relative_to(root)}:{line_of(text, match.start())}"
            problems.append(f"{place}: a test may not {match.group(1)}")
    finish(problems, f"{len(files)} files")


main(Path(sys.argv[1]))
