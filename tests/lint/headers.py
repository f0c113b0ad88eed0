"""Every header compiles alone, with both compilers."""
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from common import c_files, finish, read_layers

COMPILERS = ["gcc", "clang"]
FLAGS = "-std=c17 -D_DEFAULT_SOURCE -fsyntax-only -Wall -Wextra -Wpedantic -Werror -Wno-unused-function".split()


def library_flags(libraries):
    out = subprocess.run(["pkg-config", "--cflags", *libraries], check=True, capture_output=True, text=True).stdout
    return out.split()


def compile_alone(job):
    compiler, root, header, flags = job
    include = f'#include "{header}"\n'
    source = include + include + "extern int not_empty;\n"  # twice: it is guarded, too
    command = [compiler, *FLAGS, *flags, "-I", root / "src", "-I", root / "tests", "-x", "c", "-"]
    done = subprocess.run(command, input=source, capture_output=True, text=True)
    return f"{header} does not compile alone with {compiler}:\n{done.stderr}" if done.returncode else None


def jobs(root):
    layers = read_layers(root)
    everything = library_flags(sorted({lib for layer in layers.values() for lib in layer.libraries} | {"cmocka"}))
    for top in ("src", "tests"):
        for path in c_files(root, top, endings=(".h",)):
            for compiler in COMPILERS:
                yield compiler, root, path.relative_to(root / top).as_posix(), everything


def main(root):
    todo = list(jobs(root))
    with ThreadPoolExecutor(2) as pool:
        problems = [problem for problem in pool.map(compile_alone, todo) if problem]
    finish(problems, f"{len(todo) // len(COMPILERS)} headers")


main(Path(sys.argv[1]))
