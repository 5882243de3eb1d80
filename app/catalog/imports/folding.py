"""Text as readers compare it: without case, accents and punctuation."""

import re
import unicodedata
from functools import lru_cache

APOSTROPHES = re.compile(r"['’‘ʼ`´]")
NOT_WORDS = re.compile(r"[\W_]+")
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"})


@lru_cache(maxsize=8192)
def folded(text):
    """The words of the text in plain small letters, one space apart: `J.R.R. Tolkien` is
    `j r r tolkien`, `Brontë & Sons'` is `bronte and sons`."""
    text = APOSTROPHES.sub("", text.casefold().replace("&", " and "))
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text.translate(LETTERS))
        text = "".join(char for char in decomposed if not unicodedata.combining(char))
    return NOT_WORDS.sub(" ", text).strip()
