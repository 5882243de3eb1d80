"""Numbered lines of text out of a file of bytes, whatever its encoding; memory stays flat."""

import codecs
from typing import NamedTuple

CHUNK = 1 << 18
LONGEST_LINE = 1 << 20  # bytes


class Line(NamedTuple):
    number: int
    text: str | None  # None: it is longer than any record may be


def lines_of(stream):
    decode = Decoder()
    for number, line in enumerate(byte_lines(utf8_chunks(stream)), 1):
        yield Line(number, None if line is None else decode(line))


def utf8_chunks(stream):
    """The file in pieces without its byte order mark, and no longer in UTF-16 if it was."""
    first = stream.read(CHUNK)
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        decoder = codecs.getincrementaldecoder("utf-16")("replace")
        pieces = (decoder.decode(chunk).encode() for chunk in chunks(first, stream))
    else:
        pieces = chunks(first.removeprefix(codecs.BOM_UTF8), stream)
    if b"\r" in first and b"\n" not in first:  # as Macs once wrote
        return (piece.replace(b"\r", b"\n") for piece in pieces)
    return pieces


def chunks(first, stream):
    while first:
        yield first
        first = stream.read(CHUNK)


def byte_lines(pieces):
    """The lines with their ends; None in place of one that is too long."""
    rest, too_long = b"", False
    for piece in pieces:
        *lines, rest = (rest + piece).split(b"\n")
        for line in lines:
            yield None if too_long or len(line) > LONGEST_LINE else line + b"\n"
            too_long = False
        if len(rest) > LONGEST_LINE:
            rest, too_long = b"", True
    if too_long:
        yield None
    elif rest:
        yield rest


class Decoder:
    """Reads UTF-8, and Windows-1252 where that is what most lines show the file to be."""

    def __init__(self):
        self.in_utf8 = self.in_windows = 0

    def __call__(self, line):
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            return self.other(line)
        self.in_utf8 += not line.isascii()
        return text

    def other(self, line):
        if self.in_utf8 > self.in_windows:  # a damaged line of a file in UTF-8
            return line.decode("utf-8", "replace")
        self.in_windows += 1
        return line.decode("cp1252", "replace")
