"""For children, and for those who laugh."""

from app.catalog.cover_designs.creatures import CREATURES
from app.catalog.cover_designs.faces import HUMANIST
from app.catalog.cover_designs.fitting import Box, Type
from app.catalog.cover_designs.shapes import disc, group, moved, path, polygon, rect, strokes
from app.catalog.cover_designs.title_block import title_block

TITLE = Type(HUMANIST, 64, weight=700, leading=1.0)
NAMES = Type(HUMANIST, 22)


def patchwork(sheet, book, colours):
    """Squares, each with a bird, fish, leaf, sun, boat, house, cat or tulip."""
    sheet.fill(colours.ground)
    art, shades = book.art, [*colours.shapes, colours.ground]
    order = art.shuffled(CREATURES)
    for place in range(12):
        back, front, detail = art.shuffled(shades)[:3]
        flip = "translate(100 0) scale(-1 1)" if art.chance(0.4) else None
        creature = group(*order[place % len(order)](front, detail), transform=flip)
        x, y = 100 * (place % 4), 300 + 100 * (place // 4)
        sheet.draw(moved(x, y, rect(0, 0, 100, 100, back), creature))
    title_block(sheet, book, Box(26, 30, 348, 250), colours, TITLE, NAMES, "middle")


def balloons(sheet, book, colours):
    """Balloons rising over roofs."""
    sheet.fill(colours.ground)
    for place, x in enumerate(book.art.shuffled([62, 132, 204, 272, 340])):
        sheet.draw(*_balloon(book.art, x, 268 + 38 * place, colours.shapes[place % 3], colours))
    x = -10
    while x < 400:
        width, height = book.art.whole(44, 74), book.art.whole(34, 84)
        sheet.draw(*_roof(x, width, 600 - height, colours.ink, colours.shapes[1]))
        x += width
    title_block(sheet, book, Box(26, 30, 348, 196), colours, TITLE, NAMES, "middle")


def _balloon(art, x, y, shade, colours):
    radius = art.whole(26, 40)
    string = strokes(f"M{x} {y}q14 40 0 74t4 60", colours.ink, 1.6)
    knot = path(f"M{x - 5} {y + radius + 7}l5-9 5 9Z", shade)
    gleam = disc(x - radius * 0.35, y - radius * 0.35, radius * 0.16, colours.ground)
    return [string, disc(x, y, radius, shade), knot, gleam]


def _roof(x, width, top, shade, light):
    gable = polygon([(x - 4, top), (x + width // 2, top - 30), (x + width + 4, top)], shade)
    return [
        rect(x, top, width, 600 - top, shade),
        gable,
        rect(x + width // 2 - 6, top + 14, 12, 12, light),
    ]
