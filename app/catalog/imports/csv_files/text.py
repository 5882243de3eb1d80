"""Text as it was meant, where we can be sure of it."""

import html
import re
from functools import lru_cache

NOTHING = {"", "nan", "none", "null", "n/a", "na", "-", "#n/a", "unknown"}
UNREADABLE = "\ufffd"
# Letters in UTF-8 that somebody took for Windows-1252: Ã© for é, â€™ for an apostrophe.
AS_WINDOWS = "".join(bytes([byte]).decode("cp1252", "ignore") for byte in range(128, 192))
AS_WINDOWS += "".join(map(chr, range(128, 160)))
TWICE_ENCODED = re.compile(
    rf"[Â-ß][{AS_WINDOWS}]|[à-ï][{AS_WINDOWS}]{{2}}|[ð-ô][{AS_WINDOWS}]{{3}}"
)
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8})[;,]", re.IGNORECASE)
MARKS = {"&amp,": "&", "&quot,": '"', "&apos,": "'", "&#39,": "'", "&lt,": "<", "&gt,": ">"}
# Windows-1252 that somebody took for Latin-1.
CONTROLS = {code: bytes([code]).decode("cp1252", "ignore") or None for code in range(128, 160)}
CONTROLS |= dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, 0xAD, 0xFEFF))
TAG = re.compile(r"</?(?:p|br|b|i|em|strong|ul|ol|li|div|span|a|h\d|u|sup|sub)\b[^<>]*>", re.I)


@lru_cache(maxsize=1024)
def one_line(text):
    """The text in one line, repaired."""
    return " ".join(repaired(text).split())


def said(text):
    """The text in one line; nothing where it says that there is none."""
    text = one_line(text)
    return "" if text.lower() in NOTHING else text


def paragraphs(text):
    """The text with an empty line between paragraphs and no other line breaks than the given."""
    lines = [" ".join(line.split()) for line in repaired(text).splitlines()]
    joined = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return "" if joined.lower() in NOTHING else joined


def has_tags(text):
    return "<" in text and bool(TAG.search(text))


def repaired(text):
    if not text.isascii():
        text = TWICE_ENCODED.sub(once_encoded, text).translate(CONTROLS)
    elif not text.isprintable():
        text = text.translate(CONTROLS)
    return ENTITY.sub(character, text) if "&" in text else text


def once_encoded(found):
    try:
        return b"".join(map(as_byte, found[0])).decode("utf-8")
    except UnicodeError:
        return found[0]


def as_byte(char):
    return bytes([ord(char)]) if ord(char) < 256 else char.encode("cp1252")


def character(found):
    if found[0].endswith(";"):
        return html.unescape(found[0])
    # Of `&amp;`, where something has put a comma for each semicolon.
    return MARKS.get(found[0].lower(), found[0])
