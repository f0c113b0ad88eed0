"""French sentences of the screens and every catalogue: none missing, none left over, none past the catalogue.

A sentence is every literal inside T(…) or messages_text(…), and the words of the tables in src/content. In the
screens a literal that reads like a sentence and stands anywhere else would never be translated.
"""
import re
import sys
from pathlib import Path

from common import LITERAL, c_files, finish, line_of, without_comments

CALL = re.compile(r"\b(?:T|messages_text)\(")
LITERALS = re.compile(LITERAL + r"(?:\s*" + LITERAL + r")*")
LETTER = re.compile(r"[^\W\d_]")
# Languages are shown in their own words, whatever the screen's language.
OWN_WORDS = {"Français"}
LOOKS_FRENCH = re.compile(r"[À-ÖØ-öø-ÿœŒ]|[a-z] [a-z]", re.IGNORECASE)


def value_of(literals):
    """What one or several adjacent C literals say."""
    escape = re.compile(rb"\\(?:x([0-9a-fA-F]{2})|(.))", re.DOTALL)
    said = b"".join(one[1:-1].encode() for one in re.findall(LITERAL, literals))
    named = {b"n": b"\n", b"t": b"\t"}
    return escape.sub(lambda m: bytes.fromhex(m[1].decode()) if m[1] else named.get(m[2], m[2]),
                      said).decode(errors="replace")


def end_of_call(text, start):
    """Where the call whose "(" is before `start` ends."""
    depth, at = 1, start
    token = re.compile(LITERAL + r"|'(?:[^'\\]|\\.)'|[()]")
    while depth and (match := token.search(text, at)):
        depth += {"(": 1, ")": -1}.get(match.group(), 0)
        at = match.end()
    return at


def literals_in(text, start, end):
    for match in LITERALS.finditer(text, start, end):
        yield match.start(), value_of(match.group())


def spoken(text):
    """(offset, sentence) inside translating calls, and the spans of these calls."""
    found, spans = [], []
    for match in CALL.finditer(text):
        if text[text.rfind("\n", 0, match.start()) + 1:match.start()].lstrip().startswith("#"):
            continue
        end = end_of_call(text, match.end())
        found += literals_in(text, match.end(), end)
        spans.append((match.start(), end))
    return found, spans


def code_lines(text):
    """The text without preprocessor lines: an include is no sentence."""
    return re.sub(r"^[ \t]*#(?:[^\n\\]|\\.)*", lambda match: " " * len(match.group()), text, flags=re.MULTILINE)


def content_words(root):
    """The words of the tables in src/content: labels of needs, picture words, names and patterns of dates."""
    rules = {
        "needs.c": lambda s, all_of: s[:1].isupper(),
        "pictures.c": lambda s, all_of: bool(LETTER.search(s)),
        "dates.c": lambda s, all_of: bool(LETTER.search(s)) and s[0] != "%" and not any(f"{{{s}}}" in t for t in all_of),
    }
    for name, is_sentence in rules.items():
        path = root / "src/content" / name
        text = code_lines(without_comments(path.read_text()))
        words = [value for _, value in literals_in(text, 0, len(text)) if value]
        yield from ((f"src/content/{name}", word) for word in words if is_sentence(word, words))


def catalogue(path):
    """msgids of a .po file."""
    entries = re.findall(r"^msgid ((?:" + LITERAL + r"\s*)+)", path.read_text(), re.MULTILINE)
    return {value_of(entry) for entry in entries} - {""}


def screen_problems(root, path, text, spans):
    """Sentences in a screen that stand outside every translating call."""
    for offset, value in literals_in(text, 0, len(text)):
        inside = any(start <= offset < end for start, end in spans)
        if LOOKS_FRENCH.search(value) and not inside and value not in OWN_WORDS:
            yield f'{path.relative_to(root)}:{line_of(text, offset)}: "{value}" is not translated'


def main(root):
    wanted, problems = {}, []
    for path in c_files(root, "src/screens", "src/speech", "src/app", "src/flow"):
        text = code_lines(without_comments(path.read_text()))
        found, spans = spoken(text)
        for offset, sentence in found:
            wanted.setdefault(sentence, f"{path.relative_to(root)}:{line_of(text, offset)}")
        if "screens" in path.parts:
            problems += screen_problems(root, path, text, spans)
    for place, word in content_words(root):
        wanted.setdefault(word, place)
    catalogues = sorted((root / "assets/po").glob("*.po"))
    for po in catalogues:
        has = catalogue(po)
        problems += [f'{po.name}: has no "{s}" ({wanted[s]})' for s in wanted if s not in has]
        problems += [f'{po.name}: nobody says "{s}"' for s in sorted(has - set(wanted))]
    if not catalogues:
        problems.append("assets/po has no catalogue")
    finish(problems, f"{len(wanted)} sentences in {len(catalogues)} catalogue(s)")


main(Path(sys.argv[1]))
