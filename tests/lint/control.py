"""Negative controls: a copy of the tree is good, and with one fault planted the lint finds that fault."""
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def append(path, text):
    write(path, path.read_text() + text)


# A small tree that every lint finds good.
LAYERS = """F0 base  pure  : :
F1 seal  pure  : base : libsodium
F2 screens pure : base :
F3 main  shell : base seal : sqlite3
"""
HEADER = ('msgid ""\nmsgstr ""\n"Language: en\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
          '"X-Native-Checked: no\\n"\n\n')
WORDS = "".join(f'msgid "{s}"\nmsgstr "{{text}}"\n\n' for s in ("Un toit", "Un lit", "cerise", "lundi"))
WORDS += 'msgid "{{weekday}}"\nmsgstr "{weekday}"\n\n'
GOOD = {
    "src/LAYERS": LAYERS,
    "src/base/str.h": '// Text.\n#pragma once\n\n#include <stddef.h>\n\nsize_t str_length(const char *s);\n',
    "src/base/str.c": '#include "base/str.h"\n\n#include <string.h>\n\nsize_t str_length(const char *s)\n{\n'
                      '    return strlen(s);\n}\n',
    "src/seal/seal.c": '#include <sodium.h>\n\n#include "base/str.h"\n\n'
                       'void seal_wipe(char *p)\n{\n    sodium_memzero(p, str_length(p));\n}\n',
    "src/screens/done.c": '#include "base/str.h"\n\nconst char *done(void)\n{\n    return T("Merci ! \\"À bientôt\\"");\n}\n'
                          'const char *days(int n)\n{\n    return TN("{n} jour", "{n} jours", n);\n}\n',
    "src/main/kiosk.c": '#include <sqlite3.h>\n#include <unistd.h>\n\n#include "seal/seal.h"\n',
    "src/seal/seal.h": '// Sealing.\n#pragma once\n\nvoid seal_wipe(char *p);\n',
    "src/content/needs.c": 'const char *const need_table[] = {"toit", "Un toit"};\n',
    "src/content/missing.c": 'const char *const missing_table[] = {"lits", "Un lit"};\n',
    "src/content/pictures.c": 'const char *const picture_table[] = {"🍒", "cerise"};\n',
    "src/content/dates.c": 'const char *const names[] = {"lundi", "{weekday}", "weekday", "%d"};\n',
    "tests/unit/test_x.c": "// usleep(1) is not used\n\nint main(void)\n{\n    return 0;\n}\n",
    "assets/po/en.po": HEADER + 'msgid "Merci ! "\n"\\"À bientôt\\""\nmsgstr "Thank you!"\n\n'
                       + 'msgid "{n} jour"\nmsgid_plural "{n} jours"\nmsgstr[0] "a day"\nmsgstr[1] "{n} days"\n\n'
                       + WORDS.format(text="x", weekday="{weekday}"),
    "assets/po/rebond.pot": 'msgid ""\nmsgstr "Language: fr\\n"\n\nmsgid "Merci ! "\n"\\"À bientôt\\""\nmsgstr ""\n\n'
                            + 'msgid "{n} jour"\nmsgid_plural "{n} jours"\nmsgstr[0] ""\nmsgstr[1] ""\n\n'
                            + WORDS.format(text="", weekday=""),
}
CONTENT_LINE = "F1 content pure : base :\n"

