"""Curves that a formula draws: for mathematics and whoever loves it."""

import math

from .faces import DIDONE, GROTESQUE
from .fitting import Box, Type
from .shapes import ring, smooth, strokes

SMALL = Type(GROTESQUE, 12.5, least=7)


def _type(sheet, book, colours):
    ink, ground = colours.ink, colours.ground
    title = Type(DIDONE, 54, leading=1.06)
    sheet.write(book.title, title, Box(32, 424, 336, 96), ink, ground, "start", "bottom")
    names = Type(GROTESQUE, 17, leading=1.15)
    sheet.write(book.byline, names, Box(32, 530, 336, 26), ink, ground, "start", "middle")
    sheet.write(book.volume, SMALL, Box(32, 562, 336, 16), ink, ground, "start", "middle")


def times_table(sheet, book, colours):
    """Points on a circle, each tied to its multiple."""
    sheet.fill(colours.ground)
    count, factor = 150, book.art.pick([2, 3, 4, 5, 7, 34, 51, 74])
    spots = [
        (200 + 172 * math.cos(a), 216 - 172 * math.sin(a))
        for a in (math.tau * p / count for p in range(count))
    ]
    chords = "".join(
        "M{:.0f} {:.0f}L{:.0f} {:.0f}".format(*spots[p], *spots[p * factor % count])
        for p in range(1, count)
    )
    sheet.draw(ring(200, 216, 172, colours.shapes[0], 1.6), strokes(chords, colours.shapes[0], 0.9))
    _type(sheet, book, colours)


def woven_lines(sheet, book, colours):
    """Straight lines between the sides of a square that make a curve between them."""
    sheet.fill(colours.ground)
    lines, turns = 22, book.art.pick([(0, 2), (0, 1, 2, 3), (0, 1, 2, 3), (0, 1)])
    for turn in turns:
        data = "".join(
            f"M40 {56 + 320 * p // lines}L{40 + 320 * p // lines} 376" for p in range(lines + 1)
        )
        shade = colours.shapes[turn % 2]
        sheet.draw(strokes(data, shade, 1.2, transform=f"rotate({90 * turn} 200 216)"))
    _type(sheet, book, colours)


def rose(sheet, book, colours):
    """A curve with petals, drawn again and again smaller."""
    sheet.fill(colours.ground)
    petals = book.art.pick([3, 5, 7, 2.5, 3.5])
    turn = book.art.pick([0.0, 0.06])
    for step, radius in enumerate((176, 148, 120, 92, 64, 36)):
        data = _rose_path(petals, radius, step * turn)
        sheet.draw(strokes(data, colours.shapes[step % 2], 2.2))
    _type(sheet, book, colours)


def _rose_path(petals, radius, turn):
    length = math.tau * (1 if petals == int(petals) else 2)
    steps = 60
    spots = []
    for place in range(steps):
        angle = length * place / steps
        reach = radius * (0.62 + 0.38 * math.cos(petals * angle))
        spots.append((200 + reach * math.cos(angle + turn), 216 + reach * math.sin(angle + turn)))
    return smooth(spots)


def sunflower(sheet, book, colours):
    """Seeds set each at the golden angle from the last."""
    sheet.fill(colours.ground)
    rows, odd_one = {}, book.art.pick([5, 8, 13, 21])
    for seed in range(1, 230):
        angle, reach = seed * 2.39996, 11.6 * math.sqrt(seed)
        spot = f"M{200 + reach * math.cos(angle):.0f} {216 + reach * math.sin(angle):.0f}h0"
        rows.setdefault((seed // 46, seed % odd_one == 0), []).append(spot)
    for (band, odd), spots in rows.items():
        sheet.draw(
            strokes(
                "".join(spots),
                colours.shapes[1 if odd else 0],
                5.5 + 2.2 * band,
                stroke_linecap="round",
            )
        )
    _type(sheet, book, colours)
