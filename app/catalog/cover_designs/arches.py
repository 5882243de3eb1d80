"""Arcades and columns, for history and philosophy."""

from .faces import DIDONE, HUMANIST
from .fitting import Box, Type
from .shapes import disc, path, polygon, rect


def _type(sheet, book, colours):
    ink, ground = colours.ink, colours.ground
    names = sheet.write(book.byline, Type(DIDONE, 20), Box(30, 32, 340, 46), ink, ground)
    title = Type(DIDONE, 58, leading=1.06)
    main = sheet.write(
        book.name, title, Box(30, names.bottom + 10, 340, 176 - names.bottom), ink, ground
    )
    rest = Box(30, main.bottom + 6, 340, max(18, 214 - main.bottom - (18 if book.volume else 0)))
    under = sheet.write(book.subtitle, Type(DIDONE, 18, italic=True), rest, ink, ground)
    small = Type(HUMANIST, 12, tracking=0.1, capitals=True, least=7)
    sheet.write(
        book.volume, small, Box(30, max(under.bottom, main.bottom) + 5, 340, 15), ink, ground
    )


def arcade(sheet, book, colours):
    """Rows of arches in evening light, with one shadow each."""
    sheet.fill(colours.ground)
    light, dark = colours.shapes[1], colours.shapes[4]
    columns, rows = book.art.pick([(3, 2), (4, 3), (5, 3)])
    width, height = 400 / columns, 350 / rows
    for place in range(columns * rows):
        x, y = width * (place % columns), 250 + height * (place // columns)
        wall, hole, reveal = light, dark, colours.shapes[3]
        pad, span = width * 0.16, width * 0.68
        bay = f"v{-(height * 0.86 - span / 2):.1f}a{span / 2:.1f} {span / 2:.1f} 0 0 1 {span:.1f} 0V{y + height:.1f}Z"
        sheet.draw(
            rect(x, y, width + 0.4, height + 0.4, wall),
            path(f"M{x + pad:.1f} {y + height:.1f}{bay}", reveal),
        )
        inner = f"v{-(height * 0.86 - span / 2):.1f}a{span / 2:.1f} {span / 2:.1f} 0 0 1 {span * 0.72:.1f} {-span * 0.45:.1f}V{y + height:.1f}Z"
        sheet.draw(path(f"M{x + pad:.1f} {y + height:.1f}{inner}", hole))
        sheet.draw(rect(x, y, width + 0.4, 5, colours.shapes[2]))
    _type(sheet, book, colours)


def temple(sheet, book, colours):
    """Columns under a pediment, a sun above it."""
    sheet.fill(colours.ground)
    stone, shade, dark = colours.shapes[1], colours.shapes[3], colours.shapes[4]
    count = book.art.pick([4, 5, 6])
    sheet.draw(
        rect(0, 540, 400, 60, dark),
        polygon([(46, 336), (200, 262), (354, 336)], shade),
        rect(46, 336, 308, 22, stone),
    )
    sheet.draw(disc(200, 312, 15, colours.shapes[0]), rect(60, 358, 280, 150, dark))
    step, width = 284 / count, 284 / count * 0.52
    for place in range(count):
        x = 58 + step * (place + 0.5) - width / 2
        sheet.draw(
            rect(x, 366, width, 142, stone),
            rect(x + width * 0.55, 366, width * 0.18, 142, shade),
            rect(x + width * 0.85, 366, width * 0.15, 142, shade),
        )
        sheet.draw(rect(x - 5, 358, width + 10, 9, stone), rect(x - 5, 500, width + 10, 9, stone))
    sheet.draw(
        rect(40, 508, 320, 13, stone), rect(28, 521, 344, 13, shade), rect(16, 534, 368, 14, stone)
    )
    _type(sheet, book, colours)
