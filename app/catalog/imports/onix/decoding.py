"""The text of a file, whatever encoding it is in or says it is in."""

import codecs
import re

from app.catalog.imports.records import UnreadableFile

CHUNK = 256 * 1024  # bytes
BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
BEGINNINGS = {  # of a file without a mark: "<" as each writes it
    b"<\0\0\0": "utf-32-le",
    b"\0\0\0<": "utf-32-be",
    b"<\0": "utf-16-le",
    b"\0<": "utf-16-be",
}
DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
# What says Latin-1 is Windows-1252 as often as not, and browsers read it so too.
READ_AS = {"iso8859-1": "cp1252", "ascii": "utf-8"}
NOT_FOR_FILES = {"utf-7", "idna", "punycode", "unicode-escape", "raw-unicode-escape"}
UNKNOWN_TO_PYTHON = {"ansi": "cp1252", "unicode": "utf-8", "ucs-2": "utf-8"}


def decoded(stream):
    """(name of the encoding, iterator of pieces of text).

    Bytes that are not in the encoding become lone surrogates (PEP 383), for `mending` to read as
    Windows-1252 and to tell of.
    """
    start = stream.read(CHUNK)
    encoding = encoding_of(start)
    return encoding, pieces_of_text(start, stream, encoding)


def encoding_of(start):
    """What the file is in: by its first bytes, else by its declaration, else UTF-8."""
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if start.startswith(mark):
            return encoding
    for beginning, encoding in BEGINNINGS.items():
        if start.startswith(beginning):
            return encoding
    declared = DECLARED.match(start)
    return known(declared[1].decode()) if declared else "utf-8"


def known(name):
    """The name that Python knows an encoding by."""
    try:
        found = codecs.lookup(UNKNOWN_TO_PYTHON.get(name.lower(), name)).name
        if found.startswith(("utf-16", "utf-32")):
            return "utf-8"  # we could read the declaration byte by byte, so it is not true
        b"<?xml".decode(found)  # refuses what Python calls codecs and are none of text
    except (LookupError, ValueError):
        found = None
    if found is None or found.replace("_", "-") in NOT_FOR_FILES:
        raise UnreadableFile(
            f"The file says it is written in “{name}”, an encoding that we do not know. "
            "Please ask the sender for UTF-8."
        )
    return READ_AS.get(found, found)


def pieces_of_text(start, stream, encoding):
    decoder = codecs.getincrementaldecoder(encoding)(errors="surrogateescape")
    chunk = start
    text = ""
    try:
        while chunk:
            text = decoder.decode(chunk)
            yield text.lstrip("\ufeff") if chunk is start else text
            chunk = stream.read(CHUNK)
        yield decoder.decode(b"", final=True)
    except UnicodeDecodeError as problem:
        raise UnreadableFile(
            f"The file is written in {encoding.upper()} but has bytes that are not "
            f"({problem.reason}), so it cannot be read any further."
        ) from problem