# Lint: (what is said, what is done to the tree), each on a fresh copy.
FAULTS = {
    "includes": [
        ("base may include nothing", lambda t: append(t / "src/base/str.c", '#include "seal/seal.h"\n')),
        ("seal may include base", lambda t: append(t / "src/seal/seal.c", '#include "main/kiosk.c"\n')),
        ("base may not use sqlite3", lambda t: append(t / "src/base/str.c", "#include <sqlite3.h>\n")),
        ("<time.h> is not known to pure", lambda t: append(t / "src/base/str.h", "  #  include <time.h>\n")),
        ("<windows.h> is not known", lambda t: append(t / "src/main/kiosk.c", "#include <windows.h>\n")),
        ('"str.h" is no file', lambda t: append(t / "src/base/str.c", '#include "str.h"\n')),
        ("no line in src/LAYERS", lambda t: write(t / "src/extra/x.c", "")),
        ("not below it", lambda t: write(t / "src/LAYERS", LAYERS.replace("base  pure  : :", "base pure : main :"))),
        ("allowed is one folder", lambda t: append(t / "src/LAYERS", "F3 other shell : : sqlite3\n")),
        ("does not know the headers", lambda t: append(t / "src/LAYERS", "F3 other shell : : libnew\n")),
    ],
    "symbols": [
        ("base/str.c.o: time is not", lambda t: replace_body(t, "base/str.c", "#include <time.h>", "time(0)")),
        ("base/str.c.o: malloc is not", lambda t: replace_body(t, "base/str.c", "#include <stdlib.h>", "malloc(1)")),
        ("base/str.c.o: fprintf is not",
         lambda t: replace_body(t, "base/str.c", "#include <stdio.h>", 'fprintf(stderr, "%d", 1)')),
        ("seal/seal.c.o: randombytes_buf is not",
         lambda t: append(t / "src/seal/seal.c", "void r(char *p)\n{\n    randombytes_buf(p, 1);\n}\n")),
        ("base/str.c.o: seal_wipe is not",
         lambda t: replace_body(t, "base/str.c", "void seal_wipe(char *p);", "seal_wipe(0)")),
    ],
    "headers": [
        ("base/bare.h does not compile alone with gcc", lambda t: write(t / "src/base/bare.h", "size_t bare(void);\n")),
        ("base/bare.h does not compile alone with clang",
         lambda t: write(t / "src/base/bare.h", "#pragma once\n\nbool bare(void);\n")),
        ("base/twice.h does not compile", lambda t: write(t / "src/base/twice.h", "struct twice {\n    int x;\n};\n")),
    ],
    "format": [
        ("src/base/str.c:9: run", lambda t: append(t / "src/base/str.c", "int  x;\n")),
        ("tests/unit/test_x.c:7: run", lambda t: append(t / "tests/unit/test_x.c", "int *  y ;\n")),
    ],
    "sleeping": [
        ("may not usleep", lambda t: append(t / "tests/unit/test_x.c", "void f(void) { usleep (10); }\n")),
        ("may not SDL_Delay", lambda t: append(t / "tests/unit/test_x.c", "void f(void) { SDL_Delay(1); }\n")),
    ],
    "translations": [
        ('has no "Bonjour toi"', lambda t: append(t / "src/screens/done.c", 'x = T("Bonjour "\n      "toi");\n')),
        ('has no "Oui"', lambda t: append(t / "src/screens/done.c", 'messages_text(m, a(b) ? STR("Oui") : STR("lundi"));\n')),
        ('has no "Ma santé"', lambda t: append(t / "src/content/needs.c", 'x = "Ma santé";\n')),
        ('nobody says "Adieu"', lambda t: append(t / "assets/po/en.po", 'msgid "Adieu"\nmsgstr "Bye"\n')),
        ('"Un oubli" is not translated', lambda t: append(t / "src/screens/done.c", 'x = STR("Un oubli");\n')),
        ("no catalogue", lambda t: (t / "assets/po/en.po").unlink()),
        ('rebond.pot: has no "Oui"', lambda t: append(t / "src/screens/done.c", 'T("Oui");\n')),
        ('rebond.pot: nobody says "Adieu"',
         lambda t: append(t / "assets/po/rebond.pot", 'msgid "Adieu"\nmsgstr ""\n')),
        ('has no "{n} mois"', lambda t: append(t / "src/screens/done.c", 'TN("{n} jour", "{n} mois", n);\n')),
        ('"cerise" is not translated', lambda t: change_po(t, 'msgid "cerise"\nmsgstr "x"', 'msgid "cerise"\nmsgstr ""')),
        ('"cerise" is not translated', lambda t: change_po(t, 'msgid "cerise"', '#, fuzzy\nmsgid "cerise"')),
        ('"{weekday}" has other placeholders', lambda t: change_po(t, 'msgstr "{weekday}"', 'msgstr "{day}"')),
        ('"{n} jour" has other placeholders', lambda t: change_po(t, "{n} days", "days")),
        ('"{n} jour" has 1 forms', lambda t: change_po(t, 'msgstr[1] "{n} days"\n', "")),
        ("en.po: Plural-Forms is missing", lambda t: change_po(t, "Plural-Forms", "Plural")),
        ("its rule does not give each form", lambda t: change_po(t, "nplurals=2", "nplurals=3")),
        ("does not say whether a native speaker", lambda t: change_po(t, "X-Native-Checked", "X-Checked")),
    ],
}


def change_po(tree, before, after):
    path = tree / "assets/po/en.po"
    if before not in path.read_text():
        sys.exit(f"nothing to plant: {before}")
    write(path, path.read_text().replace(before, after))


def replace_body(tree, place, first_line, expression):
    """The folder's source with one more function that evaluates `expression`."""
    path = tree / "src" / place
    write(path, f"{first_line}\n{path.read_text()}\nint planted(const char *s);\nint planted(const char *s)\n{{\n"
                f"    (void)s;\n    return !({expression}, 1);\n}}\n")


def build(tree):
    """Archives of the pure folders, named as CMake names them."""
    out = tree / "build/src"
    out.mkdir(parents=True)
    for source in (tree / "src").glob("*/*.c"):
        folder = source.parent.name
        if folder in ("base", "seal"):
            made = out / f"{source.name}.o"
            subprocess.run(["gcc", "-std=c17", "-D_DEFAULT_SOURCE", "-O0", "-I", tree / "src", "-c", source, "-o", made],
                           check=True)
            subprocess.run(["ar", "qc", out / f"librebond_{folder}.a", made], check=True)


def run(lint, tree):
    if lint == "symbols":
        build(tree)
        (tree / "src/LAYERS").write_text("".join(LAYERS.splitlines(True)[:2]))
    command = [sys.executable, HERE / f"{lint}.py", tree, tree / "build"]
    done = subprocess.run(command, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def check(lint, name, fault, expected):
    """One copy of the tree with one fault (None: without); what the lint said when it was not as expected."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        for place, text in GOOD.items():
            write(tree / place, text)
        if lint == "includes":
            append(tree / "src/LAYERS", CONTENT_LINE)
        shutil.copy(HERE.parent.parent / ".clang-format", tree)
        if fault:
            fault(tree)
        code, said = run(lint, tree)
        as_expected = code == 1 and name in said if fault else code == 0
        return [] if as_expected else [f"{expected}, but it said ({code}):\n{said}"]


def main(lint):
    wrong = check(lint, "", None, f"{lint} must find the good tree good")
    for name, fault in FAULTS[lint]:
        wrong += check(lint, name, fault, f"{lint} must say: {name}")
    print("\n".join(wrong) or f"{lint}: {len(FAULTS[lint])} planted faults were found")
    sys.exit(1 if wrong else 0)


main(sys.argv[1])
