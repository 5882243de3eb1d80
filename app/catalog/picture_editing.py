"""Staff add pictures beside the cover, describe them, put them in order and remove them."""

from peewee import fn

from app.accounts.staff_actions import record
from app.catalog.covers import digest, encode, read_image, remove_cover, replace_cover
from app.catalog.models import Image
from app.db import db

MOST = 30  # of a work


class TooManyPictures(Exception):
    """A work has as many pictures as we keep."""


def change_cover(work, stream, *, staff_id):
    """Make the picture in the stream the cover; raises UnreadableImage when it is none."""
    with db.atomic():
        replace_cover(work.id, stream)
        record(staff_id, "changed the cover", f"work {work.id}")


def drop_cover(work, *, staff_id):
    with db.atomic():
        remove_cover(work.id)
        record(staff_id, "removed the cover", f"work {work.id}")


def add_picture(work, stream, *, kind, alt, staff_id):
    """Keep the picture in the stream, after those there are; raises UnreadableImage."""
    image = encode(read_image(stream))
    with db.atomic():
        if Image.select().where(Image.work == work).count() >= MOST:
            raise TooManyPictures
        picture = Image.create(
            work=work,
            kind=kind,
            alt=alt,
            position=next_position(work),
            media_type="image/webp",
            image=image,
            version=digest(image),
        )
        note(staff_id, "added a picture", work, after=facts_of(picture))
    return picture


def describe_picture(picture, *, kind, alt, position, staff_id):
    with db.atomic():
        before = facts_of(picture)
        picture.kind, picture.alt, picture.position = kind, alt, position
        picture.save()
        if before != facts_of(picture):
            note(staff_id, "changed a picture", picture.work, before, facts_of(picture))


def remove_picture(picture, *, staff_id):
    with db.atomic():
        Image.delete().where(Image.id == picture.id).execute()
        note(staff_id, "removed a picture", picture.work, facts_of(picture))


def next_position(work):
    last = Image.select(fn.max(Image.position)).where(Image.work == work).scalar()
    return 1 if last is None else last + 1


def facts_of(picture):
    return {"kind": picture.kind, "alt": picture.alt, "position": picture.position}


def note(staff_id, action, work, before=None, after=None):
    record(staff_id, action, f"work {work.id}", before=before, after=after)
