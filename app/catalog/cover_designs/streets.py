"""The town after dark, for crime: lit windows, blinds, a street lamp."""

from app.catalog.cover_designs.faces import GROTESQUE
from app.catalog.cover_designs.fitting import Box, Type
from app.catalog.cover_designs.shapes import at, disc, path, polygon, rect, strokes
from app.catalog.cover_designs.title_block import title_block

HAT_AND_COAT = (
    "M-130 392C-126 300-74 280-36 268C-62 226-60 178-50 158L-100 152Q-60 136-50 132"
    "Q-46 92 0 90T50 132Q60 136 100 152L50 158C60 178 62 226 36 268C74 280 126 300 130 392Z"
)
PASSER_BY = "M-12 66V26q12-14 24 0V66ZM-14 1H14V5H-14ZM-8-8H8V3H-8Z"


def _type(sheet, book, colours, top, height):
    title = Type(GROTESQUE, 60, weight=700, capitals=True, leading=0.98, tracking=-0.015)
    title_block(sheet, book, Box(28, top, 344, height), colours, title, Type(GROTESQUE, 20))


def one_lit_window(sheet, book, colours):
    """A dark house front, one window lit, somebody in it."""
    ground, (lit, *_, dim, _) = colours.ground, colours.shapes
    sheet.fill(ground)
    columns, rows = book.art.pick([(5, 5), (6, 5), (4, 4)])
    width, height = 344 / columns, 350 / rows
    awake = book.art.whole(0, columns * rows - 1)
    for place in range(columns * rows):
        x, y = 28 + width * (place % columns), 32 + height * (place // columns)
        pane = Box(x + 5, y + 4, width - 10, height - 12)
        sheet.draw(rect(*pane, lit if place == awake else dim))
        sheet.draw((_somebody if place == awake else _glazing)(pane, ground))
    _type(sheet, book, colours, top=408, height=168)


def _somebody(pane, shade):
    shoulders = path(f"M{at(pane.middle - 13, pane.bottom)}q1-20 13-20t13 20Z", shade)
    return disc(pane.middle, pane.y + pane.height / 2, 7, shade) + shoulders


def _glazing(pane, shade):
    bar = f"M{at(pane.x, pane.y + pane.height / 2)}h{pane.width:.0f}"
    return strokes(f"M{at(pane.middle, pane.y)}v{pane.height:.0f}{bar}", shade, 2.5)


def half_open_blinds(sheet, book, colours):
    """Light through blinds, and the shadow of a head."""
    ground, lit, slope = colours.ground, colours.shapes[0], book.art.pick([-26, 26, 0])
    sheet.fill(ground)
    for y in range(30, 372, 27):
        left, right = y + slope, y - slope
        sheet.draw(polygon([(0, left), (400, right), (400, right + 15), (0, left + 15)], lit))
    x = book.art.pick([130, 200, 270])
    sheet.draw(path(HAT_AND_COAT, ground, transform=f"translate({x} 0)"))
    sheet.draw(rect(0, 392, 400, 208, ground))
    _type(sheet, book, colours, top=408, height=168)


def long_shadow(sheet, book, colours):
    """A figure small under a lamp, its shadow long."""
    ground, (lit, pale, *_) = colours.ground, colours.shapes
    x, lean = book.art.whole(120, 260), book.art.pick([-120, -60, 60, 120])
    sheet.fill(ground)
    sheet.draw(polygon([(x, 202), (x - 190, 600), (x + 190, 600)], lit), disc(x, 202, 13, pale))
    shadow = [(x - 9, 472), (x + 9, 472), (x + lean + 46, 600), (x + lean - 46, 600)]
    sheet.draw(polygon(shadow, ground), disc(x, 417, 9, ground))
    sheet.draw(path(PASSER_BY, ground, transform=f"translate({x} 409)"))
    _type(sheet, book, colours, top=28, height=152)
