"""An ONIX file read product by product."""

import re

from app.catalog.imports.onix.decoding import decoded
from app.catalog.imports.onix.headers import Header
from app.catalog.imports.onix.mending import readable
from app.catalog.imports.onix.pieces import pieces
from app.catalog.imports.onix.product_xml import BrokenXml, parsed
from app.catalog.imports.onix.products import record_of
from app.catalog.imports.records import Refusal, UnreadableFile

LONGEST_SAID = 300  # characters
MOST_REMARKS = 20
# What a broken record is best known by, found without parsing it.
KNOWN_BY = re.compile(r"<(?:\w+:)?(?:RecordReference|a001|IDValue|b244)>\s*([^<>]{1,100}?)\s*<")


def read(stream):
    """The BookRecords and Refusals of an ONIX file, from a binary stream.

    Raises UnreadableFile where it cannot be read any further; memory stays flat.
    """
    encoding, texts = decoded(stream)
    return records(texts, encoding)


def records(texts, encoding):
    header, prefixes, seen = Header(), "", False
    for piece in pieces(texts):
        if piece.kind == "message":
            header, prefixes = Header(), piece.text
        elif piece.kind == "header":
            header = header_in(piece, prefixes, encoding)
        elif piece.kind == "nothing":
            seen = True
        else:
            seen = True
            yield result(piece, header, prefixes, encoding)
    if not seen:
        raise UnreadableFile("There is no <Product> in this file, so no book to take from it.")


def result(piece, header, prefixes, encoding):
    """What one product gives, nothing that is said of it longer than people read."""
    found = read_piece(piece, header, prefixes, encoding)
    if isinstance(found, Refusal):
        return Refusal(found.place, short(found.reason), short(found.identifier))
    found.remarks = [short(remark) for remark in found.remarks[:MOST_REMARKS]]
    return found


def read_piece(piece, header, prefixes, encoding):
    place = f"line {piece.line}"
    if piece.kind == "broken":
        return Refusal(place, piece.reason, known_by(piece))
    try:
        product, mends = parsed(piece, prefixes, encoding)
    except BrokenXml as problem:
        return Refusal(place, str(problem), known_by(piece))
    found = record_of(product, header, place)
    if not isinstance(found, Refusal):
        found.remarks[:0] = mends
    return found


def short(text):
    return text if len(text) <= LONGEST_SAID else text[:LONGEST_SAID] + "…"


def header_in(piece, prefixes, encoding):
    try:
        return Header.of(parsed(piece, prefixes, encoding)[0])
    except BrokenXml:
        return Header()  # its defaults are rarely used, and products say what they lack


def known_by(piece):
    found = KNOWN_BY.search(piece.text)
    return readable(found[1]) if found else ""
