"""Stripes and squares that will not lie still."""

import math

from app.catalog.cover_designs.faces import GROTESQUE
from app.catalog.cover_designs.fitting import Box, Type
from app.catalog.cover_designs.shapes import moved, polygon, rect
from app.catalog.cover_designs.title_block import title_block


def _foot(sheet, book, colours):
    """A plain band along the foot, with the title."""
    sheet.draw(rect(0, 410, 400, 190, colours.ground))
    title = Type(GROTESQUE, 58, weight=700, leading=1.0, tracking=-0.02)
    title_block(sheet, book, Box(28, 428, 344, 150), colours, title, Type(GROTESQUE, 19))


def swaying_stripes(sheet, book, colours):
    """Upright stripes that part where an unseen ball passes behind them."""
    sheet.fill(colours.ground)
    art = book.art
    ball = art.between(120, 280), art.between(170, 290), art.between(26, 44)
    heights = range(-20, 470, 35)
    for x in range(-8, 408, 32):
        edges = ([_parted(edge, y, *ball) for y in heights] for edge in (x, x + 16))
        left, right = edges
        sheet.draw(polygon([*left, *reversed(right)], colours.shapes[0]))
    _foot(sheet, book, colours)


def _parted(x, y, middle, height, force):
    """The point pushed sideways, the more the nearer the ball."""
    distance = math.hypot(x - middle, y - height) / 110
    push = force * math.exp(-distance * distance) * min(1, abs(x - middle) / 30)
    return round(x + math.copysign(push, x - middle)), y


def nested_squares(sheet, book, colours):
    """Squares within squares, each turned a little further."""
    sheet.fill(colours.ground)
    turn, shades = book.art.pick([4, 7, 10, -6, -9]), colours.shapes[:2]
    for step in range(16):
        size = 300 * 0.87**step
        square = rect(-size / 2, -size / 2, size, size, shades[step % 2])
        sheet.draw(moved(200, 205, square, turned=turn * step))
    _foot(sheet, book, colours)
