"""What systemd hears of the real programs: that they are ready, that they live, nothing while they hang, and that they stop.

notify.py KIOSK SYNC SOURCE
"""
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import time

WATCHDOG_S = 2.0  # WatchdogSec= of the test; a program has to be heard twice in that time
FIRST_S = 120     # a picture under sanitizers on a busy machine

kiosk, sync, source = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
passed = failed = 0


def check(words, good):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print("FAILED:", words, flush=True)


def hear(manager, wait_s):
    """The next message, or None when none came in that time."""
    manager.settimeout(wait_s)
    try:
        return manager.recv(256).decode()
    except TimeoutError:
        return None


def hear_until(manager, wanted, wait_s):
    end = time.monotonic() + wait_s
    while (left := end - time.monotonic()) > 0:
        if hear(manager, left) == wanted:
            return True
    return False


def drain(manager):
    while hear(manager, 0.01) is not None:
        pass


def live(name, manager, program):
    check(f"{name} says that it is ready", hear_until(manager, "READY=1", FIRST_S))
    drain(manager)
    heard, began = 0, time.monotonic()
    while heard < 3 and hear_until(manager, "WATCHDOG=1", 5 * WATCHDOG_S):
        heard += 1
    check(f"{name} is heard again and again", heard == 3)
    # Three were heard: a busy machine is forgiven one period.
    check(f"{name} is heard as often as the watchdog asks", time.monotonic() - began < 3 * WATCHDOG_S)
    os.kill(program.pid, signal.SIGSTOP)
    drain(manager)
    check(f"{name} is not heard while it hangs", hear(manager, 1.5 * WATCHDOG_S) is None)
    os.kill(program.pid, signal.SIGCONT)
    check(f"{name} is heard again afterwards", hear_until(manager, "WATCHDOG=1", 10))
    program.terminate()
    check(f"{name} says that it stops", hear_until(manager, "STOPPING=1", 20))
    check(f"{name} ends well", program.wait(20) == 0)


def story(name, command):
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(folder + "/notify")
        ini = (source / "assets/config/demo.ini").read_text().replace("trust = auto", "trust = always")
        pathlib.Path(folder, "rebond.ini").write_text(ini)
        environment = dict(os.environ, NOTIFY_SOCKET=folder + "/notify", WATCHDOG_USEC=str(int(WATCHDOG_S * 1e6)),
                           SDL_VIDEODRIVER="dummy", SDL_AUDIODRIVER="dummy")
        environment.pop("WATCHDOG_PID", None)
        arguments = [part.replace("@", folder) for part in command]
        with subprocess.Popen(arguments, env=environment, stderr=subprocess.DEVNULL) as program:
            try:
                live(name, manager, program)
            finally:
                program.kill()


def still_picture():
    """Needs no configuration and no folder; it stays until it is stopped."""
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(folder + "/notify")
        environment = dict(os.environ, NOTIFY_SOCKET=folder + "/notify", SDL_VIDEODRIVER="dummy")
        command = [kiosk, "--out-of-order", "--window", "800x480", "--assets", str(source / "assets")]
        command += ["--config", "/nonexistent", "--state", "/nonexistent"]
        with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as program:
            try:
                check("the still picture is there", hear_until(manager, "READY=1", FIRST_S))
                check("and stays", program.poll() is None)
                program.terminate()
                check("until it is stopped", program.wait(20) == 0)
            finally:
                program.kill()


story("rebond-kiosk", [kiosk, "--config", "@/rebond.ini", "--state", "@", "--assets", str(source / "assets"), "--window", "800x480"])
story("rebond-sync", [sync, "--config", "@/rebond.ini", "--state", "@"])
still_picture()
print(f"{passed} passed, {failed} failed")
sys.exit(failed != 0)
