"""Typographic science paperbacks after the Swiss manner: a grid, a grotesque, a system of shapes."""

import math

from .faces import GROTESQUE
from .fitting import Box, Type
from .shapes import disc, group, path, rect, strokes

TITLE = Type(GROTESQUE, 56, weight=700, leading=1.0, tracking=-0.025)
NAMES = Type(GROTESQUE, 19, leading=1.15)
SMALL = Type(GROTESQUE, 12.5, least=7)


def _head(sheet, book, ink, ground):
    """Title and authors, flush left at the top; the picture has the rest below 200."""
    title = sheet.write(book.title, TITLE, Box(24, 24, 352, 118), ink, ground, "start")
    room = Box(24, title.bottom + 8, 352, 184 - title.bottom - (20 if book.volume else 4))
    names = sheet.write(book.byline, NAMES, room, ink, ground, "start")
    sheet.write(book.volume, SMALL, Box(24, names.bottom + 5, 352, 15), ink, ground, "start")


def turning_tiles(sheet, book, colours):
    """A square of sixteen tiles, each a quarter turn of the same few."""
    sheet.fill(colours.ground)
    shades = [shade for shade in colours.shapes if shade != colours.ground]
    forms = book.look.shuffled(
        [
            "M0 0H100A100 100 0 0 1 0 100Z",
            "M0 0H100L0 100Z",
            "M0 0H100A50 50 0 0 1 0 0Z",
            "M0 50A50 50 0 0 1 100 50V100H0Z",
            "M50 0A50 50 0 0 1 50 100A50 50 0 0 1 50 0Z",
        ]
    )[:3]
    for place in range(16):
        x, y = 100 * (place % 4), 200 + 100 * (place // 4)
        back, front = book.art.shuffled([*shades, colours.ground])[:2]
        tile = path(
            book.art.pick(forms),
            front,
            transform=f"rotate({book.art.pick([0, 90, 180, 270])} 50 50)",
        )
        sheet.draw(group(rect(0, 0, 100, 100, back), tile, transform=f"translate({x} {y})"))
    _head(sheet, book, colours.ink, colours.ground)


def swelling_dots(sheet, book, colours):
    """A field of dots whose size is a wave."""
    sheet.fill(colours.ground)
    across, down, phase = (
        book.art.between(0.5, 1.6),
        book.art.between(0.5, 1.6),
        book.art.between(0, 6),
    )
    rows = {}
    for row in range(14):
        for column in range(13):
            wave = math.sin(across * column / 2 + phase) + math.cos(down * row / 2 - phase)
            size = max(1, round(13 + 6.5 * wave))
            rows.setdefault(size, []).append(f"M{32 + 28 * column} {212 + 28 * row}h0")
    bold, second = colours.shapes[:2]
    for size, spots in rows.items():
        sheet.draw(
            strokes(
                "".join(spots), second if size > 19 else bold, size * 1.15, stroke_linecap="round"
            )
        )
    _head(sheet, book, colours.ink, colours.ground)


def orbits(sheet, book, colours):
    """Broad arcs round one centre, each begun and ended elsewhere."""
    sheet.fill(colours.ground)
    x, y = book.look.pick([(200, 400), (400, 600), (0, 600), (200, 600)])
    far = 190 if (x, y) == (200, 400) else 380
    width = far / 11
    for ring_ in range(7):
        radius = far - width * 1.5 * ring_
        start = book.art.between(0, 360)
        sweep = book.art.between(0.35, 0.9) * math.tau * radius
        dash = f"{sweep:.0f} {math.tau * radius - sweep:.0f}"
        shade = colours.shapes[ring_ % 3]
        sheet.draw(
            disc(
                x,
                y,
                radius,
                stroke=shade,
                stroke_width=width,
                stroke_dasharray=dash,
                transform=f"rotate({start:.0f} {x} {y})",
            )
        )
    sheet.draw(disc(x, y, width * 0.9, colours.shapes[0]))
    _head(sheet, book, colours.ink, colours.ground)


def leaning_bars(sheet, book, colours):
    """Bars set upright side by side, their heights a slow curve."""
    sheet.fill(colours.ground)
    count, phase, turns = (
        book.look.pick([8, 11, 16]),
        book.art.between(0, 6),
        book.art.between(0.6, 1.8),
    )
    width = 400 / count
    for place in range(count):
        share = 0.5 + 0.5 * math.sin(phase + turns * math.tau * place / count)
        top = 210 + 250 * share
        sheet.draw(rect(place * width, top, width + 0.3, 600 - top, colours.shapes[place % 3]))
        sheet.draw(disc((place + 0.5) * width, top, width / 2, colours.shapes[(place + 1) % 3]))
    _head(sheet, book, colours.ink, colours.ground)
