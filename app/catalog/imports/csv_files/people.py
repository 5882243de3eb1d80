"""Who made a book, out of one field: `A/B`, `A; B`, `Last, First`, `['A', 'B (Illustrator)']`."""

import re
from functools import lru_cache

from app.catalog.imports.csv_files.text import one_line
from app.catalog.imports.records import Credit

AUTHOR = "A01"
ROLES = {  # ONIX code list 17, by what stands in brackets after a name or before it
    "A12": r"illus(?:trat(?:or|ed|ions?|ed by))?\.?|illustrated by|art(?:ist)?|drawings by",
    "B06": r"trans(?:l(?:at(?:or|ed|ion))?)?\.?|translated by",
    "B01": r"ed(?:itor|ited|s)?\.?|edited by|series editor",
    "E07": r"narrat(?:or|ed)|narrated by|read(?:er| by)",
    "A13": r"photograph(?:er|s|y)|photographs by",
    "A23": r"foreword(?: by)?",
    "A24": r"introduction(?: by)?|intro\.?",
    "A15": r"preface(?: by)?",
    "A19": r"afterword(?: by)?",
    "B05": r"adapt(?:er|or|ed|ation)|adapted by",
    "B04": r"abridge[rd]|abridged by",
    "C01": r"compile[rd]|compiled by",
    "A36": r"cover(?: art(?:ist)?| design(?:er)?)?",
    "A06": r"composer|music by",
    "A40": r"colou?rist|inker|letterer|pencill?er",
    "A32": r"contributor",
    "A02": r"with",
    AUTHOR: r"author|goodreads author|writer|by|screenwriter|playwright|creator|pseudonym",
}
ROLE = re.compile("|".join(f"(?P<{role}>{words})" for role, words in ROLES.items()), re.IGNORECASE)
CODE = re.compile(r"[A-FZ]\d\d")
IN_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
BY = re.compile(r"\bby\b", re.IGNORECASE)
BEFORE = re.compile(r"^([a-z]+ by|by|with)[ :]+(?=\S)", re.IGNORECASE)

SUFFIX = re.compile(
    r"(?:jr|sr|ii|iii|iv|ph\.? ?d|m\.? ?d|d\.? ?d|d\. ?min|psy\.?d|d\.?v\.?m|ed\.? ?d|esq|m\.?a"
    r"|m\.?s|m\.?b\.?a|r\.?n|r\.?d|inc|ltd|llc)\.?(?:/.*)?",
    re.IGNORECASE,
)
SUFFIX_FIRST = re.compile(r"^(jr|sr|ii|iii|iv)\.?\s+(?=\S)", re.IGNORECASE)
PARTICLES = {"van", "von", "de", "der", "den", "di", "da", "du", "le", "la", "st.", "del", "ten"}
INITIALS = re.compile(r"(?<![\w.])(?:[^\W\d_]\.[ -]?)+(?=\s|$|[^\W\d_])")
YEARS = re.compile(r"\s*,? ?\b\d{4}-(?:\d{4})?")
RUN_ON = re.compile(r"(?<=[a-z]\.)(?=[A-Z])")
BARE_INITIAL = re.compile(r"(?<!\S)([A-ZÀ-Þ])(?=\s)")
ITEM = re.compile(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)\"""")
ESCAPE = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|(.))")
MOST = 500  # people of one field; more than of one record are kept, so that it is told of
LONGEST = 300  # characters of a name
NOBODY = {
    *("", "-", "n/a", "nan", "none", "no author", "unknown", "unknown author"),
    *("various", "various authors"),
}


@lru_cache(maxsize=1024)
def credits_of(text, role=AUTHOR):
    """The people in their order, each once a role."""
    credits = {}
    for name in names_in(text)[:MOST]:
        for credit in credited(name, role):
            credits.setdefault((credit.name, credit.role), credit)
    return list(credits.values())


def names_in(text):
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        items = [part for item in listed(text) for part in re.split(r";| / ", item)]
        return [name for item in items for name in joined(item)]
    for separator in (";", "|", "\n"):
        if separator in text:
            return text.split(separator)
    if "/" in text and not SUFFIX.fullmatch(text.rpartition(", ")[2]):
        return text.split("/")
    return [name for group in joined(text) for name in split_at_commas(group)]


def listed(text):
    """The items of a list as Python or JSON writes it."""
    items = [single or double for single, double in ITEM.findall(text)]
    return [ESCAPE.sub(unescaped, item) for item in items] or text.strip("[] ").split(",")


def unescaped(found):
    return chr(int(found[1] or found[2], 16)) if found[1] or found[2] else found[3]


def joined(text):
    """Two people with `and` between them, but no firm: Simon and Schuster is one name."""
    parts = re.split(r",?\s+(?:and|&)\s+", text)
    return parts if all(len(part.split()) > 1 for part in parts) else [text]


def split_at_commas(text):
    text = YEARS.sub("", text)
    parts = [part for part in text.split(",") if part.strip()]
    names = []
    for part in parts:
        if names and SUFFIX.fullmatch(part.strip()):
            names[-1] += f",{part}"
        else:
            names.append(part)
    if len(names) == 2 and names[1].startswith(" ") and is_family_name(names[0]):
        return [text]
    return names


def is_family_name(text):
    words = text.lower().split()
    return len(words) == 1 or words[0] in PARTICLES


def credited(text, role):
    """One name as printed, turned round where the family name stands first, in its role."""
    name = YEARS.sub("", one_line(text[:LONGEST]))
    found = BEFORE.match(name)
    if found and (told := role_of(found[1])):
        name, role = name[found.end() :], told
    for inside in IN_BRACKETS.findall(name):
        told = role_of(inside.strip())
        role = told or role
        if told or BY.search(inside):
            name = name.replace(f"({inside})", "").replace(f"[{inside}]", "")
    name, sort_name = turned(" ".join(name.split()).strip(" ,"))
    if name and name.lower() not in NOBODY and any(char.isalpha() for char in name):
        yield Credit(name, role, sort_name)


def role_of(text):
    found = ROLE.fullmatch(text.strip())
    return found.lastgroup if found else text if CODE.fullmatch(text) else None


def turned(name):
    """The name, first names first, and how it sorts if the field said so."""
    if found := SUFFIX_FIRST.match(name):  # as shops cut up "King, Martin Luther, Jr."
        name = f"{name[found.end() :]} {found[1]}."
    family, _, given = name.partition(",")
    given = given.strip()
    if not given or SUFFIX.fullmatch(given):
        return tidy(family) + (f", {given}" if given else ""), ""
    first, _, suffix = given.rpartition(",")
    if first and SUFFIX.fullmatch(suffix.strip()):
        given, family_suffix = first, f" {suffix.strip()}"
    else:
        family_suffix = ""
    family, given = tidy(family), tidy(given + " ").strip()
    return f"{given} {family}{family_suffix}", f"{family}, {given}{family_suffix}"


def tidy(name):
    """`J. R. R. Tolkien` however its initials are written; `Lily Allen` for LILY ALLEN."""
    name = INITIALS.sub(lambda found: spaced(found[0]), RUN_ON.sub(" ", name))
    name = " ".join(BARE_INITIAL.sub(r"\1.", name).split())
    if name.isupper() and len(max(name.split(), key=len)) > 3:
        name = name.title().replace("'S", "'s")
    return name


def spaced(initials):
    return " ".join(f"{letter}." for letter in re.findall(r"[^\W\d_]", initials)) + " "
