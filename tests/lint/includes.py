"""Includes against src/LAYERS: which folder may include which, and which folder may use which library."""
import re
import sys
from pathlib import Path

from common import c_files, finish, line_of, read_layers, without_comments

# Beginnings of headers, and the pkg-config name of the library they belong to. The first that fits counts.
LIBRARY_OF = [
    ("blkid/", "blkid"), ("xf86drm", "libdrm"), ("sodium", "libsodium"), ("ini.h", "inih"), ("qrencode.h", "libqrencode"), ("libical/", "libical"),
    ("expat.h", "expat"), ("jansson.h", "jansson"), ("sqlite3.h", "sqlite3"), ("SDL_ttf.h", "SDL2_ttf"),
    ("SDL_image.h", "SDL2_image"), ("SDL", "sdl2"), ("fontconfig/", "fontconfig"), ("fribidi", "fribidi"), ("hb", "harfbuzz"),
    ("curl/", "libcurl"), ("openssl/", "openssl"), ("systemd/", "libsystemd"), ("espeak-ng/", "espeak-ng"),
]

# What C gives to code without clock, files, locale or threads. ctype.h and locale.h are missing on purpose.
PURE = set("inttypes.h limits.h math.h stdalign.h stdarg.h stdbool.h stddef.h stdint.h stdio.h stdlib.h "
           "stdnoreturn.h string.h".split())
# POSIX and Linux, for the shell.
SHELL = PURE | set("ctype.h dirent.h errno.h fcntl.h fnmatch.h getopt.h glob.h grp.h locale.h malloc.h net/if.h "
                   "linux/input.h netdb.h netinet/in.h poll.h pwd.h signal.h spawn.h strings.h sys/file.h sys/ioctl.h sys/mman.h sys/mount.h "
                   "sys/inotify.h sys/prctl.h sys/random.h sys/resource.h sys/signalfd.h sys/socket.h sys/stat.h sys/statvfs.h sys/sysinfo.h "
                   "sys/syscall.h sys/time.h sys/timerfd.h sys/timex.h sys/types.h sys/un.h sys/wait.h syslog.h "
                   "termios.h time.h unistd.h".split())
# banned.h poisons names of time.h, so it must have seen them.
EXCEPTIONS = {("src/base/banned.h", "time.h")}

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]', re.MULTILINE)


def library_of(header):
    return next((library for begin, library in LIBRARY_OF if header.startswith(begin)), None)


def check_layers(layers):
    """LAYERS itself: folders it knows, downwards, and each library in one folder."""
    owner = {}
    for layer in layers.values():
        for folder in layer.folders:
            if folder not in layers:
                yield f"src/LAYERS: {layer.name} names {folder}, which has no line"
            elif list(layers).index(folder) >= list(layers).index(layer.name) \
                    or layers[folder].floor > layer.floor:
                yield f"src/LAYERS: {layer.name} names {folder}, which is not below it"
        for library in layer.libraries:
            if library in owner:
                yield f"src/LAYERS: {library} is used by {owner[library]} and {layer.name}; allowed is one folder"
            if library not in [known for _, known in LIBRARY_OF]:
                yield f"src/LAYERS: tests/lint/includes.py does not know the headers of {library}"
            owner[library] = layer.name


def check_own(root, layer, header):
    """An include with quotes: empty when it is good, else what is wrong."""
    folder = header.split("/")[0]
    if "/" not in header or ".." in header or not (root / "src" / header).is_file():
        return f'"{header}" is no file below src/'
    if folder != layer.name and folder not in layer.folders:
        return f'"{header}": {layer.name} may include {" ".join(layer.folders) or "nothing"}'
    return ""


def check_system(place, layer, header):
    """An include with angle brackets, the same way."""
    library = library_of(header)
    if library:
        good = library in layer.libraries
        return "" if good else f"<{header}>: {layer.name} may not use {library}"
    if header in (PURE if layer.pure else SHELL) or (place, header) in EXCEPTIONS:
        return ""
    return f"<{header}> is not known" + (" to pure folders" if header in SHELL else "")


def check_file(root, path, layer):
    text = without_comments(path.read_text())
    place = path.relative_to(root).as_posix()
    for match in INCLUDE.finditer(text):
        bracket, header = match.groups()
        wrong = check_own(root, layer, header) if bracket == '"' else check_system(place, layer, header)
        if wrong:
            yield f"{place}:{line_of(text, match.start())}: {wrong}"


def main(root):
    layers = read_layers(root)
    problems = list(check_layers(layers))
    files = list(c_files(root, "src"))
    for path in files:
        folder = path.relative_to(root / "src").parts[0]
        if folder in layers:
            problems += check_file(root, path, layers[folder])
        else:
            problems.append(f"src/{folder} has no line in src/LAYERS")
    finish(problems, f"{len(files)} files")


main(Path(sys.argv[1]))
