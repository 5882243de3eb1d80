"""Pictures beside the cover: the back, pages inside."""

from app.catalog.covers import EXTENSIONS
from app.catalog.models import Image

KINDS = {"front": "The front", "back": "The back", "inside": "A page inside"}
FACTS = (Image.id, Image.kind, Image.alt, Image.position, Image.media_type, Image.version)


def pictures_of(work):
    """The pictures of a work without their bytes, each with its .url and its .words."""
    rows = Image.select(*FACTS).where(Image.work == work).order_by(Image.position, Image.id)
    return [named(picture, f"{KINDS[picture.kind]} of {work.title}") for picture in rows]


def with_bytes(picture_id):
    picture = Image.get_or_none(Image.id == picture_id)
    return picture and named(picture, KINDS[picture.kind])


def named(picture, words):
    # The address names the version, so that caches may keep it for ever.
    picture.extension = EXTENSIONS[picture.media_type]
    picture.url = f"/images/{picture.id}-{picture.version}.{picture.extension}"
    picture.words = picture.alt or words
    return picture
