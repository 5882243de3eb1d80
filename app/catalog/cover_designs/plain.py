"""Covers that are all type: cream boards with rules, and one strong colour."""

from .faces import BOOK, DIDONE, GROTESQUE, HUMANIST
from .fitting import Box, Type
from .shapes import disc, frame, rect

SERIES = Type(HUMANIST, 12.5, capitals=True, tracking=0.14, least=8)


def cream_boards(sheet, book, colours):
    """A cream board, a thin black rule and two coloured ones, the title in colour."""
    bold, dark = colours.shapes[:2]
    sheet.fill(colours.ground)
    outer = Box(0, 0, 400, 600).inset(24)
    sheet.draw(frame(outer, dark, 1.3))
    sheet.draw(frame(outer.inset(5), bold, 1.0), frame(outer.inset(8), bold, 1.0))
    room = outer.inset(28, 52)
    names = Type(DIDONE, 23, capitals=True, tracking=0.06, leading=1.25)
    sheet.write(book.byline, names, Box(*room[:3], 84), dark, colours.ground)
    title = Type(DIDONE, 72, leading=1.08)
    main = sheet.write(book.name, title, Box(room.x, 152, room.width, 190), bold, colours.ground)
    under = Box(room.x, main.bottom + 14, room.width, 76)
    sheet.write(book.subtitle, Type(DIDONE, 20, italic=True), under, dark, colours.ground)
    sheet.write(book.volume, SERIES, Box(room.x, 476, room.width, 32), dark, colours.ground)
    sheet.colophon(200, 532, bold, 20)


def strong_colour(sheet, book, colours):
    """Type on one strong colour and nothing else."""
    sheet.fill(colours.ground)
    book.look.pick([_hung_from_top, _centred, _stood_on_foot])(sheet, book, colours)


def _hung_from_top(sheet, book, colours):
    room = Box(34, 36, 332, 528)
    ink, ground = colours.ink, colours.ground
    title = Type(BOOK, 92, leading=1.0, tracking=-0.01)
    main = sheet.write(book.title, title, Box(*room[:3], 330), ink, ground, "start")
    names = Box(34, main.bottom + 16, 332, 96)
    sheet.write(book.byline, Type(BOOK, 26, italic=True, leading=1.15), names, ink, ground, "start")
    sheet.write(book.volume, SERIES, Box(34, 540, 290, 24), ink, ground, "start", "bottom")
    sheet.colophon(354, 552, ink, 18)


def _centred(sheet, book, colours):
    ink, ground = colours.ink, colours.ground
    sheet.write(book.byline, Type(BOOK, 25), Box(40, 48, 320, 74), ink, ground)
    title = Type(BOOK, 78, leading=1.06)
    sheet.write(book.title, title, Box(40, 150, 320, 260), ink, ground, rise="middle")
    sheet.write(book.volume, SERIES, Box(40, 486, 320, 30), ink, ground, rise="bottom")
    sheet.colophon(200, 548, ink, 20)


def _stood_on_foot(sheet, book, colours):
    ink, ground = colours.ink, colours.ground
    title = Type(GROTESQUE, 84, weight=700, leading=0.98, tracking=-0.025)
    names = Type(GROTESQUE, 24, leading=1.15)
    sheet.write(book.byline, names, Box(30, 30, 340, 84), ink, ground, "start")
    sheet.write(book.volume, SERIES, Box(30, 122, 340, 20), ink, ground, "start")
    sheet.write(book.title, title, Box(30, 190, 340, 372), ink, ground, "start", "bottom")


def one_mark(sheet, book, colours):
    """A disc or a bar of colour on a plain ground, and quiet type."""
    sheet.fill(colours.ground)
    ink, ground, bold = colours.ink, colours.ground, colours.shapes[1]
    if book.look.chance(0.6):
        x = book.art.pick([200, 140, 260])
        sheet.draw(
            disc(x, 176, 112, bold),
            disc(x + book.art.pick([-40, 40]), 176, 112, colours.shapes[2], opacity=0.55),
        )
    else:
        for step in range(book.art.whole(3, 6)):
            sheet.draw(
                rect(
                    34,
                    60 + step * 42,
                    book.art.between(90, 332),
                    26,
                    (bold, colours.shapes[2])[step % 2],
                )
            )
    title = Type(HUMANIST, 58, leading=1.04)
    sheet.write(book.title, title, Box(34, 330, 332, 150), ink, ground, "start", "bottom")
    names = Type(HUMANIST, 21, leading=1.15)
    sheet.write(book.byline, names, Box(34, 494, 332, 48), ink, ground, "start")
    sheet.write(book.volume, SERIES, Box(34, 550, 332, 20), ink, ground, "start", "bottom")
