"""Land and sea in layers of flat colour: ranges, hills, waves, and the lines of a map."""

import math

from .faces import BOOK, DIDONE, HUMANIST
from .fitting import Box, Type
from .shapes import disc, group, path, rect, smooth, strokes


def _sky_type(sheet, book, colours, face=BOOK, capitals=False):
    """Title and names in the sky, above 250."""
    ink, ground = colours.ink, colours.ground
    names = Type(face, 20, capitals=capitals, tracking=0.06 if capitals else 0, leading=1.2)
    above = sheet.write(book.byline, names, Box(32, 34, 336, 46), ink, ground)
    title = Type(face, 64, capitals=capitals, tracking=0.03 if capitals else 0, leading=1.06)
    room = Box(32, above.bottom + 12, 336, 204 - above.bottom)
    main = sheet.write(book.title, title, room, ink, ground)
    small = Type(HUMANIST, 12, capitals=True, tracking=0.12, least=7)
    sheet.write(book.volume, small, Box(32, main.bottom + 9, 336, 16), ink, ground)


def ranges(sheet, book, colours):
    """Ranges of mountains, the nearest the darkest, and a sun or moon behind."""
    sheet.fill(colours.ground)
    art = book.art
    sheet.draw(
        disc(art.between(90, 310), art.between(320, 350), art.between(48, 70), colours.shapes[0])
    )
    for layer, shade in enumerate(colours.shapes[1:]):
        sheet.draw(path(_jagged(art, 370 + 56 * layer, 74 - 10 * layer), shade))
    _sky_type(sheet, book, colours, DIDONE, capitals=True)


def _jagged(art, level, height):
    x, data = -20.0, f"M-20 600V{level}"
    while x < 420:
        step = art.between(28, 62)
        data += f"L{x + step:.0f} {level - height * art.between(0.3, 1):.0f}"
        x += step * 1.9
        data += f"L{x:.0f} {level + art.between(-6, 22):.0f}"
    return data + "V600Z"


def hills(sheet, book, colours):
    """Rounded fields, ruled like ploughland, under a plain sun."""
    sheet.fill(colours.ground)
    art = book.art
    sheet.draw(
        disc(art.between(80, 320), art.between(306, 330), art.between(34, 52), colours.shapes[0])
    )
    for layer, shade in enumerate(colours.shapes[1:]):
        level, sway = 366 + 54 * layer, art.between(20, 44) * art.pick([-1, 1])
        hill = f"M0 {level + sway:.0f}C130 {level - 2 * sway:.0f} 270 {level + 2 * sway:.0f} 400 {level - sway:.0f}"
        sheet.draw(path(hill + "V600H0Z", shade))
        if layer % 2:
            furrows = group(
                *(
                    strokes(hill, colours.shapes[layer], 1.6, transform=f"translate(0 {9 * row})")
                    for row in range(1, 5)
                )
            )
            sheet.draw(furrows)
    _trees(sheet, art, colours.shapes[-1])
    _sky_type(sheet, book, colours)


def _trees(sheet, art, shade):
    for _ in range(art.whole(2, 4)):
        x, size = art.between(30, 370), art.between(12, 22)
        crown = f"M0 0c{-size:.0f} {-size:.0f} {-size * 0.7:.0f} {-size * 3:.0f} 0 {-size * 3.6:.0f}c{size * 0.7:.0f} {size * 0.6:.0f} {size:.0f} {size * 2.6:.0f} 0 {size * 3.6:.0f}v16"
        sheet.draw(
            path(
                crown,
                shade,
                stroke=shade,
                stroke_width=2.5,
                transform=f"translate({x:.0f} {art.between(540, 556):.0f})",
            )
        )


def woodcut_waves(sheet, book, colours):
    """Rows of curling waves cut with a gouge."""
    sheet.fill(colours.ground)
    art = book.art
    sheet.draw(disc(art.pick([100, 200, 300]), 322, 58, colours.shapes[0]))
    foam = colours.shapes[1]
    for row in range(6):
        shade = colours.shapes[min(2 + row // 2, 4)]
        size, y = 58 + 8 * row, 356 + 42 * row
        shift = -size * art.between(0.2, 1.2)
        bodies = "".join(
            _wave(shift + size * place, y, size) for place in range(int(460 / size) + 2)
        )
        sheet.draw(path(bodies, shade, stroke=foam, stroke_width=2.4))
        sheet.draw(rect(0, y + size * 0.42, 400, 60, shade))
    _sky_type(sheet, book, colours, DIDONE)


def _wave(x, y, size):
    """One crest leaning right, with a hook."""

    def at(across, up):
        return f"{x + across * size:.0f} {y - up * size:.0f}"

    return (
        f"M{at(0, -0.5)}C{at(0.1, 0.1)} {at(0.4, 0.5)} {at(0.8, 0.42)}"
        f"C{at(0.98, 0.36)} {at(0.98, 0.12)} {at(0.8, 0.12)}"
        f"C{at(0.86, 0.28)} {at(0.66, 0.26)} {at(0.64, 0.06)}C{at(0.64, -0.2)} {at(0.86, -0.4)} {at(1.1, -0.5)}Z"
    )


def contours(sheet, book, colours):
    """The lines of a survey map round two hills."""
    sheet.fill(colours.ground)
    art = book.art
    for x, y, far in (
        (art.between(90, 180), art.between(330, 390), 300),
        (art.between(290, 360), art.between(480, 560), 150),
    ):
        rim = [art.between(0.72, 1.18) for _ in range(12)]
        if far == 150:
            sheet.draw(path(_contour(x, y, far + 12, rim), colours.ground))
        for step in range(far // 17):
            radius = far - 17 * step
            width = 2.6 if step % 5 == 0 else 1.1
            sheet.draw(strokes(_contour(x, y, radius, rim), colours.shapes[0], width))
        sheet.draw(path(f"M{x:.0f} {y - 8:.0f}l8 14h-16Z", colours.shapes[1]))
    sheet.draw(rect(0, 0, 400, 214, colours.ground), rect(28, 213, 344, 2, colours.ink))
    _map_type(sheet, book, colours)


def _contour(x, y, radius, rim):
    spots = []
    for place, reach in enumerate(rim):
        angle = math.tau * place / len(rim)
        reach = radius * (1 + (reach - 1) * min(1, radius / 110))
        spots.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
    return smooth(spots)


def _map_type(sheet, book, colours):
    ink, ground = colours.ink, colours.ground
    title = Type(HUMANIST, 58, leading=1.02)
    main = sheet.write(book.title, title, Box(28, 30, 344, 112), ink, ground, "start")
    names = Box(28, main.bottom + 8, 344, 42)
    under = sheet.write(book.byline, Type(HUMANIST, 20), names, colours.shapes[0], ground, "start")
    small = Type(HUMANIST, 12.5, least=7)
    sheet.write(book.volume, small, Box(28, under.bottom + 3, 344, 15), ink, ground, "start")
