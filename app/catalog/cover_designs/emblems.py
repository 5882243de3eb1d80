"""Abstract pictures for a square of 400: they hint at a mood and show no thing.

Each takes dice and the colours (light, dark, tint, accent) and answers its marks.
"""

import math

from app.catalog.cover_designs.shapes import (
    at,
    disc,
    group,
    moved,
    path,
    polar,
    polygon,
    rect,
    round_strokes,
    strokes,
    turns,
)


def draw_emblem(sheet, dice, shades, box):
    """One of the pictures, in the box."""
    marks = dice.pick(EMBLEMS)(dice, *shades)
    sheet.draw(moved(box.x, box.y, *marks, scale=box.width / 400))


def _leaning_rings(dice, light, dark, tint, accent):
    """Rings that all touch at one point, like a look down a well."""
    angle = dice.between(0, math.tau)
    shades = (dark, light, tint, dark, light, accent)
    return [
        disc(*polar(200, 200, 172 - radius, angle), radius, shade)
        for radius, shade in zip((172, 140, 110, 82, 56, 32), shades, strict=True)
    ]


def _split_disc(dice, light, dark, tint, accent):
    """A disc cut in two, its halves slid apart."""
    slide, turn = dice.pick([36, 52, 68]), dice.pick([0, 90, 45, 135])
    lower, upper = dice.shuffled([light, dark])
    halves = [
        path(f"M{40 + slide} 196a128 128 0 0 1 256 0Z", upper),
        path(f"M{104 - slide} 204a128 128 0 0 0 256 0Z", lower),
        disc(200 + slide, 150, 26, accent),
    ]
    return [group(*halves, transform=f"rotate({turn} 200 200)")]


def _stairs(dice, light, dark, tint, accent):
    """A flight of steps to a small round moon."""
    steps = dice.whole(5, 7)
    rise = 300 / steps
    marks = [disc(dice.pick([110, 130]), 106, 54, accent)]
    for step in range(steps):
        x, y = 50 + rise * step, 350 - rise * (step + 1)
        marks += [rect(x, y, rise, 350 - y, light), rect(x, y, rise, 10, dark)]
        marks += [rect(x, y + 10, 12, 340 - y, tint)]
    return marks


def _eye(dice, light, dark, tint, accent):
    """A lens with rings in it, under rays."""
    count = dice.pick([9, 11, 13])
    angles = [-math.pi * (place + 0.5) / count for place in range(count)]
    rays = (f"M{at(*polar(200, 200, 132, a))}L{at(*polar(200, 200, 176, a))}" for a in angles)
    lens = path("M32 214Q200 74 368 214Q200 354 32 214Z", light)
    pupil = [disc(200, 214, 70, dark), disc(200, 214, 46, accent), disc(200, 214, 20, dark)]
    return [strokes("".join(rays), dark, 9), lens, *pupil, disc(220, 194, 9, light)]


def _doorways(dice, light, dark, tint, accent):
    """Doors within doors, each a little off the last."""
    lean = dice.pick([0.05, 0.12, 0.19])
    x, y, width, height, marks = 40.0, 30.0, 320.0, 340.0, []
    for shade in (dark, light, dark, tint, dark, accent):
        marks.append(rect(x, y, width, height, shade))
        x, y = x + width * lean, y + height * 0.17
        width, height = width * 0.76, height * 0.83
    return marks


def _wheel(dice, light, dark, tint, accent):
    """Wedges turning round a hub."""
    count = dice.pick([10, 12, 16])
    marks = [disc(200, 200, 168, light)]
    for place, angle in enumerate(turns(count)):
        rim = [polar(200, 200, 168, angle + part * math.pi / count) for part in (0, 1)]
        marks.append(polygon([(200, 200), *rim], (dark, accent)[place % 2]))
    return [*marks, disc(200, 200, 62, light), disc(200, 200, 34, dark)]


def _swelling_bars(dice, light, dark, tint, accent):
    """Upright bars swelling and thinning, one of them different."""
    count, odd, marks = 9, dice.whole(2, 6), []
    for place in range(count):
        width = 10 + 22 * math.sin(math.pi * (place + 0.5) / count)
        drop = dice.between(0, 70)
        shade = accent if place == odd else (light, dark)[place % 2]
        middle = 40 + 320 * (place + 0.5) / count
        marks.append(rect(middle - width / 2, 40 + drop, width, 320 - drop * 1.4, shade))
    return marks


def _spiral(dice, light, dark, tint, accent):
    """A band wound inwards to a dot."""
    side, radius, way, x = dice.pick([0, 1]), 164.0, -1, 368.0
    data = f"M{at(x, 200)}"
    while radius > 24:
        x += way * 2 * radius
        data += f"A{radius} {radius} 0 0 {side} {at(x, 200)}"
        radius, way = radius - 17.5, -way
    return [round_strokes(data, light, 15), disc(x, 200, 22, accent)]


def _moon_phases(dice, light, dark, tint, accent):
    """A disc waning and waxing again round a full one."""
    marks = []
    for place in range(9):
        x, y, width = 84 + 116 * (place % 3), 84 + 116 * (place // 3), 48 - abs(place - 4) * 12
        out, back = (1, 0) if place > 4 else (0, 1)
        lit = f"M{x} {y - 48}a48 48 0 0 {out} 0 96a{width} 48 0 0 {back} 0-96Z"
        marks += [disc(x, y, 48, dark), path(lit, light)]
    return [*marks, disc(200, 200, 48, accent)]


EMBLEMS = (
    *(_leaning_rings, _split_disc, _stairs, _eye, _doorways),
    *(_wheel, _swelling_bars, _spiral, _moon_phases),
)
