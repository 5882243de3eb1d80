"""Curves that a formula draws: for mathematics and whoever loves it."""

import math

from app.catalog.cover_designs.faces import DIDONE, GROTESQUE
from app.catalog.cover_designs.fitting import Box, Type
from app.catalog.cover_designs.shapes import at, polar, ring, round_strokes, smooth, strokes, turns
from app.catalog.cover_designs.title_block import VOLUME

CENTRE, RADIUS = (200, 216), 172
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


def _foot(sheet, book, colours):
    """Title and names along the foot, under the figure."""
    ground, ink = colours[:2]
    title, names = Type(DIDONE, 54, leading=1.06), Type(GROTESQUE, 17)
    sheet.write(book.title, title, Box(32, 420, 336, 98), ink, ground, "start", "bottom")
    sheet.write(book.byline, names, Box(32, 529, 336, 26), ink, ground, "start", "middle")
    sheet.write(book.volume, VOLUME, Box(32, 561, 336, 17), ink, ground, "start", "middle")


def times_table(sheet, book, colours):
    """Points on a circle, each tied to its multiple."""
    sheet.fill(colours.ground)
    count, factor, shade = 150, book.art.pick([2, 3, 4, 5, 7, 34, 51, 74]), colours.shapes[0]
    spots = [at(*polar(*CENTRE, RADIUS, angle)) for angle in turns(count)]
    chords = (f"M{spots[place]}L{spots[place * factor % count]}" for place in range(1, count))
    sheet.draw(ring(*CENTRE, RADIUS, shade, 1.8), strokes("".join(chords), shade))
    _foot(sheet, book, colours)


def woven_lines(sheet, book, colours):
    """Straight lines between the sides of a square that make a curve between them."""
    sheet.fill(colours.ground)
    steps = [320 * place // 22 for place in range(23)]
    lines = "".join(f"M40 {56 + step}L{40 + step} 376" for step in steps)
    for quarter in book.art.pick([(0, 2), (0, 1, 2, 3), (0, 1, 2, 3), (0, 1)]):
        turn = f"rotate({90 * quarter} 200 216)"
        sheet.draw(strokes(lines, colours.shapes[quarter % 2], 1.4, transform=turn))
    _foot(sheet, book, colours)


def rose(sheet, book, colours):
    """A curve with petals, drawn again and again smaller."""
    sheet.fill(colours.ground)
    petals, turn = book.art.pick([3, 5, 7, 2.5, 3.5]), book.art.pick([0, 0.06])
    for step, radius in enumerate((176, 148, 120, 92, 64, 36)):
        data = _petals(petals, radius, step * turn)
        sheet.draw(strokes(data, colours.shapes[step % 2], 2.4))
    _foot(sheet, book, colours)


def _petals(petals, radius, turn):
    rounds = 1 if petals == int(petals) else 2
    angles = [rounds * angle for angle in turns(60)]
    reach = (radius * (0.62 + 0.38 * math.cos(petals * angle)) for angle in angles)
    return smooth(
        polar(*CENTRE, far, angle + turn) for far, angle in zip(reach, angles, strict=True)
    )


def sunflower(sheet, book, colours):
    """Seeds set each at the golden angle from the last."""
    sheet.fill(colours.ground)
    seeds, every = {}, book.art.pick([5, 8, 13, 21])
    for seed in range(1, 230):
        spot = polar(*CENTRE, 11.6 * math.sqrt(seed), seed * GOLDEN_ANGLE)
        seeds.setdefault((seed // 46, seed % every == 0), []).append(f"M{at(*spot)}h0")
    for (band, odd), spots in seeds.items():
        sheet.draw(round_strokes("".join(spots), colours.shapes[int(odd)], 5.5 + 2.2 * band))
    _foot(sheet, book, colours)
