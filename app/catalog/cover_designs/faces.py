"""Typefaces found on readers' machines, and how wide their letters may be.

An image cannot use the page's fonts, so each face is a list of likely ones. Widths are those of
the widest of the list, in hundredths of the size: a line measured here never comes out longer.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

GEORGIA = {
    24: " ", 27: ",.", 29: "ijl'’‘", 32: ":;", 33: "f!|", 35: "t", 38: "()[]-–·{}", 39: "I",
    41: '"“”r`', 43: "s1", 44: "zc", 46: "\\/", 48: "e?*", 50: "vyx", 51: "agJ", 53: "ko5_",
    55: "bq23", 57: "dpuh46S^", 60: "n078FLY9", 62: "TP$+=<>~#", 66: "BCEVAX", 70: "KR&", 73: "Gw",
    76: "DQOUN", 82: "H", 86: "…—", 89: "m%", 94: "M", 98: "W@",
}  # fmt: skip
HELVETICA = {
    22: "ijl‘’'", 28: " !,./:;I[\\]ft·|", 33: "()-`r{}“”", 39: '*"', 50: "Jcksvxyz^",
    56: "#$0123456789L_abdeghnopqu–", 59: "+<=>~?", 61: "FTZ", 67: "&ABEKPSVXY", 72: "CDHNRUw",
    78: "GOQ", 83: "Mm", 89: "%", 94: "W", 100: "—…", 102: "@",
}  # fmt: skip


@dataclass(frozen=True)
class Face:
    stack: str
    widths: dict  # letter: ems
    bold: float  # how much wider the bold is


def _face(stack, table, bold):
    letters = {letter: width / 100 for width, group in table.items() for letter in group}
    return Face(stack, letters, bold)


BOOK = _face(
    "'Iowan Old Style','Palatino Linotype',Palatino,Georgia,'Liberation Serif',serif", GEORGIA, 1.14
)
DIDONE = _face("Didot,'Bodoni 72','Bodoni MT','Times New Roman',Times,serif", GEORGIA, 1.14)
GROTESQUE = _face("'Helvetica Neue',Helvetica,Arial,'Liberation Sans',sans-serif", HELVETICA, 1.08)
HUMANIST = _face(
    "'Gill Sans','Gill Sans MT','Helvetica Neue',Arial,'Liberation Sans',sans-serif",
    HELVETICA,
    1.08,
)


def measure(text, face, weight=400, tracking=0.0):
    """How wide the text may be, in ems, with tracking (ems) after each letter."""
    ems = sum(face.widths.get(letter) or foreign_width(letter) for letter in text)
    return ems * (face.bold if weight >= 600 else 1) + tracking * len(text)


@lru_cache(maxsize=4096)
def foreign_width(letter):
    """The width of a letter the tables do not know: its base letter's, or a safe guess."""
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    base = unicodedata.normalize("NFD", letter)[0]
    if ord(base) < 128:
        return BOOK.widths.get(base, 0.6)
    return 0.8 if letter.islower() or not letter.isalpha() else 0.9
