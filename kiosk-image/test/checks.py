"""Counts what holds and what does not; ends with the line that ./tests/run reads."""
import os
import random
import sys
import time
import traceback


def campaign(cuts):
    """How many times the plug is pulled, and a chance that REBOND_SEED makes again."""
    cuts = int(os.environ.get("REBOND_CUTS", cuts))
    seed = int(os.environ.get("REBOND_SEED", random.SystemRandom().randrange(1 << 30)))
    print(f"REBOND_SEED={seed} REBOND_CUTS={cuts}")
    return cuts, random.Random(seed)


class Checks:
    def __init__(self):
        self.passed = self.failed = 0
        self.started = time.monotonic()

    def check(self, words, true):
        if true:
            self.passed += 1
        else:
            self.failed += 1
        print(f"{time.monotonic() - self.started:6.0f} s  {'ok    ' if true else 'FAILED'}  {words}", flush=True)
        return bool(true)

    def story(self, words, tell):
        """A story that breaks off counts as one check that failed."""
        print(f"{time.monotonic() - self.started:6.0f} s  {words}", flush=True)
        try:
            tell()
        except Exception:
            traceback.print_exc(file=sys.stdout)
            self.check(words, False)

    def end(self):
        print(f"{self.passed} passed, {self.failed} failed")
        sys.exit(1 if self.failed or not self.passed else 0)
