"""Covers built of bands, rules and borders, in flat colour and paper."""

from app.catalog.cover_designs.emblems import draw_emblem
from app.catalog.cover_designs.faces import BOOK, GROTESQUE, HUMANIST
from app.catalog.cover_designs.fitting import Box, Type
from app.catalog.cover_designs.shapes import frame, rect
from app.catalog.cover_designs.sheet import TRIM

CAPITALS = Type(HUMANIST, 62, weight=700, capitals=True, tracking=0.04, leading=1.16)
NAMES = Type(HUMANIST, 21, tracking=0.02, leading=1.2)
SMALL = Type(HUMANIST, 13, tracking=0.12, capitals=True, least=8)


def three_bands(sheet, book, colours):
    """Colour above and below, paper between."""
    paper, dark = colours.shapes[:2]
    top, foot = book.look.pick([(178, 422), (150, 450), (120, 424), (196, 470)])
    sheet.fill(colours.ground)
    sheet.draw(rect(0, top, 400, foot - top, paper))
    book.look.pick([_no_edge, _thin_edge, _ruled_edge])(sheet, colours, top, foot)
    title = Box(34, top + 26, 332, foot - top - 126)
    main = sheet.write(book.title, CAPITALS, title, dark, paper, rise="middle")
    rule = min(main.bottom + 20, foot - 82)
    sheet.draw(rect(170, rule, 60, 2, colours.shapes[3]))
    sheet.write(book.byline, NAMES, Box(34, rule + 15, 332, 42), dark, paper)
    sheet.write(book.volume, SMALL, Box(40, 40, 320, 34), colours.ink, colours.ground)
    sheet.colophon(200, (foot + 600) / 2, colours.ink, 20)


def _no_edge(sheet, colours, top, foot):
    """Colour meets paper with nothing between."""


def _thin_edge(sheet, colours, top, foot):
    sheet.draw(*(rect(0, y, 400, 4, colours.shapes[0]) for y in (top - 12, foot + 8)))


def _ruled_edge(sheet, colours, top, foot):
    for step in range(5):
        for y in (top - 8 - 9 * step, foot + 4 + 10 * step):
            sheet.draw(rect(0, y, 400, 5 - step, colours.shapes[1]))


def ruled_grid(sheet, book, colours):
    """Three ruled rows of type over a square picture."""
    paper, dark = colours.shapes[:2]
    sheet.fill(paper)
    sheet.draw(rect(0, 200, 400, 400, colours.ground))
    sheet.draw(*(rect(24, y, 352, 1.5, dark) for y in (40, 132, 182)))
    heading = Type(GROTESQUE, 14, weight=700, least=8)
    title = Type(GROTESQUE, 54, weight=700, leading=1.02, tracking=-0.02)
    names = Type(GROTESQUE, 22, leading=1.1)
    sheet.write(book.volume, heading, Box(24, 18, 310, 18), dark, paper, "start")
    sheet.colophon(366, 24, dark, 15)
    sheet.write(book.title, title, Box(24, 44, 352, 86), dark, paper, "start", "middle")
    sheet.write(book.byline, names, Box(24, 138, 352, 40), dark, paper, "start", "middle")
    draw_emblem(sheet, book.art, colours.shapes, Box(0, 200, 400, 400))


def framed_panel(sheet, book, colours):
    """A broad border of colour round a panel with a small device."""
    paper, dark, tint, bold = colours.shapes
    sheet.fill(colours.ground)
    panel = TRIM.inset(book.look.pick([26, 34, 44]))
    sheet.draw(rect(*panel, paper), frame(panel.inset(7), dark, 1.2))
    room = panel.inset(28, 34)
    names = Type(BOOK, 21, italic=True)
    sheet.write(book.byline, names, room._replace(height=44), dark, paper)
    title = Box(room.x, room.y + 56, room.width, 178)
    sheet.write(book.title, Type(BOOK, 60, leading=1.08), title, dark, paper, rise="middle")
    device = Box(122, room.bottom - 196, 156, 156)
    draw_emblem(sheet, book.art, (colours.ground, dark, tint, bold), device)
    foot = Box(room.x, room.bottom - 16, room.width, 18)
    sheet.write(book.volume, SMALL, foot, dark, paper, rise="bottom")
    if not book.volume:
        sheet.colophon(200, room.bottom - 4, dark, 14)
