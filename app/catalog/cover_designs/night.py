"""Skies by night: a chart of stars, banded planets, a bare tree before the moon."""

import math

from .faces import DIDONE, GROTESQUE
from .fitting import Box, Type
from .shapes import disc, group, path, rect, ring, strokes, tag

SMALL = Type(GROTESQUE, 12, tracking=0.08, least=7)


def _foot_type(sheet, book, colours, title, names, align="middle", top=430):
    ink, ground = colours.ink, colours.ground
    main = sheet.write(book.title, title, Box(30, top, 340, 536 - top - 10), ink, ground, align)
    room = Box(30, main.bottom + 9, 340, 562 - main.bottom)
    under = sheet.write(book.byline, names, room._replace(height=34), ink, ground, align)
    sheet.write(book.volume, SMALL, Box(30, under.bottom + 4, 340, 14), ink, ground, align)


def star_chart(sheet, book, colours):
    """Circles of declination, hours, stars by magnitude, and one constellation."""
    sheet.fill(colours.ground)
    gold, pale, line = colours.shapes[:3]
    sheet.draw(
        *(ring(200, 212, radius, line, 1.0) for radius in (60, 110, 160)),
        ring(200, 212, 180, pale, 1.6),
    )
    hours = "".join(
        f"M{200 + 12 * math.cos(a):.0f} {212 + 12 * math.sin(a):.0f}L{200 + 180 * math.cos(a):.0f} {212 + 180 * math.sin(a):.0f}"
        for a in (math.tau * h / 12 for h in range(12))
    )
    sheet.draw(strokes(hours, line, 0.8))
    for size, count in ((2.2, 60), (3.6, 22), (5.5, 7)):
        spots = "".join("M{:.0f} {:.0f}h0".format(*_spot(book.art, 172)) for _ in range(count))
        sheet.draw(strokes(spots, pale, size, stroke_linecap="round"))
    _constellation(sheet, book.art, gold)
    _foot_type(sheet, book, colours, Type(DIDONE, 58, leading=1.06), Type(DIDONE, 20, italic=True))


def _spot(art, far):
    angle, reach = art.between(0, math.tau), far * math.sqrt(art.between(0, 1))
    return 200 + reach * math.cos(angle), 212 + reach * math.sin(angle)


def _constellation(sheet, art, colour):
    turn = art.between(0, math.tau)
    spots = []
    for place in range(6):
        angle, reach = turn + place * art.between(0.7, 0.95), art.between(50, 150)
        spots.append((200 + reach * math.cos(angle), 212 + reach * math.sin(angle)))
    lines = "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in spots)
    star = "M0-10 2.6-2.6 10 0 2.6 2.6 0 10-2.6 2.6-10 0-2.6-2.6Z"
    sheet.draw(strokes(lines, colour, 1.6))
    sheet.draw(*(path(star, colour, transform=f"translate({x:.0f} {y:.0f})") for x, y in spots))


def banded_planet(sheet, book, colours):
    """A great planet in bands, its moons, and a horizon."""
    sheet.fill(colours.ground)
    art = book.art
    x, y, radius = art.between(150, 260), art.between(170, 200), art.between(112, 134)
    shades = art.shuffled(
        [colours.shapes[0], colours.shapes[2], colours.shapes[4], colours.shapes[1]]
    )
    bands, top = [], y - radius
    while top < y + radius:
        height = art.between(10, 42)
        bands.append(rect(x - radius, top, 2 * radius, height + 0.5, shades[len(bands) % 4]))
        top += height
    clip = tag("clipPath", disc(x, y, radius, None), id="globe")
    tilt = f"rotate({art.whole(-28, 28)} {x:.0f} {y:.0f})"
    stars = "".join(f"M{art.whole(10, 390)} {art.whole(10, 400)}h0" for _ in range(40))
    sheet.draw(tag("defs", clip), strokes(stars, colours.shapes[1], 2, stroke_linecap="round"))
    sheet.draw(group(*bands, clip_path="url(#globe)", transform=tilt))
    if art.chance(0.5):
        sheet.draw(
            tag(
                "ellipse",
                cx=x,
                cy=y,
                rx=radius * 1.5,
                ry=radius * 0.3,
                fill="none",
                stroke=colours.shapes[1],
                stroke_width=4,
                transform=tilt,
                stroke_dasharray=f"{radius * 3.1:.0f} {radius * 1.55:.0f}",
                stroke_dashoffset=radius * 0.08,
            )
        )
    for _ in range(art.whole(1, 3)):
        sheet.draw(
            disc(
                art.pick([46, 350, 320, 70]),
                art.between(50, 350),
                art.between(7, 17),
                art.pick(shades),
            )
        )
    title = Type(GROTESQUE, 60, weight=700, leading=1.0, tracking=-0.02)
    _foot_type(sheet, book, colours, title, Type(GROTESQUE, 19), "start", 404)


def bare_tree(sheet, book, colours):
    """Branches before the moon."""
    sheet.fill(colours.ground)
    art, moon = book.art, colours.shapes[book.look.pick([0, 1, 4])]
    x = art.pick([150, 200, 250])
    sheet.draw(disc(x, 188, 134, moon))
    dark = "#0b0a0d"
    widths = {}
    _grow(
        art,
        widths,
        (x + art.between(-60, 60), 430.0),
        -math.pi / 2 + art.between(-0.12, 0.12),
        104,
        0,
    )
    for depth, data in widths.items():
        sheet.draw(
            strokes("".join(data), dark, (15, 9, 5.5, 3.2, 1.9, 1.2)[depth], stroke_linecap="round")
        )
    sheet.draw(path("M0 424Q110 396 220 422T400 416V600H0Z", dark))
    night = colours._replace(ground=dark, ink=colours.ink)
    _foot_type(
        sheet, book, night, Type(DIDONE, 60, leading=1.04), Type(DIDONE, 20, italic=True), top=436
    )


def _grow(art, widths, start, angle, length, depth):
    """Add a branch to the lines of its width, then the branches that leave it."""
    if depth > 5:
        return
    (x, y), end = start, (start[0] + length * math.cos(angle), start[1] + length * math.sin(angle))
    bend = (x + end[0]) / 2 + art.between(-8, 8), (y + end[1]) / 2 + art.between(-8, 8)
    widths.setdefault(depth, []).append(
        f"M{x:.0f} {y:.0f}Q{bend[0]:.0f} {bend[1]:.0f} {end[0]:.0f} {end[1]:.0f}"
    )
    for side in (-1, 1):
        turned = angle + side * art.between(0.28, 0.62)
        _grow(art, widths, end, turned, length * art.between(0.62, 0.8), depth + 1)
