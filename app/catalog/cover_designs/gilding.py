"""Frames and devices of gold for cloth bindings."""

import math

from app.catalog.cover_designs.shapes import (
    at,
    disc,
    frame,
    mirrored,
    moved,
    path,
    polar,
    rect,
    ring,
    strokes,
    turns,
)

LEAF = "M0 0q8-13 24-14q-6 16-24 14Z"


def _ruled_frame(board, gold, foil):
    """Rules, with rings set in the corners."""
    marks = [frame(board, gold, 3), frame(board.inset(6), gold), frame(board.inset(34), gold, 1.2)]
    for x in (board.x + 20, board.right - 20):
        for y in (board.y + 20, board.bottom - 20):
            marks += [ring(x, y, 13, gold, 1.5), ring(x, y, 8, gold, 1.5), disc(x, y, 3.5, foil)]
    return marks


def _fan_frame(board, gold, foil):
    """A fan opening from each corner."""
    ribs = "".join(f"M0 0L{at(*polar(0, 0, 52, math.pi * step / 12))}" for step in range(1, 6))
    arcs = "M56 0A56 56 0 0 1 0 56M46 0A46 46 0 0 1 0 46"
    fan = strokes(arcs + ribs, gold, 1.5) + path("M20 0A20 20 0 0 1 0 20V0Z", foil)
    top, foot = [(board.x, board.y), (board.right, board.y)], [(board.right, board.bottom)]
    corners = [*top, *foot, (board.x, board.bottom)]
    fans = [moved(x, y, fan, turned=90 * place) for place, (x, y) in enumerate(corners)]
    return [frame(board, gold, 2.4), *fans, frame(board.inset(5), gold, 0.8)]


def _vine_frame(board, gold, foil):
    """A wavy stem on either side, with leaves and berries."""
    x, leaves, berries = board.x + 15, "", ""
    for step in range(16):
        y = board.y + 45 + step * 30
        side = 1 if step % 2 == 0 else -1
        leaves += (
            f"M{x + 4 * side:.0f} {y:.0f}q{4 * side}-7 {12 * side}-7q{-3 * side} 8 {-12 * side} 7Z"
        )
        berries += f"M{x - 5 * side:.0f} {y:.0f}h0"
    stem = strokes(f"M{at(x, board.y + 30)}" + "q12 15 0 30t0 30" * 8, gold, 1.8)
    dots = strokes(berries, foil, 5, stroke_linecap="round")
    vine = mirrored("vine", stem, path(leaves, gold), dots, middle=board.middle)
    return [frame(board, gold, 2), frame(board.inset(30), gold, 1.2), vine]


def _sunrise(art, gold, foil):
    """Rays over a half sun, and the sea."""
    count = art.pick([11, 13, 15])
    angles = [-math.pi * (place + 0.5) / count for place in range(count)]
    rays = (f"M{at(*polar(200, 430, 62, a))}L{at(*polar(200, 430, 126, a))}" for a in angles)
    sea = "".join(f"M{60 + 14 * row} {446 + 11 * row}H{340 - 14 * row}" for row in range(3))
    sun = path("M148 430a52 52 0 0 1 104 0Z", foil)
    return [strokes("".join(rays), gold, 4), sun, strokes("M60 434H340" + sea, gold, 2.2)]


def _bouquet(art, gold, foil):
    """Stems bending outwards from one pot."""
    marks = []
    for x, y in [(92, 330), (128, 300), (168, 286)]:
        marks += [strokes(f"M200 452Q{(x + 200) // 2 + 20} {y + 60} {x} {y}", gold, 2)]
        marks += [disc(x, y, 12, foil), ring(x, y, 16, gold, 2), disc(x, y, 4, gold)]
        for share in (0.35, 0.6):
            root = 200 + (x - 200) * share * 0.8, 452 + (y - 452) * share
            marks += [moved(*root, path(LEAF, gold), turned=-110)]
    pot = [path("M184 450h32l-5 22h-22Z", gold), strokes("M176 450h48", gold, 3)]
    return [mirrored("flowers", *marks), *pot]


def _wreath(art, gold, foil):
    """Leaves round a star."""
    lean, leaves = art.pick([70, 80, 110]), []
    for place, angle in enumerate(turns(art.pick([18, 20, 22]))):
        leaf = path(LEAF, foil if place % 3 == 0 else gold)
        spot = polar(200, 376, 76, angle)
        leaves.append(moved(*spot, leaf, turned=math.degrees(angle) + lean))
    star = path("M200 336l9 30 30 10-30 10-9 30-9-30-30-10 30-10Z", gold)
    return [ring(200, 376, 76, gold, 2), *leaves, star, ring(200, 376, 56, gold)]


def _star_at_sea(art, gold, foil):
    """A ringed star over waves."""
    rows = "".join(f"M64 {404 + 20 * row}" + "q17-20 34 0t34 0" * 4 for row in range(4))
    star = path("M200 296l7 34 34 7-34 7-7 34-7-34-34-7 34-7Z", foil)
    rings = [ring(200, 337, 52, gold, 1.6), ring(200, 337, 58, gold, 0.8)]
    return [strokes(rows, gold, 2.6), star, *rings]


def _little_tree(art, gold, foil):
    """A stiff little tree, a fruit at the end of each branch."""
    marks = []
    for row in range(4):
        x, y = 112 + 12 * row, 404 - 30 * row
        bend = at(170 - 4 * row, 420 - 30 * row)
        marks += [strokes(f"M200 {430 - 26 * row}Q{bend} {x} {y}", gold, 2)]
        marks += [disc(x - 4, y - 1, 7, foil)]
        for place in range(3):
            root = 186 - (28 - 4 * row) * place - 4 * row, 414 - 29 * row - 5 * place
            marks += [moved(*root, path(LEAF, gold), turned=150, scale=0.8)]
    trunk = [strokes("M200 466V300", gold, 5), rect(130, 466, 140, 3, gold)]
    return [mirrored("branches", *marks), *trunk, disc(200, 296, 8, foil)]


def _key(art, gold, foil):
    """A great key between two stars."""
    bow = [ring(200, 322, 34, gold, 6), ring(200, 322, 17, foil, 3), disc(200, 322, 5, gold)]
    shaft = path("M196 356h8v104h-8ZM204 424h26v10h-10v8h10v12h-26Z", gold)
    collar = rect(188, 358, 24, 6, foil)
    star = "m0-16 4 12 12 4-12 4-4 12-4-12-12-4 12-4Z"
    return [*bow, shaft, collar, path(f"M128 400{star}M272 400{star}", gold)]


FRAMES = (_ruled_frame, _fan_frame, _vine_frame)
DEVICES = (_sunrise, _bouquet, _wreath, _star_at_sea, _little_tree, _key)
