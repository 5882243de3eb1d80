"""Small files of the kinds that are sold as downloads, made up for tests."""

import io
import zipfile


def an_epub(text="It was a dark and stormy night."):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("book.xhtml", text)
    return packed.getvalue()


def a_zip():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("chapter 1.mp3", "x" * 100)
    return packed.getvalue()


SAMPLES = {
    "epub": an_epub(),
    "pdf": b"%PDF-1.7\n" + b"1 0 obj\n" * 20,
    "mp3": b"ID3\x04\x00\x00" + b"\x00" * 100,
    "m4b": b"\x00\x00\x00\x20ftypM4B " + b"\x00" * 100,
    "zip": a_zip(),
}
BARE_MP3 = b"\xff\xfb\x90\x00" + b"\x00" * 100
