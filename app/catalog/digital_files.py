"""Files of download editions, kept in the database a piece at a time, so that memory stays flat."""

import os
from hashlib import blake2b

from app.accounts.staff_actions import record
from app.catalog.facts import stock_of
from app.catalog.file_kinds import UnreadableFile, kind_of
from app.catalog.models import Edition, EditionFile, EditionFilePart
from app.db import NO_KEY, db, lent_connection

LARGEST = 500 * 1024 * 1024  # bytes
PIECE = 1024 * 1024  # bytes
DOWNLOADED_AUDIO = "AJ"  # ONIX code list 150


class NotADownload(Exception):
    """The edition is a thing, or there are copies of it."""


def may_have_file(edition):
    """Whether a file can be sold of it; of an audiobook, unless it is known to be a thing."""
    if edition.is_download:
        return True
    unknown = edition.format == "audiobook" and not edition.product_form
    return unknown and not stock_of(edition.id).on_hand


def keep_file(edition_id, stream, name, *, staff_id):
    """Sell this file as the edition, instead of the one before; whoever bought that gets this one.

    Raises UnreadableFile and NotADownload, and changes nothing.
    """
    kind, size = kind_of(stream), size_of(stream)
    with db.atomic():
        file = EditionFile.create(
            kind=kind, name=name[:200], bytes=size, digest="", staff_id=staff_id
        )
        file.digest = keep_pieces(file, stream)
        file.save()
        edition = Edition.select().where(Edition.id == edition_id).for_update(NO_KEY).get()
        replace(edition, file, staff_id)
    return file


def size_of(stream):
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    if size > LARGEST:
        raise UnreadableFile(f"This is larger than {LARGEST // 1024**2} MB.")
    return size


def keep_pieces(file, stream):
    digest = blake2b(digest_size=16)
    for part, body in enumerate(iter(lambda: stream.read(PIECE), b"")):
        EditionFilePart.insert(file=file, part=part, body=body).execute()
        digest.update(body)
    return digest.hexdigest()


def replace(edition, file, staff_id):
    if not may_have_file(edition):
        raise NotADownload
    before = edition.file
    if not edition.is_download:
        edition.product_form = DOWNLOADED_AUDIO
    edition.file = file
    edition.save()
    if before:
        before.delete_instance()
    record(
        staff_id,
        "changed",
        f"edition {edition.id}",
        before={"file": in_words(before)},
        after={"file": in_words(file)},
    )


def in_words(file):
    return f"{file.name}, {file.kind_name}, {file.size}" if file else ""


def pieces(file_id, first, end):
    """The bytes of a file from `first` on, before `end`, each piece on a connection of a moment.

    A reader may be slow, and must not keep others from the database meanwhile.
    """
    while first < end:
        part, skipped = divmod(first, PIECE)
        body = piece(file_id, part, skipped, end - first)
        if not body:
            raise EOFError(f"file {file_id} has no byte {first}: it was replaced")
        yield body
        first += len(body)


def piece(file_id, part, skipped, most):
    with lent_connection():
        row = db.execute_sql(PIECE_OF, (skipped + 1, most, file_id, part)).fetchone()
    return bytes(row[0]) if row else b""


PIECE_OF = """
    select substring(body from %s for %s) from catalog.edition_file_parts
    where file_id = %s and part = %s
"""
