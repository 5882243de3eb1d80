"""Land and sea in layers of flat colour under an open sky."""

from app.catalog.cover_designs.faces import BOOK, DIDONE
from app.catalog.cover_designs.fitting import Box, Type
from app.catalog.cover_designs.shapes import at, disc, group, moved, path, rect, strokes
from app.catalog.cover_designs.title_block import VOLUME


def _sky(sheet, book, colours, face=BOOK, capitals=False):
    """Names and title in the sky, above 240."""
    ground, ink = colours[:2]
    tracking = 0.05 if capitals else 0
    names = Type(face, 20, capitals=capitals, tracking=tracking, leading=1.2)
    title = Type(face, 64, capitals=capitals, tracking=tracking / 2, leading=1.06)
    above = sheet.write(book.byline, names, Box(32, 34, 336, 46), ink, ground)
    room = Box(32, above.bottom + 12, 336, 204 - above.bottom)
    main = sheet.write(book.title, title, room, ink, ground)
    sheet.write(book.volume, VOLUME, Box(32, main.bottom + 8, 336, 17), ink, ground)


def ranges(sheet, book, colours):
    """Ranges of mountains, the nearest the darkest, and a sun or moon behind."""
    art, (sun, *layers) = book.art, colours.shapes
    sheet.fill(colours.ground)
    sheet.draw(disc(art.between(90, 310), art.between(320, 350), art.between(48, 70), sun))
    for layer, shade in enumerate(layers):
        sheet.draw(path(_jagged(art, 370 + 56 * layer, 74 - 10 * layer), shade))
    _sky(sheet, book, colours, DIDONE, capitals=True)


def _jagged(art, level, height):
    x, data = -20.0, f"M-20 600V{level}"
    while x < 420:
        step = art.between(28, 62)
        data += f"L{at(x + step, level - height * art.between(0.3, 1))}"
        x += step * 1.9
        data += f"L{at(x, level + art.between(-6, 22))}"
    return data + "V600Z"


def hills(sheet, book, colours):
    """Rounded fields, some ruled like ploughland, under a plain sun."""
    art, (sun, *layers) = book.art, colours.shapes
    sheet.fill(colours.ground)
    sheet.draw(disc(art.between(80, 320), art.between(306, 330), art.between(34, 52), sun))
    for layer, shade in enumerate(layers):
        brow = _brow(art, 366 + 54 * layer)
        sheet.draw(path(brow + "V600H0Z", shade))
        if layer % 2:
            furrows = (
                strokes(brow, layers[layer - 1], 1.6, transform=f"translate(0 {9 * row})")
                for row in range(1, 5)
            )
            sheet.draw(group(*furrows))
    sheet.draw(*(_cypress(art, layers[-1]) for _ in range(art.whole(2, 4))))
    _sky(sheet, book, colours)


def _brow(art, level):
    """The outline of a hill, from edge to edge."""
    sway = art.between(20, 44) * art.pick([-1, 1])
    bends = f"C{at(130, level - 2 * sway)} {at(270, level + 2 * sway)}"
    return f"M{at(0, level + sway)}{bends} {at(400, level - sway)}"


def _cypress(art, shade):
    crown = path("M0 0c-10-10-7-30 0-36c7 6 10 26 0 36v14", shade, stroke=shade, stroke_width=2)
    spot = art.between(30, 370), art.between(538, 552)
    return moved(*spot, crown, scale=art.between(1.1, 2))


def woodcut_waves(sheet, book, colours):
    """Rows of curling waves cut with a gouge."""
    art, (sun, foam, *depths) = book.art, colours.shapes
    sheet.fill(colours.ground)
    sheet.draw(disc(art.pick([100, 200, 300]), 322, 58, sun))
    for row in range(6):
        size, y, shade = 58 + 8 * row, 356 + 42 * row, depths[row // 2]
        start = -size * art.between(0.2, 1.2)
        crests = (_crest(start + size * place, y, size) for place in range(460 // size + 2))
        sheet.draw(path("".join(crests), shade, stroke=foam, stroke_width=2.4))
        sheet.draw(rect(0, y + size * 0.42, 400, 60, shade))
    _sky(sheet, book, colours, DIDONE)


CREST = (
    *("M", (0, -0.5), "C", (0.1, 0.1), (0.4, 0.5), (0.8, 0.42)),
    *("C", (0.98, 0.36), (0.98, 0.12), (0.8, 0.12), "C", (0.86, 0.28), (0.66, 0.26), (0.64, 0.06)),
    *("C", (0.64, -0.2), (0.86, -0.4), (1.1, -0.5), "Z"),
)


def _crest(x, y, size):
    """One wave leaning right, with a hook."""
    steps = (
        step if isinstance(step, str) else at(x + step[0] * size, y - step[1] * size)
        for step in CREST
    )
    return " ".join(steps)
