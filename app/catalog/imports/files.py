"""The file of an import: kept in pieces in the database, and read from there as one stream."""

import codecs
import gzip
import io
import zlib
from hashlib import blake2b

from app.catalog.imports.records import UnreadableFile
from app.catalog.models import ImportPart
from app.db import db

PIECE = 1024 * 1024  # bytes
LARGEST_UNPACKED = 5 * 1024**3  # bytes
# Gzip makes a feed ten to sixty times smaller; a file that shrank more is made to fill disks.
MOST_SHRUNK = 100
TRUSTED = 1024**2  # bytes unpacked before that is looked at
READ_AHEAD = 16 * 1024  # bytes; more, and `position` would say that more was used than was

GZIP = b"\x1f\x8b"
FOREIGN = {
    b"PK": "This is a ZIP archive, or a workbook of Excel; save it as CSV, or unpack it first.",
    b"\xd0\xcf\x11\xe0": "This is a workbook of Excel; save it as CSV.",
    b"%PDF": "This is a PDF; a CSV or an ONIX file is what we can read.",
    b"\x89PNG": "This is a picture; a CSV or an ONIX file is what we can read.",
    b"\xff\xd8\xff": "This is a picture; a CSV or an ONIX file is what we can read.",
}
MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF32_LE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def keep(import_id, stream):
    """Keep the file; return its size in bytes and its digest."""
    size, digest = 0, blake2b(digest_size=16)
    for part, body in enumerate(iter(lambda: stream.read(PIECE), b"")):
        ImportPart.insert(imported=import_id, part=part, body=body).execute()
        size += len(body)
        digest.update(body)
    return size, digest.hexdigest()


def forget(import_id):
    ImportPart.delete().where(ImportPart.imported == import_id).execute()


class Pieces(io.RawIOBase):
    """The file as it was kept; `position` is how far it has been read, in bytes."""

    def __init__(self, import_id):
        self.import_id, self.part, self.rest, self.position = import_id, 0, b"", 0

    def readable(self):
        return True

    def readinto(self, buffer):
        if not self.rest:
            self.rest = memoryview(self.next_piece())
        size = min(len(buffer), len(self.rest))
        buffer[:size], self.rest = self.rest[:size], self.rest[size:]
        self.position += size
        return size

    def next_piece(self):
        row = db.execute_sql(
            "select body from catalog.import_parts where import_id = %s and part = %s",
            (self.import_id, self.part),
        ).fetchone()
        self.part += 1
        return bytes(row[0]) if row else b""


class Unpacked(io.RawIOBase):
    """What a gzip file holds, as long as that stays in bounds; of a damaged one all that can be
    unpacked, and then UnreadableFile."""

    def __init__(self, packed):
        self.packed, self.size, self.damaged = packed, 0, False
        self.stream = gzip.GzipFile(fileobj=io.BufferedReader(packed, READ_AHEAD))

    def readable(self):
        return True

    def readinto(self, buffer):
        filled = 0
        while filled < len(buffer) and (chunk := self.next_chunk(len(buffer) - filled)):
            buffer[filled : filled + len(chunk)] = chunk
            filled += len(chunk)
        if self.damaged and not filled:
            raise UnreadableFile("The file is damaged: it cannot be unpacked to its end.")
        self.size += filled
        self.check_size()
        return filled

    def next_chunk(self, size):
        try:
            return b"" if self.damaged else self.stream.read1(size)
        except (OSError, EOFError, zlib.error):
            self.damaged = True
            return b""

    def check_size(self):
        shrunk = self.size > TRUSTED and self.size > MOST_SHRUNK * self.packed.position
        if shrunk or self.size > LARGEST_UNPACKED:
            raise UnreadableFile("The file is far larger unpacked than a catalogue would be.")


def opened(pieces):
    """The file, unpacked if it was packed, to be read from its beginning."""
    head = pieces.next_piece()[:2]
    pieces.part = 0
    # Not buffered: a buffer would lose what comes before the place where a file is damaged.
    return Unpacked(pieces) if head == GZIP else pieces


def format_of(stream):
    """Whether a file just opened is `onix` or `csv`, by how it begins; raises UnreadableFile."""
    head = stream.read(512)
    for beginning, reason in FOREIGN.items():
        if head.startswith(beginning):
            raise UnreadableFile(reason)
    for mark in MARKS:
        head = head.removeprefix(mark)
    words = head.replace(b"\0", b"").lstrip()
    if not words:
        raise UnreadableFile("The file is empty.")
    return "onix" if words.startswith(b"<") else "csv"
