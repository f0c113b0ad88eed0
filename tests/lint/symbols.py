"""What pure folders ask of the outside: undefined symbols of their archives, in whatever way they were built."""
import re
import subprocess
import sys
from pathlib import Path

from common import c_files, finish, read_layers

# Memory and text, nothing that allocates, waits, or looks at clock, file, chance, thread or locale.
LIBC = set("memcpy memmove memset memcmp bcmp memchr memrchr strlen strnlen strcmp strncmp strchr strrchr strstr "
           "strspn strcspn strpbrk snprintf vsnprintf qsort bsearch labs llabs".split())
# Arithmetic of libm that has no state but errno.
LIBM = set("sqrt sqrtf floor floorf ceil ceilf round roundf lround lroundf fabs fabsf sin cos sinf cosf".split())
# What the compiler adds by itself.
COMPILER = re.compile(r"^(__stack_chk_(fail|guard)|__asan_\w+|__ubsan_\w+|__sanitizer_\w+|_GLOBAL_OFFSET_TABLE_|"
                      r"__muloti4|__udivti3)$")

# (folder, object file): symbol -> why it may.
EXCEPTIONS = {
    ("base", "check.c.o"): {
        "fprintf": "the last words of a program that must stop", "stderr": "the same", "abort": "the same"},
    ("sync", "xml.c.o"): {
        "malloc": "expat asks for memory through it, so that what it gives back is zeroed", "free": "the same"},
    ("base", "wipe.c.o"): {"explicit_bzero": "zeroing that a compiler may not leave out"},
}

# Libraries by prefix, less what in them reads the world.
LIBRARIES = {
    "libsodium": (r"(crypto|sodium)_", r"crypto_\w+_(keygen|(?<!seed_)keypair)$|sodium_(malloc|mlock)"),
    "inih": (r"ini_", r"ini_parse(_file)?$"),
    "libqrencode": (r"QR(code|input)_", r"QRcode_clearCache$"),
    "libical": (r"ical", r"icaltime_(today|current_time)|icaltimezone_get_builtin|icaltimezone_set_zone_directory|"
                         r"set_zone_directory|icalfile|icaldir"),
    "expat": (r"XML_", r"$^"),
    # json_object_seed is welcome: with a number of ours, jansson does not look for chance by itself.
    "jansson": (r"json_", r"json_(load|dump)(_file|fd|f|_callback)$"),
}


def run_nm(archive):
    """(object, type, symbol) of the archive."""
    out = subprocess.run(["nm", "-A", "-g", archive], check=True, capture_output=True, text=True).stdout
    for line in out.splitlines():
        match = re.match(r"^[^:]+:([^:]+):\s*(?:[0-9a-f]+)?\s+(\w)\s+(\S+)$", line)
        if match:
            yield match.groups()


def plain(symbol):
    """The name as it was written: without fortification (__memcpy_chk) and C23 or 64-bit spellings."""
    fortified = re.match(r"^__(\w+)_chk$", symbol)
    return fortified.group(1) if fortified else re.sub(r"^__isoc\d\d_", "", symbol)


def allowed_by_library(layer, symbol):
    for library in layer.libraries:
        prefix, forbidden = LIBRARIES[library]
        if re.match(prefix, symbol) and not re.search(forbidden, symbol):
            return True
    return False


def check_archive(layer, archive, defined):
    for member, kind, symbol in run_nm(archive):
        name = plain(symbol)
        if kind not in "Uw" or symbol in defined or COMPILER.match(symbol) or name in LIBC | LIBM:
            continue
        if name in EXCEPTIONS.get((layer.name, member), {}) or allowed_by_library(layer, symbol):
            continue
        yield f"{layer.name}/{member}: {name} is not for a pure folder"


def archive_of(build, folder):
    return build / f"src/librebond_{folder}.a"


def main(root, build):
    layers = read_layers(root)
    problems, seen = [], 0
    for layer in layers.values():
        if not layer.pure or not list(c_files(root, f"src/{layer.name}", endings=(".c",))):
            continue
        archive = archive_of(build, layer.name)
        if not archive.is_file():
            problems.append(f"{archive.name} is not built")
            continue
        below = [archive] + [archive_of(build, folder) for folder in layer.folders]
        defined = {symbol for one in below if one.is_file() for _, kind, symbol in run_nm(one) if kind not in "Uw"}
        problems += check_archive(layer, archive, defined)
        seen += 1
    finish(problems, f"{seen} archives")


main(Path(sys.argv[1]), Path(sys.argv[2]))
