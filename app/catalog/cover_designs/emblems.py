"""Abstract pictures for a square of 400: they hint at a mood and show no thing.

Each takes dice and the colours (light, dark, tint, accent) and answers its marks.
"""

import math

from .shapes import disc, group, number, path, polygon, rect, strokes


def draw_emblem(sheet, dice, colours, box):
    """One of the pictures, in the box."""
    place = f"translate({box.x:.0f} {box.y:.0f}) scale({box.width / 400:.3f})"
    sheet.draw(group(*dice.pick(EMBLEMS)(dice, *colours), transform=place))


def _leaning_rings(dice, light, dark, tint, accent):
    """Rings that all touch at one point, like a look down a well."""
    angle = dice.between(0, math.tau)
    marks = []
    for step, radius in enumerate((172, 140, 110, 82, 56, 32)):
        slip = 172 - radius
        x, y = 200 + slip * math.cos(angle), 200 + slip * math.sin(angle)
        marks.append(disc(x, y, radius, (dark, light, tint)[step % 3]))
    return [*marks[:-1], disc(x, y, 32, accent)]


def _split_disc(dice, light, dark, tint, accent):
    """A disc cut in two, its halves slid apart."""
    slide = dice.pick([36, 52, 68])
    lower, upper = dice.shuffled([light, dark])
    turn = dice.pick([0, 90, 45, 135])
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
        marks.append(rect(x, y, rise, 350 - y, light))
        marks.append(rect(x, y, rise, 10.0, dark))
        marks.append(rect(x, y + 10, 12.0, 340 - y, tint))
    return marks


def _eye(dice, light, dark, tint, accent):
    """A lens with rings in it, under rays."""
    count = dice.pick([9, 11, 13])
    rays = "".join(
        f"M{number(200 + 132 * math.cos(a))} {number(200 - 132 * math.sin(a))}"
        f"L{number(200 + 176 * math.cos(a))} {number(200 - 176 * math.sin(a))}"
        for a in (math.pi * (place + 0.5) / count for place in range(count))
    )
    return [
        strokes(rays, dark, 9),
        path("M32 214Q200 74 368 214Q200 354 32 214Z", light),
        disc(200, 214, 70, dark),
        disc(200, 214, 46, accent),
        disc(200, 214, 20, dark),
        disc(220, 194, 9, light),
    ]


def _doorways(dice, light, dark, tint, accent):
    """Doors within doors, each a little off the last."""
    marks, box = [], [40.0, 30.0, 320.0, 340.0]
    lean = dice.pick([0.1, 0.24, 0.4])
    for colour in (dark, light, dark, tint, dark, accent):
        marks.append(rect(*box, colour))
        x, y, width, height = box
        box = [x + width * 0.24 * lean * 2, y + height * 0.17, width * 0.76, height * 0.83]
    return marks


def _wheel(dice, light, dark, tint, accent):
    """Wedges turning round a hub."""
    count = dice.pick([10, 12, 16])
    marks = [disc(200, 200, 168, light)]
    for place in range(count):
        start, end = (math.tau * (place + part) / count for part in (0, 0.5))
        corners = [(200, 200)] + [
            (200 + 168 * math.cos(angle), 200 + 168 * math.sin(angle)) for angle in (start, end)
        ]
        marks.append(polygon(corners, (dark, accent)[place % 2]))
    return [*marks, disc(200, 200, 62, light), disc(200, 200, 34, dark)]


def _ladder_of_bars(dice, light, dark, tint, accent):
    """Upright bars swelling and thinning, one of them different."""
    count = 9
    odd = dice.whole(2, 6)
    marks = []
    for place in range(count):
        width = 10 + 22 * math.sin(math.pi * (place + 0.5) / count)
        x = 40 + 320 * (place + 0.5) / count
        drop = dice.between(0, 70)
        colour = accent if place == odd else (dark if place % 2 else light)
        marks.append(rect(x - width / 2, 40 + drop, width, 320 - drop * 1.4, colour))
    return marks


def _spiral(dice, light, dark, tint, accent):
    """A band wound inwards to a dot."""
    data, x, radius, sign, side = "M368 200", 368.0, 164.0, -1, dice.pick([0, 1])
    while radius > 24:
        x += sign * 2 * radius
        data += f"A{number(radius)} {number(radius)} 0 0 {side} {number(x)} 200"
        radius, sign = radius - 17.5, -sign
    return [strokes(data, light, 15), disc(x, 200, 22, accent)]


def _moon_phases(dice, light, dark, tint, accent):
    """A disc waning and waxing again round a full one."""
    marks = []
    for place in range(9):
        x, y = 84 + 116 * (place % 3), 84 + 116 * (place // 3)
        bulge = abs(place - 4) * 12
        marks.append(disc(x, y, 48, dark))
        lit = f"M{x} {y - 48}a48 48 0 0 {int(place > 4)} 0 96a{48 - bulge} 48 0 0 {int(place <= 4)} 0-96Z"
        marks.append(disc(x, y, 48, accent) if place == 4 else path(lit, light))
    return marks


EMBLEMS = (
    _leaning_rings,
    _split_disc,
    _stairs,
    _eye,
    _doorways,
    _wheel,
    _ladder_of_bars,
    _spiral,
    _moon_phases,
)
