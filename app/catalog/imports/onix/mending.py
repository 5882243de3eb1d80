"""What is often wrong in feeds and can be put right without guessing, each with a remark."""

import re
from html.entities import html5
from xml.sax.saxutils import escape

PREDEFINED = {"amp", "lt", "gt", "quot", "apos"}
# Comments, marked sections and instructions are matched so that what is in them is left alone.
PLACES = re.compile(
    r"<!--.*?-->|<\?.*?\?>|(?P<cdata><!\[CDATA\[.*?\]\]>)"
    r"|&#(?P<number>[0-9]{1,7}|[xX][0-9a-fA-F]{1,6});|&(?P<name>[A-Za-z][A-Za-z0-9]{0,40});|&",
    re.DOTALL,
)
NOT_ALLOWED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udc7f\udd00-\udfff]")
NOT_IN_ENCODING = re.compile("[\udc80-\udcff]")
# In Windows-1252 these are signs that never follow a letter, in code page 850 they are letters.
LETTER_OF_DOS = re.compile("(?<=[^\\W\\d_])[\udc81-\udc84\udc86-\udc89\udc8d\udca1-\udca4]")
WORD = re.compile(r"[\w\udc80-\udcff'’.-]{0,30}[\udc80-\udcff][\w\udc80-\udcff'’.-]{0,30}")
SEEN_AS_LATIN = re.compile("[ÂÃÄÅâ][\udc80-\udcff\u0080-\u2122]")
SPACES = {0x0B: " ", 0x0C: " ", 0x1F: " "}


def mended(text, encoding):
    """(the text of a record as XML that a parser takes, or nearly; remarks on what was changed)."""
    remarks = []
    text = in_true_encoding(text, encoding, remarks)
    text = without_forbidden_characters(text, remarks)
    return with_known_entities(text, remarks), remarks


def in_true_encoding(text, encoding, remarks):
    if seems_misread(text, encoding):
        try:
            text = text.encode("cp1252", "surrogateescape").decode()
            remarks.append("The file says it is in a Western encoding, but this is in UTF-8.")
        except UnicodeError:
            pass
    if stray := WORD.search(text):
        word = as_western(stray[0])
        remarks.append(
            f"Some letters are not in the file's encoding ({encoding.upper()}) and were guessed: "
            f"please check “{word}” and other words with accents."
        )
        text = as_western(text)
    return text


def seems_misread(text, encoding):
    """Does a text that was read as Windows-1252 look like UTF-8?"""
    return encoding == "cp1252" and SEEN_AS_LATIN.search(text) is not None


def as_western(text):
    text = LETTER_OF_DOS.sub(lambda found: byte_of(found).decode("cp850"), text)
    return NOT_IN_ENCODING.sub(lambda found: byte_of(found).decode("cp1252", "ignore"), text)


def byte_of(surrogate):
    return bytes([ord(surrogate[0]) - 0xDC00])


def readable(text):
    """A bit of text that was never parsed, fit to be shown."""
    return NOT_ALLOWED.sub("", as_western(text))


def without_forbidden_characters(text, remarks):
    found = NOT_ALLOWED.search(text)
    if not found:
        return text
    remarks.append(f"A character that XML does not allow (code {ord(found[0])}) was left out.")
    return NOT_ALLOWED.sub(lambda found: SPACES.get(ord(found[0]), ""), text)


def with_known_entities(text, remarks):
    """Names that only a DTD or HTML defines become what they mean; comments go."""
    said = set()

    def replaced(found):
        if found["cdata"]:
            return found[0]
        if found["number"]:
            return character(found["number"], said)
        if found["name"]:
            return entity(found["name"], said)
        if found[0] == "&":
            said.add("A bare “&”, which should have been “&amp;”, was read as it stands.")
            return "&amp;"
        return " " if "\n" not in found[0] else "\n" * found[0].count("\n")

    text = PLACES.sub(replaced, text)
    remarks.extend(sorted(said))
    return text


def character(number, said):
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    if code > 0x10FFFF or NOT_ALLOWED.match(chr(code)) or NOT_IN_ENCODING.match(chr(code)):
        said.add(f"A character that XML does not allow (code {code}) was left out.")
        return SPACES.get(code, "")
    return f"&#{code};"


def entity(name, said):
    if name in PREDEFINED:
        return f"&{name};"
    if meaning := html5.get(f"{name};"):
        return escape(meaning)
    said.add(f"“&{name};” means nothing to us and was left as it stands.")
    return f"&amp;{name};"
