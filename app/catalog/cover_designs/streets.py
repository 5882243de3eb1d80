"""The town after dark, for crime: lit windows, blinds, a street lamp."""

from .faces import GROTESQUE
from .fitting import Box, Type
from .shapes import disc, path, polygon, rect, strokes

TITLE = Type(GROTESQUE, 60, weight=700, capitals=True, leading=0.98, tracking=-0.015)


def _type(sheet, book, ink, ground, top):
    title = sheet.write(book.title, TITLE, Box(28, top, 344, 112), ink, ground, "start")
    names = sheet.write(
        book.byline, Type(GROTESQUE, 20), Box(28, title.bottom + 8, 344, 32), ink, ground, "start"
    )
    sheet.write(
        book.volume,
        Type(GROTESQUE, 12.5, least=7),
        Box(28, names.bottom + 4, 344, 15),
        ink,
        ground,
        "start",
    )


def one_lit_window(sheet, book, colours):
    """A dark house front, one window lit, somebody in it."""
    lit, pale, dull, dim = colours.shapes[:4]
    sheet.fill(colours.ground)
    columns, rows = book.art.pick([(5, 5), (6, 5), (4, 4)])
    width, height = 344 / columns, 350 / rows
    awake = book.art.whole(0, columns * rows - 1)
    for place in range(columns * rows):
        x, y = 28 + width * (place % columns), 32 + height * (place // columns)
        pane = Box(x + 5, y + 4, width - 10, height - 12)
        sheet.draw(rect(*pane, lit if place == awake else dim))
        if place == awake:
            sheet.draw(
                disc(pane.middle, pane.y + pane.height * 0.5, 7, colours.ground),
                path(
                    f"M{pane.middle - 13:.0f} {pane.bottom:.0f}q1-20 13-20t13 20Z", colours.ground
                ),
            )
        else:
            sheet.draw(
                strokes(
                    f"M{pane.middle:.0f} {pane.y:.0f}v{pane.height:.0f}M{pane.x:.0f} {pane.y + pane.height / 2:.0f}h{pane.width:.0f}",
                    colours.ground,
                    2.5,
                )
            )
    _type(sheet, book, colours.ink, colours.ground, 412)


def half_open_blinds(sheet, book, colours):
    """Light through blinds, and the shadow of a head."""
    lit = colours.shapes[0]
    sheet.fill(colours.ground)
    slope = book.art.pick([-26, 26, 0])
    sheet.draw(
        *(
            polygon(
                [(0, y + slope), (400, y - slope), (400, y - slope + 15), (0, y + slope + 15)], lit
            )
            for y in range(30, 372, 27)
        )
    )
    x = book.art.pick([130, 200, 270])
    sheet.draw(
        path(
            f"M{x - 130} 392C{x - 126} 300 {x - 74} 280 {x - 36} 268C{x - 62} 226 {x - 60} 178 {x - 50} 158L{x - 100} 152Q{x - 60} 136 {x - 50} 132Q{x - 46} 92 {x} 90T{x + 50} 132Q{x + 60} 136 {x + 100} 152L{x + 50} 158C{x + 60} 178 {x + 62} 226 {x + 36} 268C{x + 74} 280 {x + 126} 300 {x + 130} 392Z",
            colours.ground,
        )
    )
    sheet.draw(rect(0, 392, 400, 208, colours.ground))
    _type(sheet, book, colours.ink, colours.ground, 412)


def long_shadow(sheet, book, colours):
    """A figure small under a lamp, its shadow long."""
    lit, pale, dull, dim = colours.shapes[:4]
    sheet.fill(colours.ground)
    x = book.art.between(120, 260)
    lean = book.art.pick([-1, 1])
    sheet.draw(polygon([(x, 196), (x - 190, 600), (x + 190, 600)], lit))
    sheet.draw(
        polygon(
            [(x - 9, 470), (x + 9, 470), (x + lean * 120 + 46, 600), (x + lean * 120 - 46, 600)],
            colours.ground,
        )
    )
    sheet.draw(
        path(f"M{x - 12:.0f} 476V436q12-14 24 0V476Z", colours.ground),
        disc(x, 419, 9, colours.ground),
        rect(x - 14, 411, 28, 4, colours.ground),
        rect(x - 8, 402, 16, 11, colours.ground),
    )
    sheet.draw(disc(x, 196, 13, pale))
    _type(sheet, book, colours.ink, colours.ground, 30)
