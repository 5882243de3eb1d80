"""Decorated cloth bindings of about 1900: frames, corners and a device, all stamped in gold."""

import math

from .colour import mix
from .faces import BOOK, DIDONE
from .fitting import Box, Type
from .shapes import disc, frame, group, mirrored, number, path, pattern, rect, ring, strokes, tag

LEAF = "M0 0q8-13 24-14q-6 16-24 14Z"


def decorated_cloth(sheet, book, colours):
    gold, foil, thread = colours.shapes
    sheet.fill(colours.ground)
    sheet.draw(tag("defs", pattern("cloth", 5, strokes("M0 0H5M0 0V5", thread, 1.1))))
    sheet.draw(rect(0, 0, 400, 600, "url(#cloth)", opacity=0.55), rect(0, 0, 16, 600, thread))
    outer = Box(16, 0, 384, 600).inset(20)
    sheet.draw(group(*_frame(book.look, outer, gold, foil), fill="none"))
    _panel(sheet, book, colours, Box(62, 70, 292, 190))
    device = book.art.pick([_sunrise, _bouquet, _wreath, _waves_and_star, _tree])
    sheet.draw(group(*device(book.art, gold, foil), transform="translate(8 0)"))
    _foot(sheet, book, colours)


def _panel(sheet, book, colours, box):
    ink, ground = colours.ink, _woven(colours)
    title = Type(DIDONE, 54, capitals=True, tracking=0.04, leading=1.14)
    sheet.write(book.name, title, box, ink, ground, rise="middle")


def _woven(colours):
    """The cloth as the eye sees it: its ground and its threads in one."""
    return mix(colours.ground, colours.shapes[2], 0.25)


def _foot(sheet, book, colours):
    ink, ground = colours.ink, _woven(colours)
    names = Type(BOOK, 19, capitals=True, tracking=0.08, leading=1.2)
    room = Box(62, 480, 292, 58 if not book.volume else 40)
    sheet.write(book.byline, names, room, ink, ground, rise="middle")
    small = Type(BOOK, 13, italic=True, least=8)
    sheet.write(book.volume, small, Box(62, 524, 292, 20), ink, ground, rise="middle")


def _frame(look, box, gold, foil):
    style = look.pick([_ruled_frame, _fan_frame, _vine_frame])
    return style(box, gold, foil)


def _ruled_frame(box, gold, foil):
    corners = [
        ring(x, y, radius, gold, 1.5)
        for x in (box.x + 20, box.right - 20)
        for y in (box.y + 20, box.bottom - 20)
        for radius in (13, 8)
    ]
    dots = [
        disc(x, y, 3.5, foil)
        for x in (box.x + 20, box.right - 20)
        for y in (box.y + 20, box.bottom - 20)
    ]
    return [
        frame(box, gold, 3),
        frame(box.inset(6), gold, 1),
        frame(box.inset(34), gold, 1.2),
        *corners,
        *dots,
    ]


def _fan_frame(box, gold, foil):
    marks = [frame(box, gold, 2.4)]
    for x, y, turn in (
        (box.x, box.y, 0),
        (box.right, box.y, 90),
        (box.right, box.bottom, 180),
        (box.x, box.bottom, 270),
    ):
        ribs = "".join(
            f"M0 0L{number(52 * math.cos(a))} {number(52 * math.sin(a))}"
            for a in (math.pi / 2 * step / 6 for step in range(1, 6))
        )
        fan = strokes("M56 0A56 56 0 0 1 0 56M46 0A46 46 0 0 1 0 46", gold, 1.6) + strokes(
            ribs, gold, 1.4
        )
        fan += path("M20 0A20 20 0 0 1 0 20V0Z", foil)
        marks.append(group(fan, transform=f"translate({number(x)} {number(y)}) rotate({turn})"))
    return [*marks, frame(box.inset(5), gold, 0.8)]


