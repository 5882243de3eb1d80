"""Typographic paperbacks after the Swiss manner: a grid, a grotesque, a system of shapes."""

import math

from app.catalog.cover_designs.faces import GROTESQUE
from app.catalog.cover_designs.fitting import Box, Type
from app.catalog.cover_designs.shapes import disc, moved, path, rect, ring, round_strokes
from app.catalog.cover_designs.title_block import title_block

TILES = (
    "M0 0H100A100 100 0 0 1 0 100Z",
    "M0 0H100L0 100Z",
    "M0 0H100A50 50 0 0 1 0 0Z",
    "M0 50A50 50 0 0 1 100 50V100H0Z",
    "M50 0A50 50 0 0 1 50 100A50 50 0 0 1 50 0Z",
)


def _head(sheet, book, colours):
    """Title and authors, flush left at the top; the picture has the rest, below 200."""
    title = Type(GROTESQUE, 56, weight=700, leading=1.0, tracking=-0.025)
    title_block(sheet, book, Box(24, 24, 352, 166), colours, title, Type(GROTESQUE, 19))


def turning_tiles(sheet, book, colours):
    """A square of sixteen tiles, each a quarter turn of the same few."""
    sheet.fill(colours.ground)
    shades = sorted({*colours.shapes, colours.ground})
    forms = book.look.shuffled(TILES)[:3]
    for place in range(16):
        back, front = book.art.shuffled(shades)[:2]
        turn = f"rotate({book.art.pick([0, 90, 180, 270])} 50 50)"
        tile = path(book.art.pick(forms), front, transform=turn)
        x, y = 100 * (place % 4), 200 + 100 * (place // 4)
        sheet.draw(moved(x, y, rect(0, 0, 100, 100, back), tile))
    _head(sheet, book, colours)


def swelling_dots(sheet, book, colours):
    """A field of dots whose size is a wave."""
    sheet.fill(colours.ground)
    bold, second = colours.shapes[:2]
    for size, spots in sorted(_field(book.art).items()):
        shade = second if size > 19 else bold
        sheet.draw(round_strokes("".join(spots), shade, size * 1.15))
    _head(sheet, book, colours)


def _field(art):
    """The places of the dots, as path data, by their size."""
    across, down, phase = art.between(0.25, 0.8), art.between(0.25, 0.8), art.between(0, 6)
    field = {}
    for row in range(14):
        for column in range(13):
            wave = math.sin(across * column + phase) + math.cos(down * row - phase)
            size = max(1, round(13 + 6.5 * wave))
            field.setdefault(size, []).append(f"M{32 + 28 * column} {212 + 28 * row}h0")
    return field


def orbits(sheet, book, colours):
    """Broad arcs round one centre, each begun and ended elsewhere."""
    sheet.fill(colours.ground)
    x, y, far = book.look.pick([(200, 400, 190), (400, 600, 380), (0, 600, 380), (200, 600, 380)])
    width = far / 11
    for step in range(7):
        shade = colours.shapes[step % 3]
        sheet.draw(_arc(book.art, x, y, far - width * 1.5 * step, width, shade))
    sheet.draw(disc(x, y, width * 0.9, colours.shapes[0]))
    _head(sheet, book, colours)


def _arc(art, x, y, radius, width, shade):
    start, length = art.whole(0, 360), math.tau * radius
    sweep = art.between(0.35, 0.9) * length
    dash = f"{sweep:.0f} {length - sweep:.0f}"
    turn = f"rotate({start} {x} {y})"
    return ring(x, y, radius, shade, width, stroke_dasharray=dash, transform=turn)


def rising_bars(sheet, book, colours):
    """Bars side by side, a ball on each, their heights a slow curve."""
    sheet.fill(colours.ground)
    art, count = book.art, book.look.pick([8, 11, 16])
    phase, waves, width = art.between(0, 6), art.between(0.6, 1.8), 400 / count
    for place in range(count):
        top = 335 + 125 * math.sin(phase + waves * math.tau * place / count)
        bar, ball = (colours.shapes[(place + step) % 3] for step in (0, 1))
        sheet.draw(rect(place * width, top, width + 0.3, 600 - top, bar))
        sheet.draw(disc((place + 0.5) * width, top, width / 2, ball))
    _head(sheet, book, colours)
