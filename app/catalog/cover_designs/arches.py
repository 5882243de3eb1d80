"""Arcades and columns, for history and philosophy."""

from app.catalog.cover_designs.faces import DIDONE
from app.catalog.cover_designs.fitting import Box, Type
from app.catalog.cover_designs.shapes import disc, path, polygon, rect
from app.catalog.cover_designs.title_block import VOLUME


def _sky(sheet, book, colours):
    ground, ink = colours[:2]
    above = sheet.write(book.byline, Type(DIDONE, 20), Box(30, 32, 340, 46), ink, ground)
    title = Box(30, above.bottom + 10, 340, 170 - above.bottom)
    main = sheet.write(book.name, Type(DIDONE, 58, leading=1.06), title, ink, ground)
    rest = Box(30, main.bottom + 6, 340, 214 - main.bottom)
    under = sheet.write(book.subtitle, Type(DIDONE, 18, italic=True), rest, ink, ground)
    sheet.write(book.volume, VOLUME, Box(30, under.bottom + 4, 340, 17), ink, ground)


def arcade(sheet, book, colours):
    """Rows of arches in evening light."""
    sheet.fill(colours.ground)
    columns, rows = book.art.pick([(3, 2), (4, 3), (5, 3)])
    width, height = 400 / columns, 350 / rows
    for place in range(columns * rows):
        x, y = width * (place % columns), 250 + height * (place // columns)
        sheet.draw(*_arch(x, y, width, height, colours.shapes))
    _sky(sheet, book, colours)


def _arch(x, y, width, height, shades):
    """One bay: its wall, the lit reveal, the dark within, and a cornice."""
    _, wall, cornice, reveal, dark = shades
    left, span, foot = x + width * 0.16, width * 0.68, y + height
    radius, spring = span / 2, y + height * 0.14 + span / 2
    up = f"M{left:.1f} {foot:.1f}V{spring:.1f}A{radius:.1f} {radius:.1f} 0 0 1"
    whole = path(f"{up} {left + span:.1f} {spring:.1f}V{foot:.1f}Z", reveal)
    inner = path(f"{up} {left + span * 0.72:.1f} {spring - span * 0.45:.1f}V{foot:.1f}Z", dark)
    surface = rect(x, y, width + 0.4, height + 0.4, wall)
    return [surface, whole, inner, rect(x, y, width + 0.4, 5, cornice)]


def temple(sheet, book, colours):
    """Columns under a pediment, the sun in it."""
    sun, stone, _, shade, dark = colours.shapes
    count = book.art.pick([4, 5, 6])
    sheet.fill(colours.ground)
    sheet.draw(rect(0, 540, 400, 60, dark), polygon([(46, 336), (200, 262), (354, 336)], shade))
    sheet.draw(
        disc(200, 312, 15, sun), rect(46, 336, 308, 22, stone), rect(60, 358, 280, 150, dark)
    )
    for place in range(count):
        sheet.draw(*_column(58 + 284 * (place + 0.5) / count, 148 / count, stone, shade))
    sheet.draw(rect(40, 508, 320, 13, stone), rect(28, 521, 344, 13, shade))
    sheet.draw(rect(16, 534, 368, 14, stone))
    _sky(sheet, book, colours)


def _column(middle, width, stone, shade):
    left = middle - width / 2
    grooves = [rect(left + width * part, 366, width * 0.16, 142, shade) for part in (0.55, 0.84)]
    caps = [rect(left - 5, y, width + 10, 9, stone) for y in (358, 500)]
    return [rect(left, 366, width, 142, stone), *grooves, *caps]
