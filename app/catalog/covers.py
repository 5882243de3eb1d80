"""Covers: the uploaded picture where there is one, else a cover that we draw.

A cover's URL names its version, so that caches may keep it for ever.
"""

import io
import warnings
from hashlib import blake2b

from PIL import Image, ImageOps

from app.catalog.cover_designs import draw_cover
from app.catalog.models import Cover
from app.db import now

DESIGN_VERSION = 2  # raise it when the same book would be drawn differently
EXTENSIONS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
LARGEST = (800, 1200)  # pixels, of what we keep
MOST_PIXELS = 50_000_000
TOO_LARGE = "That picture is too large; use one under 50 megapixels."
READABLE = ("JPEG", "PNG", "WEBP")


class UnreadableImage(Exception):
    """A file cannot be a cover; the message tells the member of staff why."""


def cover_url(work):
    """The address of a work's cover; the work comes from works.cards()."""
    return f"/covers/{work.id}-{version(work)}.{extension(work)}"


def version(work):
    if work.cover:
        return work.cover.version
    return digest(repr((DESIGN_VERSION, _facts(work))).encode())


def extension(work):
    return EXTENSIONS[work.cover.media_type] if work.cover else "svg"


def draw(work):
    """The drawn cover of a work, as SVG."""
    return draw_cover(**_facts(work))


def picture(work):
    """The uploaded cover's bytes."""
    return bytes(Cover.get_by_id(work.id).image)


def replace_cover(work_id, stream):
    """Keep the picture in the stream as the work's cover; raise UnreadableImage when it is none.

    It is made anew at a size that pages need, which leaves behind whatever else the file held.
    """
    image = encode(read_image(stream))
    facts = {"media_type": "image/webp", "image": image, "version": digest(image)}
    Cover.insert(work=work_id, **facts).on_conflict(
        conflict_target=[Cover.work], update={**facts, "uploaded_at": now()}
    ).execute()


def remove_cover(work_id):
    """Go back to the drawn cover."""
    Cover.delete().where(Cover.work == work_id).execute()


def _facts(work):
    names = [author.name for author in work.authors]
    return {
        "key": f"{work.slug} {' '.join(names[:1])}",
        "title": work.title,
        "authors": names,
        "subjects": [subject.slug for subject in work.subjects],
        "series": work.series.name if work.series else None,
        "position": work.series_position or None,
    }


def read_image(stream):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(stream, formats=READABLE)
            # Only the header has been read so far.
            if image.width * image.height > MOST_PIXELS:
                raise UnreadableImage(TOO_LARGE)
            image.load()
    except Image.DecompressionBombError:
        raise UnreadableImage(TOO_LARGE) from None
    except (OSError, SyntaxError, ValueError):
        raise UnreadableImage("We could not read that file; use a JPEG, PNG or WebP.") from None
    return ImageOps.exif_transpose(image)


def encode(image):
    if image.has_transparency_data:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    image = image.convert("RGB")
    image.thumbnail(LARGEST)
    image.info.clear()
    file = io.BytesIO()
    image.save(file, "WEBP", quality=82)
    return file.getvalue()


def digest(data):
    return blake2b(data, digest_size=8).hexdigest()
