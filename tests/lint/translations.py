"""French sentences of the screens and every catalogue: none missing, none left over, none past the catalogue.

A sentence is every literal inside T(…), TN(…), messages_text(…) or messages_plural(…), and the words of the tables
in src/content. In the screens a literal that reads like a sentence and stands anywhere else would never be
translated. Every catalogue translates every sentence, with its placeholders, and has as many plural forms as its
header says, by a rule that reaches each of them. rebond.pot lists the same sentences without translations.
"""
import gettext
import re
import sys
from pathlib import Path

from common import LITERAL, c_files, finish, line_of, without_comments

CALL = re.compile(r"\b(?:T|TN|messages_text|messages_plural)\(")
LITERALS = re.compile(LITERAL + r"(?:\s*" + LITERAL + r")*")
LETTER = re.compile(r"[^\W\d_]")
PLACEHOLDER = re.compile(r"\{[a-z_]+\}")
RULE = re.compile(r"^Plural-Forms: *nplurals=(\d+); *plural=(.*?);? *$", re.MULTILINE)
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
        "missing.c": lambda s, all_of: s[:1].isupper(),
        "pictures.c": lambda s, all_of: bool(LETTER.search(s)),
        "dates.c": lambda s, all_of: bool(LETTER.search(s)) and s[0] != "%" and not any(f"{{{s}}}" in t for t in all_of),
    }
    for name, is_sentence in rules.items():
        path = root / "src/content" / name
        text = code_lines(without_comments(path.read_text()))
        words = [value for _, value in literals_in(text, 0, len(text)) if value]
        yield from ((f"src/content/{name}", word) for word in words if is_sentence(word, words))


class Entry:
    """One message of a .po file: its sentences (msgid and, if any, msgid_plural) and its texts."""

    def __init__(self, text):
        parts = re.findall(r"^(msgid|msgid_plural|msgstr(?:\[\d\])?) ((?:" + LITERAL + r"\s*)+)", text, re.MULTILINE)
        self.sentences = [value_of(value) for key, value in parts if key.startswith("msgid")]
        self.texts = [value_of(value) for key, value in parts if key.startswith("msgstr")]
        self.fuzzy = re.search(r"^#,.*\bfuzzy\b", text, re.MULTILINE) is not None


def entries_of(path):
    """(header, messages) of a .po file."""
    text = path.read_text()
    starts = [match.start() for match in re.finditer(r"^msgid ", text, re.MULTILINE)]
    # Comments above a message belong to it.
    starts = [text.rfind("\n\n", 0, start) + 1 for start in starts]
    entries = [Entry(text[start:end]) for start, end in zip(starts, starts[1:] + [len(text)])]
    header = next((entry.texts[0] for entry in entries if entry.sentences[:1] == [""]), "")
    return header, [entry for entry in entries if entry.sentences and entry.sentences != [""]]


def plural_rule(header):
    """How many plural forms, and the forms that stand for one number only (of those up to a thousand)."""
    match = RULE.search(header)
    if not match:
        return None, set()
    rule = gettext.c2py(match[2])
    forms = [rule(n) for n in range(1001)]
    count = int(match[1])
    if set(forms) != set(range(count)):
        return None, set()
    return count, {form for form in range(count) if forms.count(form) == 1}


def entry_problems(entry, count, single):
    """What is wrong with the texts of one message."""
    counted = len(entry.sentences) == 2
    if entry.fuzzy or not all(entry.texts):
        yield "is not translated"
    if len(entry.texts) != (count if counted else 1):
        yield f"has {len(entry.texts)} forms"
        return
    wanted = set(PLACEHOLDER.findall(entry.sentences[-1]))
    for form, text in enumerate(entry.texts):
        has = set(PLACEHOLDER.findall(text))
        if has != wanted and not (counted and form in single and has < wanted):
            yield "has other placeholders"


def catalogue_problems(po, wanted):
    header, entries = entries_of(po)
    has = {sentence for entry in entries for sentence in entry.sentences}
    yield from (f'{po.name}: has no "{s}" ({wanted[s]})' for s in wanted if s not in has)
    yield from (f'{po.name}: nobody says "{s}"' for s in sorted(has - set(wanted)))
    if po.suffix == ".pot":
        return
    count, single = plural_rule(header)
    if count is None:
        yield f"{po.name}: Plural-Forms is missing, or its rule does not give each form"
    if not re.search(r"^X-Native-Checked: (yes|no)$", header, re.MULTILINE):
        yield f"{po.name}: does not say whether a native speaker has checked it"
    for entry in entries:
        yield from (f'{po.name}: "{entry.sentences[0]}" {what}' for what in entry_problems(entry, count or 1, single))


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
            if not path.name.startswith("staff"):  # staff read French
                problems += screen_problems(root, path, text, spans)
    for place, word in content_words(root):
        wanted.setdefault(word, place)
    catalogues = sorted((root / "assets/po").glob("*.po"))
    for po in catalogues + [root / "assets/po/rebond.pot"]:
        problems += catalogue_problems(po, wanted)
    if not catalogues:
        problems.append("assets/po has no catalogue")
    finish(problems, f"{len(wanted)} sentences in {len(catalogues)} catalogue(s)")


main(Path(sys.argv[1]))
