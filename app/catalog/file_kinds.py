"""What kind of file this is, by what is in it and not by what it is called."""

import zipfile

ZIP, EPUB = b"PK\x03\x04", b"mimetypeapplication/epub+zip"
EPUB_AT = 30  # where EPUB's own mark stands in the archive (OCF 3.3, section 4.3)
MP4_BRANDS = (b"M4B ", b"M4A ", b"M4BP", b"mp42", b"mp41", b"isom", b"iso2")
HEAD = 1024  # bytes; a PDF may have as much before it begins


class UnreadableFile(Exception):
    """Not a file that we sell; the message says why, to staff."""


def kind_of(stream):
    """epub, pdf, mp3, m4b or zip; raises UnreadableFile. The stream is at its beginning again."""
    head = stream.read(HEAD)
    stream.seek(0)
    kind = kind_by(head)
    if kind is None:
        raise UnreadableFile("This is no EPUB, PDF, MP3, M4B or ZIP file, whatever it is called.")
    if kind in ("epub", "zip") and not is_whole(stream):
        raise UnreadableFile("The file is damaged: its end is missing.")
    return kind


def kind_by(head):
    if head.startswith(ZIP):
        return "epub" if head[EPUB_AT:].startswith(EPUB) else "zip"
    if b"%PDF-" in head:
        return "pdf"
    if head[4:8] == b"ftyp" and head[8:12] in MP4_BRANDS:
        return "m4b"
    return "mp3" if head.startswith(b"ID3") or is_mpeg_audio(head) else None


def is_mpeg_audio(head):
    """Whether it begins with a frame of MPEG audio, layer III (ISO 11172-3, 2.4.2.3)."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    version, layer, rate = head[1] >> 3 & 3, head[1] >> 1 & 3, head[2] >> 4
    return version != 1 and layer == 1 and rate not in (0, 15)


def is_whole(stream):
    whole = zipfile.is_zipfile(stream)
    stream.seek(0)
    return whole
