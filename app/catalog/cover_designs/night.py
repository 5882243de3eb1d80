"""Skies by night: a chart of stars, a banded planet, a bare tree before the moon."""

import math

from app.catalog.cover_designs.faces import DIDONE, GROTESQUE
from app.catalog.cover_designs.fitting import Box, Type
from app.catalog.cover_designs.shapes import (
    at,
    disc,
    group,
    path,
    polar,
    rect,
    ring,
    round_strokes,
    strokes,
    tag,
    turns,
)
from app.catalog.cover_designs.title_block import title_block

POLE = (200, 212)


def star_chart(sheet, book, colours):
    """Circles of declination, hours, stars by magnitude, and one constellation."""
    gold, pale, line = colours.shapes[:3]
    sheet.fill(colours.ground)
    hours = (f"M{at(*polar(*POLE, 12, a))}L{at(*polar(*POLE, 180, a))}" for a in turns(12))
    sheet.draw(*(ring(*POLE, radius, line, 1.2) for radius in (60, 110, 160)))
    sheet.draw(ring(*POLE, 180, pale, 2), strokes("".join(hours), line))
    for size, count in ((2.4, 60), (4, 22), (6, 7)):
        spots = "".join(f"M{at(*_star(book.art))}h0" for _ in range(count))
        sheet.draw(round_strokes(spots, pale, size))
    sheet.draw(*_constellation(book.art, gold))
    title, names = Type(DIDONE, 58, leading=1.06), Type(DIDONE, 20, italic=True)
    title_block(sheet, book, Box(30, 424, 340, 150), colours, title, names, "middle")


def _star(art):
    return polar(*POLE, 172 * math.sqrt(art.between(0, 1)), art.between(0, math.tau))


def _constellation(art, shade):
    """Six stars joined by a line that wanders round the pole."""
    start = art.between(0, math.tau)
    angles = [start + place * art.between(0.7, 0.95) for place in range(6)]
    spots = [at(*polar(*POLE, art.between(50, 150), angle)) for angle in angles]
    star = "m0-11 3 8 8 3-8 3-3 8-3-8-8-3 8-3Z"
    stars = "".join(f"M{spot}{star}" for spot in spots)
    return [strokes("M" + "L".join(spots), shade, 1.8), path(stars, shade)]


def banded_planet(sheet, book, colours):
    """A great planet in bands, perhaps ringed, and its moons."""
    art, pale = book.art, colours.shapes[1]
    sheet.fill(colours.ground)
    x, y, radius = art.whole(150, 260), art.whole(170, 200), art.whole(112, 134)
    shades = art.shuffled([*colours.shapes[:3], colours.shapes[4]])
    tilt = f"rotate({art.whole(-28, 28)} {x} {y})"
    stars = "".join(f"M{art.whole(10, 390)} {art.whole(10, 400)}h0" for _ in range(40))
    globe = tag("defs", tag("clipPath", disc(x, y, radius, "#000"), id="globe"))
    bands = group(*_bands(art, x, y, radius, shades), transform=tilt, clip_path="url(#globe)")
    sheet.draw(round_strokes(stars, pale, 2.4), globe, bands)
    if art.chance(0.5):
        sheet.draw(_ring_of_dust(x, y, radius, pale, tilt))
    for _ in range(art.whole(1, 3)):
        moon = art.pick([46, 70, 320, 350]), art.between(50, 350), art.between(7, 17)
        sheet.draw(disc(*moon, art.pick(shades)))
    title = Type(GROTESQUE, 60, weight=700, leading=1.0, tracking=-0.02)
    title_block(sheet, book, Box(30, 404, 340, 172), colours, title, Type(GROTESQUE, 19))


def _bands(art, x, y, radius, shades):
    bands, top = [], y - radius
    while top < y + radius:
        height = art.whole(10, 42)
        bands.append(rect(x - radius, top, 2 * radius, height + 0.5, shades[len(bands) % 4]))
        top += height
    return bands


def _ring_of_dust(x, y, radius, shade, tilt):
    """An ellipse of which the far side is hidden."""
    wide, high = radius * 1.5, radius * 0.3
    near = (
        f"M{at(x + radius, y - high * 0.74)}A{wide} {high} 0 1 1 {at(x - radius, y - high * 0.74)}"
    )
    return round_strokes(near, shade, 4, transform=tilt)


def bare_tree(sheet, book, colours):
    """Branches before the moon."""
    dark, art = "#0b0a0d", book.art
    sheet.fill(colours.ground)
    x = art.pick([150, 200, 250])
    sheet.draw(disc(x, 188, 134, colours.shapes[book.look.pick([0, 1, 4])]))
    branches = {}
    _grow(art, branches, (x + art.between(-60, 60), 430), art.between(-1.69, -1.45), 104)
    for width, data in branches.items():
        sheet.draw(round_strokes("".join(data), dark, width))
    sheet.draw(path("M0 424Q110 396 220 422T400 416V600H0Z", dark))
    title, names = Type(DIDONE, 60, leading=1.04), Type(DIDONE, 20, italic=True)
    earth = colours._replace(ground=dark)
    title_block(sheet, book, Box(30, 434, 340, 142), earth, title, names, "middle")


def _grow(art, branches, start, angle, length, widths=(15, 9, 5.5, 3.2, 1.9, 1.2)):
    """Add a branch to those of its width, then the two that leave it."""
    end = polar(*start, length, angle)
    bend = ((a + b) / 2 + art.between(-8, 8) for a, b in zip(start, end, strict=True))
    branches.setdefault(widths[0], []).append(f"M{at(*start)}Q{at(*bend)} {at(*end)}")
    if len(widths) > 1:
        for side in (-1, 1):
            turned, shorter = angle + side * art.between(0.28, 0.62), art.between(0.62, 0.8)
            _grow(art, branches, end, turned, length * shorter, widths[1:])
