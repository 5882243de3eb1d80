"""Tiles for patterned papers: each answers its width, its height and its marks.

Each takes three colours to print in and the ground they lie on.
"""

from app.catalog.cover_designs.shapes import disc, path, ring, strokes


def _scales(bold, second, third, ground):
    marks = []
    for x, y in [(0, 0), (40, 0), (20, 14), (-20, 14), (60, 14), (0, 28), (40, 28)]:
        marks += [disc(x, y, 20, ground), ring(x, y, 18, bold, 2)]
        marks += [ring(x, y, 12, second, 2), disc(x, y, 6, bold)]
    return 40, 28, marks


def _leaves(bold, second, third, ground):
    marks = [disc(40, 11, 4, third), disc(14, 33, 4, third)]
    for x, y, shade in ((2, 11, bold), (28, 33, second)):
        marks += [path(f"M{x} {y}q12-14 24 0q-12 14-24 0Z", shade)]
        marks += [strokes(f"M{x + 2} {y}h20", ground, 1.4)]
    return 52, 44, marks


def _quatrefoils(bold, second, third, ground):
    petals = [disc(x, y, 8.5, bold) for x, y in ((14, 22), (30, 22), (22, 14), (22, 30))]
    diamonds = "".join(f"M{x} {y}m-6 0 6-6 6 6-6 6Z" for x in (0, 44) for y in (0, 44))
    return 44, 44, [*petals, disc(22, 22, 4.5, second), path(diamonds, third)]


def _sprigs(bold, second, third, ground):
    marks = [disc(48, 14, 2, third), disc(14, 54, 2, third)]
    for x, y in ((20, 36), (50, 70), (50, 2)):
        leaves = f"M{x + 1} {y - 10}c-8-2-12-8-12-14 8 2 12 7 12 14ZM{x + 3} {y - 16}"
        marks += [strokes(f"M{x} {y}c0-12 2-20 8-28", bold, 1.6), disc(x + 8, y - 27, 3.4, second)]
        marks += [path(leaves + "c8 0 13-4 16-11-9-1-14 4-16 11Z", bold)]
    return 60, 68, marks


def _chevrons(bold, second, third, ground):
    rows = ((12, bold, 5), (24, second, 2.5), (36, third, 1.5), (48, bold, 5))
    lines = [strokes(f"M-4 {y} 16 {y - 16} 36 {y}", shade, width) for y, shade, width in rows]
    return 32, 36, lines


def _stars(bold, second, third, ground):
    star = "m0-13 3 10 10 3-10 3-3 10-3-10-10-3 10-3Z"
    dots = [disc(36, 14, 2.6, third), disc(12, 38, 2.6, third)]
    return 48, 48, [path(f"M12 14{star}", bold), path(f"M36 38{star}", second), *dots]


def _fans(bold, second, third, ground):
    ribs = "M24 46V10M24 46 12 14M24 46 36 14M24 46 4 24M24 46 44 24"
    shell = "M24 46C2 40-2 20 6 16C8 8 16 6 24 6C32 6 40 8 42 16C50 20 46 40 24 46Z"
    dots = [disc(24, 47, 4, second), disc(0, 2, 3, third), disc(50, 2, 3, third)]
    return 50, 52, [path(shell, bold), strokes(ribs, ground, 1.8), *dots]


def _fish(bold, second, third, ground):
    marks = [strokes("M50 12q6-6 12 0t12 0M6 36q6-6 12 0t12 0", third, 1.8)]
    for x, y, shade in ((4, 12, bold), (48, 36, second)):
        body = f"M{x} {y}q14-14 30 0l9-8v16l-9-8q-16 14-30 0Z"
        marks += [path(body, shade), disc(x + 9, y - 1, 2, ground)]
    return 88, 48, marks


def _combed(bold, second, third, ground):
    """Marbler's combs drawn through stripes of colour."""
    shades = (bold, second, bold, third)
    rows = range(-12, 72, 12)
    return 32, 48, [strokes(f"M-2 {y}q9-16 18 0t18 0", shades[y // 12 % 4], 6) for y in rows]


def _petals(bold, second, third, ground):
    first = "M0 0h20a20 20 0 0 1-20 20ZM40 40h-20a20 20 0 0 1 20-20Z"
    other = "M40 0v20a20 20 0 0 1-20-20ZM0 40v-20a20 20 0 0 1 20 20Z"
    return 40, 40, [path(first, bold), path(other, second), disc(20, 20, 4, third)]


MOTIFS = (
    *(_scales, _leaves, _quatrefoils, _sprigs, _chevrons),
    *(_stars, _fans, _fish, _combed, _petals),
)
TURNABLE = (_quatrefoils, _stars, _petals, _leaves)
