"""Covers that are all type: cream boards with rules, and one strong colour."""

from app.catalog.cover_designs.faces import BOOK, DIDONE, GROTESQUE, HUMANIST
from app.catalog.cover_designs.fitting import Box, Type
from app.catalog.cover_designs.shapes import disc, frame, rect
from app.catalog.cover_designs.sheet import TRIM

SERIES = Type(HUMANIST, 12.5, capitals=True, tracking=0.14, least=8)


def cream_boards(sheet, book, colours):
    """A cream board, a thin black rule and two coloured ones, the title in colour."""
    bold, dark = colours.shapes[:2]
    ground, outer = colours.ground, TRIM.inset(24)
    sheet.fill(ground)
    sheet.draw(frame(outer, dark, 1.3), *(frame(outer.inset(step), bold) for step in (5, 8)))
    names = Type(DIDONE, 23, capitals=True, tracking=0.06, leading=1.25)
    sheet.write(book.byline, names, Box(52, 76, 296, 70), dark, ground)
    title = Type(DIDONE, 72, leading=1.08)
    main = sheet.write(book.name, title, Box(52, 152, 296, 196), bold, ground)
    under = Type(DIDONE, 20, italic=True)
    sheet.write(book.subtitle, under, Box(52, main.bottom + 14, 296, 76), dark, ground)
    sheet.write(book.volume, SERIES, Box(52, 476, 296, 32), dark, ground)
    sheet.colophon(200, 532, bold, 20)


def strong_colour(sheet, book, colours):
    """Type on one strong colour and nothing else."""
    sheet.fill(colours.ground)
    book.look.pick([_hung_from_top, _centred, _stood_on_foot])(sheet, book, *colours[:2])


def _hung_from_top(sheet, book, ground, ink):
    title = Type(BOOK, 92, leading=1.0, tracking=-0.01)
    names = Type(BOOK, 26, italic=True, leading=1.15)
    main = sheet.write(book.title, title, Box(34, 36, 332, 330), ink, ground, "start")
    sheet.write(book.byline, names, Box(34, main.bottom + 16, 332, 96), ink, ground, "start")
    sheet.write(book.volume, SERIES, Box(34, 540, 290, 24), ink, ground, "start", "bottom")
    sheet.colophon(354, 552, ink, 18)


def _centred(sheet, book, ground, ink):
    title = Type(BOOK, 78, leading=1.06)
    sheet.write(book.byline, Type(BOOK, 25), Box(40, 48, 320, 74), ink, ground)
    sheet.write(book.title, title, Box(40, 150, 320, 260), ink, ground, rise="middle")
    sheet.write(book.volume, SERIES, Box(40, 486, 320, 30), ink, ground, rise="bottom")
    sheet.colophon(200, 548, ink, 20)


def _stood_on_foot(sheet, book, ground, ink):
    title = Type(GROTESQUE, 84, weight=700, leading=0.98, tracking=-0.025)
    names = Type(GROTESQUE, 24, leading=1.15)
    sheet.write(book.byline, names, Box(30, 30, 340, 84), ink, ground, "start")
    sheet.write(book.volume, SERIES, Box(30, 122, 340, 20), ink, ground, "start")
    sheet.write(book.title, title, Box(30, 190, 340, 372), ink, ground, "start", "bottom")


def one_mark(sheet, book, colours):
    """Two discs or a few bars on a plain ground, and quiet type."""
    sheet.fill(colours.ground)
    ground, ink = colours[:2]
    mark = book.look.pick([_two_discs, _two_discs, _few_bars])
    sheet.draw(*mark(book.art, *colours.shapes[1:3]))
    title, names = Type(HUMANIST, 58, leading=1.04), Type(HUMANIST, 21, leading=1.15)
    sheet.write(book.title, title, Box(34, 316, 332, 166), ink, ground, "start", "bottom")
    sheet.write(book.byline, names, Box(34, 494, 332, 48), ink, ground, "start")
    sheet.write(book.volume, SERIES, Box(34, 550, 332, 20), ink, ground, "start", "bottom")


def _two_discs(art, bold, other):
    x, y, radius = art.pick([200, 140, 260]), 172, art.pick([96, 112, 124])
    slide = art.pick([(-40, 0), (40, 0), (0, 34), (30, -24)])
    return [disc(x, y, radius, bold), disc(x + slide[0], y + slide[1], radius, other, opacity=0.55)]


def _few_bars(art, bold, other):
    count = art.whole(3, 6)
    widths = [art.between(90, 332) for _ in range(count)]
    return [
        rect(34, 60 + row * 42, width, 26, (bold, other)[row % 2])
        for row, width in enumerate(widths)
    ]
