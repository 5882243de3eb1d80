import io
import struct
import zlib

import pytest
from PIL import Image

from app.catalog import covers
from app.catalog.models import Cover, Work
from app.catalog.works import cards_by_id

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture
def work(a_work, app):
    with app.test_request_context():
        yield a_work("Kindred", subjects=("Science fiction",))


def url_of(work):
    return cards_by_id([work.id])[work.id].cover_url


def picture(size=(300, 450), mode="RGB", format="JPEG", **options):
    file = io.BytesIO()
    Image.new(mode, size, "teal").save(file, format, **options)
    file.seek(0)
    return file


def kept(work):
    return Image.open(io.BytesIO(bytes(Cover.get_by_id(work.id).image)))


def test_a_book_without_a_picture_gets_a_drawn_cover_that_caches_keep(client, work):
    answer = client.get(url_of(work))
    assert answer.content_type.startswith("image/svg+xml")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.text.startswith("<svg ")
    assert "Kindred" in answer.text


def test_a_cover_has_a_new_address_when_it_would_look_different(work):
    before = url_of(work)
    Work.update(popularity=9, description="Other words").execute()
    assert url_of(work) == before
    Work.update(title="Kindling").execute()
    assert url_of(work) != before


def test_an_old_address_leads_to_the_cover_of_today_and_is_not_kept(client, work):
    for old in (f"/covers/{work.id}-0123.svg", url_of(work).replace(".svg", ".jpg")):
        answer = client.get(old)
        assert (answer.status_code, answer.location) == (302, url_of(work))
        assert "immutable" not in answer.headers.get("Cache-Control", "")


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_an_uploaded_picture_takes_the_place_of_the_drawn_cover(client, work, format):
    covers.replace_cover(work.id, picture(format=format))
    answer = client.get(url_of(work))
    assert answer.content_type == "image/webp"
    assert "immutable" in answer.headers["Cache-Control"]
    assert Image.open(io.BytesIO(answer.data)).size == (300, 450)


def test_another_picture_has_another_address(work):
    covers.replace_cover(work.id, picture())
    first = url_of(work)
    covers.replace_cover(work.id, picture(size=(310, 450)))
    assert url_of(work) != first
    covers.remove_cover(work.id)
    assert url_of(work).endswith(".svg")


def test_a_large_picture_is_made_smaller_and_keeps_its_shape(work):
    covers.replace_cover(work.id, picture(size=(2000, 3000)))
    assert kept(work).size == (800, 1200)


def test_what_else_a_file_holds_is_left_behind(work):
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    covers.replace_cover(work.id, picture(exif=exif))
    assert not kept(work).getexif()
    assert b"taken at home" not in bytes(Cover.get_by_id(work.id).image)


def test_a_sideways_photograph_is_turned_upright(work):
    exif = Image.Exif()
    exif[0x0112] = 6
    covers.replace_cover(work.id, picture(size=(450, 300), exif=exif))
    assert kept(work).size == (300, 450)


@pytest.mark.parametrize(
    ("mode", "format"), [("RGBA", "PNG"), ("P", "PNG"), ("CMYK", "JPEG"), ("L", "PNG")]
)
def test_every_kind_of_colour_is_read(work, mode, format):
    file = io.BytesIO()
    Image.new(mode, (20, 30)).save(file, format)
    file.seek(0)
    covers.replace_cover(work.id, file)
    assert kept(work).mode == "RGB"


def bomb():
    """A PNG of a few bytes that says it is 60,000 pixels each way."""

    def chunk(kind, data):
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
    return start + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (b"", "could not read"),
        (b"not a picture", "could not read"),
        (SVG, "could not read"),
        (picture().getvalue()[:200], "could not read"),
        (picture(format="GIF").getvalue(), "could not read"),
        (bomb(), "too large"),
    ],
    ids=["empty", "text", "svg", "truncated", "gif", "bomb"],
)
def test_what_is_no_cover_is_refused_in_a_sentence(work, file, reason):
    with pytest.raises(covers.UnreadableImage, match=reason):
        covers.replace_cover(work.id, io.BytesIO(file))
    assert Cover.select().count() == 0
