"""What a book is about: trade codes, and genres by name."""

import re
from functools import lru_cache

from app.catalog.imports.csv_files.people import listed
from app.catalog.imports.csv_files.text import one_line, said
from app.catalog.imports.records import Code

BISAC, THEMA, BIC = "10", "93", "12"
CODE = {
    BISAC: re.compile(r"[A-Z]{3}\d{6}"),
    THEMA: re.compile(r"[A-Z][A-Z0-9]{0,7}|[1-6][A-Z0-9]{1,5}(?:-[A-Z0-9]{1,5}){0,4}"),
    BIC: re.compile(r"[A-Z][A-Z0-9]{0,6}|[1-5][A-Z0-9]{1,8}"),
}
MOST = 60  # of one record; tags of readers go on for ever
AND = re.compile(r"&(?:amp[;,])?", re.IGNORECASE)


@lru_cache(maxsize=1024)
def codes_of(text, scheme):
    """The codes in the text, and what else stands in it, which may name a genre."""
    is_code, codes, names = CODE[scheme].fullmatch, {}, []
    for part in filter(None, (part.strip() for part in re.split(r"[;|\n]", text))):
        words = re.split(r"[\s,]+", part.strip(", "))
        if all(map(is_code, words)):
            codes |= dict.fromkeys(words, "")
        elif is_code(words[0].rstrip(":")):  # and its heading
            codes[words[0].rstrip(":")] = one_line(part.partition(" ")[2]).lstrip("-–: ")
        else:
            names.append(part)
    first = next(iter(codes), None)
    return [Code(scheme, code, said, code == first) for code, said in codes.items()], names


@lru_cache(maxsize=1024)
def genres_of(text):
    """The names of the genres in the text, once each, in its order.

    Where semicolons part them a name may hold commas: Fantasy,Magic or Wine, beer and cider.
    """
    if text.startswith("["):
        names = listed(text)
    elif re.fullmatch(r"[^\W_]+(?:-[^\W_]+)+", text) and text[0].isupper():
        names = [text.replace("-", " ")]  # Poetry-Drama
    else:
        names = re.split(r"[;|>\n]", AND.sub("&", text))
    if len(names) == 1:
        names += names[0].split(",")
    names = [part for name in names for part in re.split(r" > | / ", name)]
    return list(dict.fromkeys(filter(None, map(said, names))))[:MOST]
