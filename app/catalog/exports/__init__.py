"""The catalogue as a file: CSV, as the importer reads it, or ONIX 3.0, as the trade does."""

import os
import zlib
from contextlib import suppress
from pathlib import Path

from app.catalog.exports import csv_files, onix_files

GZIP = 16 + zlib.MAX_WBITS
PIECE = 64 * 1024  # bytes, before they are packed
KINDS = {
    "csv": (csv_files.lines, "text/csv; charset=utf-8"),
    "xml": (onix_files.lines, "application/xml; charset=utf-8"),
}


class UnknownFormat(Exception):
    """No export ends like this name does."""


def silently(_count):
    """What is done with progress that nobody follows."""


def write(path, settings, tell=silently):
    """Write the file, which is there when it is whole and not before.

    `tell` is called with the number of editions written so far.
    """
    path = Path(path)
    begun = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with begun.open("xb") as file:
            for piece in pieces(path.name, settings, tell):
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        begun.replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            begun.unlink()
        raise


def pieces(name, settings, tell=silently):
    """The bytes of the file of this name, whose ending says what it is; raises UnknownFormat."""
    kind, packed = kind_of(name)
    lines, _ = KINDS[kind]
    whole = in_pieces(lines(settings, tell))
    return gzipped(whole) if packed else whole


def media_type(name):
    kind, packed = kind_of(name)
    return "application/gzip" if packed else KINDS[kind][1]


def kind_of(name):
    """(csv or xml, whether it is packed)"""
    packed = name.endswith(".gz")
    kind = name.removesuffix(".gz").rpartition(".")[2]
    if kind not in KINDS or "." not in name:
        raise UnknownFormat(name)
    return kind, packed


def in_pieces(lines):
    """The lines in UTF-8, many at once."""
    kept, size = [], 0
    for line in lines:
        kept.append(line.encode())
        size += len(kept[-1])
        if size >= PIECE:
            yield b"".join(kept)
            kept, size = [], 0
    yield b"".join(kept)


def gzipped(chunks):
    packing = zlib.compressobj(wbits=GZIP)
    for chunk in chunks:
        if packed := packing.compress(chunk):
            yield packed
    yield packing.flush()
