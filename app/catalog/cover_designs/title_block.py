"""The block most covers share: the title, the authors under it, the series under them."""

from app.catalog.cover_designs.faces import HUMANIST
from app.catalog.cover_designs.fitting import Box, Type

VOLUME = Type(HUMANIST, 13, tracking=0.03, least=7)
VOLUME_HEIGHT, NAMES_HEIGHT = 19, 40


def title_block(sheet, book, room, colours, title, names, align="start"):
    """Set the block from the top of the room downwards; it never leaves the room."""
    ink, ground = colours.ink, colours.ground
    foot = room.bottom - (VOLUME_HEIGHT if book.volume else 0)
    space = room._replace(height=foot - NAMES_HEIGHT - room.y)
    main = sheet.write(book.title, title, space, ink, ground, align)
    line = Box(room.x, main.bottom + 8, room.width, NAMES_HEIGHT - 8)
    under = sheet.write(book.byline, names, line, ink, ground, align)
    last = Box(room.x, under.bottom + 3, room.width, VOLUME_HEIGHT - 3)
    sheet.write(book.volume, VOLUME, last, ink, ground, align)
