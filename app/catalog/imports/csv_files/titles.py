"""What a title field holds beside the title: the series, its number, the edition."""

import re
from typing import NamedTuple

from app.catalog.imports.csv_files.text import one_line
from app.catalog.imports.folding import folded
from app.catalog.imports.same_title import ANOTHER_BOOK, COUNTED_NUMBERS, split_subtitle

NUMBER = r"(?P<number>\d{1,4}(?:\.\d+)?(?:\s?[-–&]\s?\d{1,4}(?:\.\d+)?)?|[ivx]{1,5}|prequel|" + (
    "|".join(word for word in COUNTED_NUMBERS if len(word) > 2) + ")"
)
COUNTED = re.compile(
    r"(?P<name>.*?)[\s,:;-]*(?:#\s?|\b(?:book|bk|no|nr|number|volume|vol|v|part|pt|episode)\b"
    rf"[.#]*\s*){NUMBER}(?:\s*of\s*\d+)?",
    re.IGNORECASE,
)
ENDS_IN_NUMBER = re.compile(r"(?P<name>.*[^\W\d].*?)[\s,#(]+0*(?P<number>\d{1,3}(?:\.\d)?)\)?")
SERIES_WORDS = re.compile(r"\s+(?:series|novels?|mystery series|mysteries|books)$", re.IGNORECASE)
BRACKETS_LAST = re.compile(r"\s*[(\[]((?:[^()\[\]]|\([^()]*\))*)[)\]]\s*$")
# Ends the name of a series, where no number does.
SERIES_LAST = re.compile(
    r".+ (?:series|novels?|myster(?:y|ies)|chronicles|trilogy|saga|cycle|quartet|sequence)", re.I
)
CAPITAL_S = re.compile(r"(?<=[a-z]['’])S\b")
ABOUT_EDITION = re.compile(
    r".*\b(?:edition|editions|classics?|library|paperbacks?|hardcover|reprint|reissue|penguin|puffin"
    r"|signet|vintage|anniversary|illustrated|annotated|unabridged|tie-in|press|imprint|harlequin"
    r"|silhouette|mills (?:&|and) boon|book club|reader'?s circle|large print)\b.*",
    re.IGNORECASE,
)
BOOK_OF_SERIES = re.compile(
    r"(?P<title>.+?): (?:(?P<before>[^:]+): )?book (?P<number>\w+)"
    r"(?: (?:of|in) (?:the )?['‘’\"]?(?P<after>[^'’\":]+)['’\"]?)?",
    re.IGNORECASE,
)


class Titled(NamedTuple):
    title: str
    subtitle: str = ""
    series: str = ""
    position: str = ""
    edition: str = ""


def title_of(text, subtitle="", series="", position="", whole=False):
    """What the field says, given what other fields say; a `whole` title is left as it is."""
    title = CAPITAL_S.sub("s", one_line(text))
    series, position = series_of(one_line(series), one_line(position))
    if whole:
        return Titled(title, one_line(subtitle), series, position)
    edition = ""
    while found := BRACKETS_LAST.search(title):
        rest, inside = title[: found.start()].strip(), found[1].strip()
        name, number = counted(inside)
        counts = number and (name or series)
        if not rest or not (counts or says_which_edition(inside)):
            break
        if counts:
            series, position = series or name, position or number
        elif SERIES_LAST.fullmatch(inside) and not ABOUT_EDITION.fullmatch(inside):
            series = series or SERIES_WORDS.sub("", inside)
        else:
            edition = edition or inside
        title = rest
    return with_subtitle(title, one_line(subtitle), series, position, edition)


def says_which_edition(text):
    """Do these words in brackets set apart an edition, rather than belong to the title?"""
    return text[:1].isupper() and not ANOTHER_BOOK.search(text) and not re.search(r"\d", text)


def series_of(series, position):
    """`(The Hunger Games #1)` or `The Hunger Games, Book 1`, of a field of its own."""
    name, number = counted(series.strip("()[] "))
    if number:
        return name, position_of(position or number)
    return SERIES_WORDS.sub("", series.strip("()[] ")), position_of(position)


def counted(text):
    """The name and number in `Discworld, #16; Death, #3`; two empty texts without a number."""
    first = text.split(";")[0]
    found = COUNTED.fullmatch(first) or ENDS_IN_NUMBER.fullmatch(first)
    if not found:
        return "", ""
    name = SERIES_WORDS.sub("", found["name"].strip(" ,:;-"))
    return name, position_of(found["number"])


def position_of(text):
    """`1`, `1.5`, `1-3`, `prequel` out of `#01`, `Book One`, `I`."""
    text = text.lower().strip(" #.")
    text = re.sub(r"^(?:book|vol(?:ume)?|no|number|part)\b[. ]*", "", text)
    text = COUNTED_NUMBERS.get(text, text)
    text = re.sub(r"\s?[-–]\s?", "-", text)
    text = re.sub(r"\.0$", "", text)
    return text.lstrip("0") or "0" if text.isdigit() else text[:20]


def with_subtitle(title, subtitle, series, position, edition):
    found = None if series or subtitle else BOOK_OF_SERIES.fullmatch(title)
    if found and (name := found["before"] or found["after"]):
        title, series, position = found["title"], name.strip(), position_of(found["number"])
    if not subtitle:
        title, subtitle = split_subtitle(title)
    if folded(series) == "":
        series = position = ""
    return Titled(title, subtitle, series, position, edition)
