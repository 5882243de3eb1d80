"""Decorated cloth bindings of about 1900: everything stamped in gold."""

from app.catalog.cover_designs.colour import mix
from app.catalog.cover_designs.faces import BOOK, DIDONE
from app.catalog.cover_designs.fitting import Box, Type
from app.catalog.cover_designs.gilding import DEVICES, FRAMES
from app.catalog.cover_designs.shapes import group, pattern, rect, strokes

HINGE = 16  # the groove beside the spine; the rest is the board


def decorated_cloth(sheet, book, colours):
    """A frame, a title, a device and the author's name, on woven cloth."""
    gold, foil, thread = colours.shapes
    sheet.fill(colours.ground)
    sheet.draw(pattern("cloth", 5, 5, strokes("M0 0H5M0 0V5", thread, 1.1)))
    sheet.draw(rect(0, 0, 400, 600, "url(#cloth)", opacity=0.55), rect(0, 0, HINGE, 600, thread))
    board = Box(HINGE, 0, 400 - HINGE, 600).inset(20)
    sheet.draw(*book.look.pick(FRAMES)(board, gold, foil))
    sheet.draw(group(*book.art.pick(DEVICES)(book.art, gold, foil), transform="translate(8 0)"))
    # What the eye sees behind the letters: the ground and its threads in one.
    _lettering(sheet, book, colours.ink, mix(colours.ground, thread, 0.25))


def _lettering(sheet, book, ink, ground):
    title = Type(DIDONE, 54, capitals=True, tracking=0.04, leading=1.14)
    sheet.write(book.name, title, Box(80, 74, 256, 186), ink, ground, rise="middle")
    names = Type(BOOK, 19, capitals=True, tracking=0.08, leading=1.2)
    foot = Box(80, 480, 256, 40 if book.volume else 56)
    sheet.write(book.byline, names, foot, ink, ground, rise="middle")
    volume = Type(BOOK, 14, italic=True, least=8)
    sheet.write(book.volume, volume, Box(80, 522, 256, 20), ink, ground, rise="middle")