def _vine_frame(box, gold, foil):
    """A wavy stem with leaves down both sides."""
    stem = f"M{box.x + 14} {box.y + 30}" + "q12 15 0 30t0 30" * 8
    marks = [strokes(stem, gold, 1.8)]
    for step in range(16):
        y = box.y + 45 + step * 30
        side, x = (1, box.x + 19) if step % 2 == 0 else (-1, box.x + 9)
        place = f"translate({number(x)} {number(y)}) scale({0.5 * side} .5)"
        marks.append(path(LEAF, gold, transform=place))
        marks.append(disc(x - side * 9, y, 2.4, foil))
    both = "".join(marks)
    right = group(both, transform="translate(416 0) scale(-1 1)")
    return [frame(box, gold, 2), frame(box.inset(30), gold, 1.2), both, right]


def _sunrise(art, gold, foil):
    count = art.pick([11, 13, 15])
    rays = "".join(
        f"M{number(200 - 62 * math.cos(a))} {number(430 - 62 * math.sin(a))}"
        f"L{number(200 - 126 * math.cos(a))} {number(430 - 126 * math.sin(a))}"
        for a in (math.pi * (place + 0.5) / count for place in range(count))
    )
    sea = "".join(f"M{60 + 14 * row} {446 + 11 * row}H{340 - 14 * row}" for row in range(3))
    return [
        strokes(rays, gold, 4),
        path("M148 430a52 52 0 0 1 104 0Z", foil),
        strokes("M60 434H340" + sea, gold, 2.2),
    ]


def _bouquet(art, gold, foil):
    """Stems bending outwards from one root, mirrored."""
    stems, marks = [(92, 330), (128, 300), (168, 286)], []
    for x, y in stems:
        marks.append(strokes(f"M200 452Q{(x + 200) // 2 + 20} {y + 60} {x} {y}", gold, 2))
        marks += [disc(x, y, 12, foil), ring(x, y, 16, gold, 2), disc(x, y, 4, gold)]
        for share in (0.35, 0.6):
            lx, ly = 200 + (x - 200) * share * 0.8, 452 + (y - 452) * share
            marks.append(
                path(LEAF, gold, transform=f"translate({lx:.0f} {ly:.0f}) rotate(-20) scale(-1 1)")
            )
    return [mirrored(*marks), path("M184 450h32l-5 22h-22Z", gold), strokes("M176 450h48", gold, 3)]


def _wreath(art, gold, foil):
    marks, count = [], art.pick([18, 20, 22])
    for place in range(count):
        angle = 360 * place / count
        turn = (
            f"translate(200 376) rotate({angle:.0f}) translate(76 0) rotate({art.pick([70, 80])})"
        )
        marks.append(path(LEAF, foil if place % 3 == 0 else gold, transform=turn))
    star = "M200 336l9 30 30 10-30 10-9 30-9-30-30-10 30-10Z"
    return [ring(200, 376, 76, gold, 2), *marks, path(star, gold), ring(200, 376, 56, gold, 1)]


def _waves_and_star(art, gold, foil):
    rows = "".join(f"M64 {404 + 20 * row}" + "q17-20 34 0t34 0" * 4 for row in range(4))
    star = "M200 296l7 34 34 7-34 7-7 34-7-34-34-7 34-7Z"
    return [
        strokes(rows, gold, 2.6),
        path(star, foil),
        ring(200, 337, 52, gold, 1.6),
        ring(200, 337, 58, gold, 0.8),
    ]


def _tree(art, gold, foil):
    """A stiff little tree, fruit among its leaves."""
    branches = "".join(
        f"M200 {430 - 26 * row}Q{170 - 4 * row} {420 - 30 * row} {112 + 12 * row} {404 - 30 * row}"
        for row in range(4)
    )
    leaves = []
    for row in range(4):
        for place in range(3):
            x, y = 186 - (28 - 4 * row) * place - 4 * row, 414 - 29 * row - 5 * place
            leaves.append(path(LEAF, gold, transform=f"translate({x} {y}) rotate(150) scale(.8)"))
        leaves.append(disc(108 + 12 * row, 403 - 30 * row, 7, foil))
    trunk = strokes("M200 466V300", gold, 5)
    return [
        mirrored(strokes(branches, gold, 2), *leaves),
        trunk,
        disc(200, 296, 8, foil),
        strokes("M130 468H270", gold, 3),
    ]
