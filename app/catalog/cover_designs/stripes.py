"""Stripes that will not lie still."""

import math

from .faces import GROTESQUE
from .fitting import Box, Type
from .shapes import group, polygon, rect

TITLE = Type(GROTESQUE, 58, weight=700, leading=1.0, tracking=-0.02)


def _type(sheet, book, colours, top):
    """A plain band across the stripes, with the title."""
    ink, ground = colours.ink, colours.ground
    sheet.draw(rect(0, top, 400, 190, ground))
    title = sheet.write(book.title, TITLE, Box(28, top + 18, 344, 108), ink, ground, "start")
    names = sheet.write(
        book.byline, Type(GROTESQUE, 19), Box(28, title.bottom + 8, 344, 30), ink, ground, "start"
    )
    sheet.write(
        book.volume,
        Type(GROTESQUE, 12, least=7),
        Box(28, names.bottom + 4, 344, 15),
        ink,
        ground,
        "start",
    )


def swaying_stripes(sheet, book, colours):
    """Upright stripes that bend where an unseen ball passes behind them."""
    sheet.fill(colours.ground)
    art, shade = book.art, colours.shapes[0]
    x0, y0, force = art.between(120, 280), art.between(200, 300), art.between(26, 44)
    for stripe in range(0, 26, 2):
        edge = [_bent(16 * stripe - 8, y, x0, y0, force) for y in range(-20, 640, 60)]
        other = [_bent(16 * stripe + 8, y, x0, y0, force) for y in range(-20, 640, 60)]
        spots = [*edge, *reversed(other)]
        sheet.draw(polygon([(round(x), round(y)) for x, y in spots], shade))
    _type(sheet, book, colours, 410)


def _bent(x, y, x0, y0, force):
    distance = math.hypot(x - x0, y - y0) / 110
    push = force * math.exp(-distance * distance) * (1 if x > x0 else -1)
    return x + push * min(1, abs(x - x0) / 30), y


def nested_squares(sheet, book, colours):
    """Squares within squares, each turned a little further."""
    sheet.fill(colours.ground)
    turn, shades = book.art.pick([4, 7, 10, -6]), colours.shapes[:2]
    size, marks = 300.0, []
    for step in range(16):
        marks.append(
            group(
                rect(-size / 2, -size / 2, size, size, shades[step % 2]),
                transform=f"rotate({turn * step})",
            )
        )
        size *= 0.87
    sheet.draw(group(*marks, transform="translate(200 205)"))
    _type(sheet, book, colours, 410)
