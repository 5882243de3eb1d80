"""What a cover says, cleaned so that it can be drawn."""

import re
import unicodedata
from dataclasses import dataclass

from app.catalog.cover_designs.dice import Dice

LONGEST_TITLE, LONGEST_NAME, MOST_NAMES = 160, 60, 4
NO_BREAK_SPACE = "\u00a0"
# What XML forbids or what would turn the text around it: controls, surrogates, private, unassigned.
UNDRAWABLE = {"Cc", "Cs", "Co", "Cn"}
TURNING = set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
SUBTITLE = re.compile(r"(?<=\w)(?:: |; or,? |, or,? (?=[Tt]he ))")


@dataclass(frozen=True)
class Book:
    title: str
    authors: tuple
    series: str
    position: str
    look: Dice  # what the books of a series share
    art: Dice  # what each book has for itself

    @property
    def name(self):
        """The title without its subtitle."""
        return SUBTITLE.split(self.title, maxsplit=1)[0]

    @property
    def subtitle(self):
        rest = SUBTITLE.split(self.title, maxsplit=1)[1:]
        return rest[0][:1].upper() + rest[0][1:] if rest else ""

    @property
    def byline(self):
        """The authors, each name kept on one line."""
        if len(self.authors) < 2:
            return "".join(self.authors)
        names = [name.replace(" ", NO_BREAK_SPACE) for name in self.authors]
        last = f"&{NO_BREAK_SPACE}{names[-1]}"
        return " ".join([", ".join(names[:-1]), last])

    @property
    def volume(self):
        return " · ".join(part for part in (self.series, self.position) if part)


def read_book(key, title, authors, series, position):
    series = clean(series or "", LONGEST_NAME)
    names = [name for name in (clean(author, LONGEST_NAME) for author in authors) if name]
    if len(names) > MOST_NAMES:
        names = [*names[: MOST_NAMES - 1], "others"]
    return Book(
        title=clean(title, LONGEST_TITLE) or "Untitled",
        authors=tuple(names),
        series=series,
        position=clean(position or "", 12),
        look=Dice(f"series {series}" if series else f"work {key}"),
        art=Dice(f"art {key}"),
    )


def clean(text, longest):
    """One line of drawable text, shortened at a word when it must be."""
    kept = "".join(_drawable(letter) for letter in unicodedata.normalize("NFC", text))
    kept = _curled(" ".join(kept.split()))
    if len(kept) <= longest:
        return kept
    head = kept[: longest - 1].rpartition(" ")[0]
    return (head if len(head) > longest / 2 else kept[: longest - 1]).rstrip(" ,;:") + "…"


def _curled(text):
    """Straight quotation marks made typographic."""
    text = re.sub(r"(^|(?<=[\s(\[—]))'", "‘", text).replace("'", "’")
    return re.sub(r'(^|(?<=[\s(\[—]))"', "“", text).replace('"', "”")


def _drawable(letter):
    if letter in TURNING:
        return ""
    return " " if unicodedata.category(letter) in UNDRAWABLE else letter
