"""Shapes cut from coloured paper and laid down, as designers did about 1950."""

import math

from .colour import readable
from .faces import BOOK, GROTESQUE, HUMANIST
from .fitting import Box, Type
from .shapes import disc, group, path, polygon, rect, smooth, strokes


def seaweed(sheet, book, colours):
    """Fronds cut out and laid on a chequer of papers, the title on one of them."""
    paper = "#faf4e6"
    sheet.fill(paper)
    shades = book.look.shuffled([*colours.shapes[:3], colours.ground])
    cells = [Box(x, y, 200, 200) for y in (200, 400) for x in (0, 200)]
    for place, cell in enumerate(cells):
        back, front = shades[place], shades[(place + 1 + place % 2) % 4]
        sheet.draw(rect(*cell, back), _frond(book.art, cell, front if front != back else paper))
    ink = readable(paper, colours.ink, "#22252b")
    room = Box(28, 24, 344, 156)
    names = sheet.write(
        book.byline, Type(HUMANIST, 18, leading=1.15), Box(*room[:3], 38), ink, paper, "start"
    )
    title = Box(28, names.bottom + 8, 344, 176 - names.bottom)
    _small(sheet, book, ink, paper, Box(28, 182, 344, 14))
    sheet.write(
        book.title,
        Type(HUMANIST, 58, weight=700, leading=1.0),
        title,
        ink,
        paper,
        "start",
        "middle",
    )


def _small(sheet, book, ink, ground, box, align="start"):
    sheet.write(
        book.volume, Type(HUMANIST, 12, tracking=0.06, least=7), box, ink, ground, align, "middle"
    )


def _frond(art, cell, colour):
    """A stalk with round-ended arms on both sides."""
    lean, arms = art.between(-16, 16), art.whole(3, 5)
    data = f"M0 84Q{lean:.0f} 0 {lean / 2:.0f}-66"
    for arm in range(arms):
        y = 56 - arm * 104 / arms
        reach = 62 - 30 * arm / arms + art.between(-8, 8)
        for side in (-1, 1):
            data += f"M{lean * 0.4:.0f} {y:.0f}Q{side * reach * 0.6:.0f} {y - 2:.0f} {side * reach:.0f} {y - 26 - art.between(0, 10):.0f}"
    turn = art.pick([0, 0, 180, 20, -20])
    place = f"translate({cell.middle:.0f} {cell.y + 100:.0f}) rotate({turn})"
    return strokes(data, colour, 17, stroke_linecap="round", transform=place)


def drifting_shapes(sheet, book, colours):
    """Loose soft shapes, dots and hairlines, as if pinned to the wind."""
    sheet.fill(colours.ground)
    art, shades = book.art, book.look.shuffled(list(colours.shapes))
    spots = art.shuffled([(112, 250), (284, 226), (124, 428), (286, 408)])
    for place, (x, y) in enumerate(spots):
        sheet.draw(_blob(art, x, y, art.between(92, 126), shades[place]))
    for place, (x, y) in enumerate(spots):
        sheet.draw(_sign(art, x, y, shades[(place + 2) % 4]))
    ink, ground = colours.ink, colours.ground
    title = Type(BOOK, 60, italic=book.look.chance(0.5), leading=1.05)
    sheet.write(book.title, title, Box(30, 28, 340, 104), ink, ground, "start")
    sheet.write(book.byline, Type(BOOK, 22), Box(30, 536, 340, 30), ink, ground, "start", "bottom")
    _small(sheet, book, ink, ground, Box(30, 570, 340, 16))


def _blob(art, x, y, radius, colour):
    count = 7
    rim = []
    for place in range(count):
        angle = math.tau * place / count
        reach = radius * art.between(0.62, 1.12)
        rim.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
    return path(smooth(rim), colour)


def _sign(art, x, y, colour):
    """A small mark on a shape: an eye, a comb, a star or a ladder."""
    marks = {
        "eye": disc(0, 0, 17, colour) + disc(5, -4, 6, "#17151a"),
        "comb": strokes("M-26 0H26M-22 0V-18M-11 0V-18M0 0V-18M11 0V-18M22 0V-18", colour, 3.5),
        "star": strokes("M0-24V24M-21-12 21 12M-21 12 21-12", colour, 3.5),
        "ladder": strokes("M-8 30V-30M8 30V-30M-8 18H8M-8 6H8M-8-6H8M-8-18H8", colour, 3.5),
    }
    turn = art.whole(-30, 30)
    return group(marks[art.pick(list(marks))], transform=f"translate({x} {y}) rotate({turn})")


def wedges(sheet, book, colours):
    """Hard diagonals, a disc and a bar: a poster for an argument."""
    bold, second, third, _ = colours.shapes[:4]
    sheet.fill(colours.ground)
    art = book.art
    x, y, radius = art.between(230, 300), art.between(150, 190), art.between(84, 112)
    foot = art.between(300, 350)
    sheet.draw(disc(x, y, radius, third))
    sheet.draw(polygon([(0, 40), (x + 30, y - 8), (0, foot)], bold))
    sheet.draw(
        group(
            *(rect(0, step * 26, 240 - 44 * step, 11, second) for step in range(4)),
            transform=f"translate({x - 60:.0f} {y + 96:.0f}) rotate(-24)",
        )
    )
    ink, ground = colours.ink, colours.ground
    title = Type(GROTESQUE, 66, weight=700, capitals=True, tracking=-0.02, leading=0.98)
    sheet.draw(rect(30, 556, 340, 3, bold))
    sheet.write(book.title, title, Box(30, 384, 340, 124), ink, ground, "start", "bottom")
    sheet.write(
        book.byline,
        Type(GROTESQUE, 19, weight=700),
        Box(30, 520, 340, 26),
        ink,
        ground,
        "start",
        "middle",
    )
    _small(sheet, book, ink, ground, Box(30, 566, 340, 18))
