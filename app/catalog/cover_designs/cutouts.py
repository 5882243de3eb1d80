"""Shapes cut from coloured paper and laid down, as designers did about 1950."""

from app.catalog.cover_designs.colour import readable
from app.catalog.cover_designs.faces import BOOK, GROTESQUE, HUMANIST
from app.catalog.cover_designs.fitting import Box, Type
from app.catalog.cover_designs.shapes import (
    at,
    disc,
    group,
    moved,
    path,
    polar,
    polygon,
    rect,
    round_strokes,
    smooth,
    strokes,
    turns,
)
from app.catalog.cover_designs.title_block import VOLUME

PAPER = "#faf4e6"


def seaweed(sheet, book, colours):
    """Fronds cut out and laid on a chequer of four papers, the title above."""
    sheet.fill(PAPER)
    shades = book.look.shuffled([*colours.shapes[:3], colours.ground])
    for place, (x, y) in enumerate([(0, 200), (200, 200), (0, 400), (200, 400)]):
        back, front = shades[place], shades[(place + 1 + place % 2) % 4]
        sheet.draw(rect(x, y, 200, 200, back), _frond(book.art, x + 100, y + 100, front))
    ink = readable(PAPER, colours.ink, "#22252b")
    names, title = Type(HUMANIST, 18), Type(HUMANIST, 58, weight=700, leading=1.0)
    above = sheet.write(book.byline, names, Box(28, 24, 344, 38), ink, PAPER, "start")
    room = Box(28, above.bottom + 8, 344, 172 - above.bottom)
    sheet.write(book.title, title, room, ink, PAPER, "start", "middle")
    sheet.write(book.volume, VOLUME, Box(28, 181, 344, 15), ink, PAPER, "start")


def _frond(art, x, y, shade):
    """A stalk with round-ended arms on both sides."""
    lean, arms = art.between(-16, 16), art.whole(3, 5)
    data = f"M0 84Q{at(lean, 0)} {at(lean / 2, -66)}"
    for arm in range(arms):
        height, reach = 56 - arm * 104 / arms, 62 - 30 * arm / arms + art.between(-8, 8)
        for side in (-1, 1):
            tip = at(side * reach, height - 26 - art.between(0, 10))
            data += f"M{at(lean * 0.4, height)}Q{at(side * reach * 0.6, height - 2)} {tip}"
    return moved(x, y, round_strokes(data, shade, 17), turned=art.pick([0, 0, 180, 20, -20]))


def drifting_shapes(sheet, book, colours):
    """Soft shapes with a small sign on each, as if pinned to the wind."""
    ground, ink, shapes = colours
    sheet.fill(ground)
    art, shades = book.art, book.look.shuffled(shapes)
    spots = art.shuffled([(112, 250), (284, 226), (124, 428), (286, 408)])
    for (x, y), shade in zip(spots, shades, strict=True):
        sheet.draw(_blob(art, x, y, art.between(92, 126), shade))
    for (x, y), shade in zip(spots, shades[2:] + shades[:2], strict=True):
        sheet.draw(_sign(art, x, y, shade))
    title = Type(BOOK, 60, italic=book.look.chance(0.5), leading=1.05)
    sheet.write(book.title, title, Box(30, 28, 340, 104), ink, ground, "start")
    sheet.write(book.byline, Type(BOOK, 22), Box(30, 536, 340, 30), ink, ground, "start", "bottom")
    sheet.write(book.volume, VOLUME, Box(30, 570, 340, 16), ink, ground, "start")


def _blob(art, x, y, radius, shade):
    rim = [polar(x, y, radius * art.between(0.62, 1.12), angle) for angle in turns(7)]
    return path(smooth(rim), shade)


def _sign(art, x, y, shade):
    """An eye, a comb, a star or a ladder."""
    signs = [
        disc(0, 0, 17, shade) + disc(5, -4, 6, "#17151a"),
        strokes("M-26 0H26M-22 0V-18M-11 0V-18M0 0V-18M11 0V-18M22 0V-18", shade, 3.5),
        strokes("M0-24V24M-21-12 21 12M-21 12 21-12", shade, 3.5),
        strokes("M-8 30V-30M8 30V-30M-8 18H8M-8 6H8M-8-6H8M-8-18H8", shade, 3.5),
    ]
    return moved(x, y, art.pick(signs), turned=art.whole(-30, 30))


def wedges(sheet, book, colours):
    """Hard diagonals, a disc and bars: a poster for an argument."""
    ground, ink, (bold, second, third, _) = colours
    sheet.fill(ground)
    sheet.draw(*_argument(book.art, bold, second, third))
    title = Type(GROTESQUE, 66, weight=700, capitals=True, tracking=-0.02, leading=0.98)
    names = Type(GROTESQUE, 19, weight=700)
    sheet.write(book.title, title, Box(30, 384, 340, 124), ink, ground, "start", "bottom")
    sheet.write(book.byline, names, Box(30, 520, 340, 26), ink, ground, "start", "middle")
    sheet.draw(rect(30, 556, 340, 3, bold))
    sheet.write(book.volume, VOLUME, Box(30, 565, 340, 16), ink, ground, "start")


def _argument(art, bold, second, third):
    x, y, foot = art.between(230, 300), art.between(150, 190), art.between(300, 350)
    bars = [rect(0, step * 26, 240 - 44 * step, 11, second) for step in range(4)]
    marks = disc(x, y, art.between(84, 112), third)
    marks += polygon([(0, 40), (x + 30, y - 8), (0, foot)], bold)
    marks += moved(x - 60, y + 96, *bars, turned=art.pick([-24, -32, 0]))
    facing = "translate(400 0) scale(-1 1)" if art.chance(0.5) else None
    return [group(marks, transform=facing)]
