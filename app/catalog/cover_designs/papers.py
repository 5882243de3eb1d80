"""Patterned paper over boards, with a label pasted on."""

from .faces import BOOK, DIDONE
from .fitting import Box, Type
from .shapes import disc, frame, path, pattern, rect, ring, strokes, tag

CREAM = "#f8f2e2"


def patterned_paper(sheet, book, colours):
    print_, second, third = colours.shapes
    motif = book.look.pick(MOTIFS)
    size, height, marks = motif(print_, second, third, colours.ground)
    turn = book.look.pick([0, 0, 0, 45]) if motif in TURNABLE else 0
    sheet.fill(colours.ground)
    sheet.draw(tag("defs", pattern("paper", size, "".join(marks), turn, height)))
    sheet.draw(rect(0, 0, 400, 600, "url(#paper)"))
    _label(sheet, book, colours)


def _label(sheet, book, colours):
    ink, width = colours.ink, book.look.pick([232, 256, 280])
    top, height = book.look.pick([(92, 212), (180, 226), (70, 190)])
    box = Box((400 - width) / 2, top, width, height)
    sheet.draw(rect(*box.inset(-5), colours.ground), rect(*box, CREAM))
    _border(sheet, box, book.look.pick(["double", "thick", "dots"]), colours)
    room = box.inset(24, 22)
    face = book.look.pick([BOOK, DIDONE])
    foot = 20 if book.volume else 0
    names = Type(face, 17, italic=True, leading=1.15, least=8)
    above = sheet.write(book.byline, names, Box(*room[:3], 40), ink, CREAM)
    title = Box(room.x, above.bottom + 8, room.width, room.bottom - above.bottom - 12 - foot)
    sheet.write(book.title, Type(face, 50, leading=1.08), title, ink, CREAM, rise="middle")
    small = Type(face, 12, leading=1.1, least=7)
    sheet.write(
        book.volume, small, Box(room.x, room.bottom - 16, room.width, 18), ink, CREAM, rise="bottom"
    )


def _border(sheet, box, kind, colours):
    ink = colours.ink
    if kind == "double":
        sheet.draw(frame(box.inset(6), ink, 2.2), frame(box.inset(10.5), ink, 0.8))
    if kind == "thick":
        sheet.draw(frame(box.inset(7), ink, 4))
    if kind == "dots":
        sheet.draw(frame(box.inset(9), ink, 3.4, stroke_dasharray="0 8", stroke_linecap="round"))


def _scales(print_, second, third, ground):
    arcs = [(0, 0), (40, 0), (20, 14), (-20, 14), (60, 14), (0, 28), (40, 28)]
    marks = []
    for x, y in arcs:
        marks += [
            disc(x, y, 20, ground),
            ring(x, y, 18, print_, 2),
            ring(x, y, 12, second, 2),
            disc(x, y, 6, print_),
        ]
    return 40, 28, marks


def _leaves(print_, second, third, ground):
    leaf = "M{0} {1}q12-14 24 0q-12 14-24 0Z"
    return 52, 44, [
        path(leaf.format(2, 11), print_), strokes("M4 11h20", ground, 1.4),
        path(leaf.format(28, 33), second), strokes("M30 33h20", ground, 1.4),
        disc(40, 11, 4, third), disc(14, 33, 4, third),
    ]  # fmt: skip


def _quatrefoils(print_, second, third, ground):
    petals = [disc(22 + x, 22 + y, 8.5, print_) for x, y in ((-8, 0), (8, 0), (0, -8), (0, 8))]
    corners = [path(f"M{x} {y}m-6 0 6-6 6 6-6 6Z", third) for x in (0, 44) for y in (0, 44)]
    return 44, 44, [*petals, disc(22, 22, 4.5, second), *corners]


def _sprigs(print_, second, third, ground):
    sprig = "M{0} {1}c0-12 2-20 8-28M{0} {1}m1-10c-8-2-12-8-12-14 8 2 12 7 12 14ZM{0} {1}m3-16c8 0 13-4 16-11-9-1-14 4-16 11Z"
    berry = [disc(28, 9, 3.4, second), disc(58, 43, 3.4, second)]
    lines = [
        path(sprig.format(x, y), print_, stroke=print_, stroke_width=1.4)
        for x, y in ((20, 36), (50, 70))
    ]
    return (
        60,
        68,
        [
            *lines,
            *berry,
            disc(48, 14, 2, third),
            disc(14, 54, 2, third),
            strokes("M50 2c0-12 2-20 8-28", print_, 1.4),
        ],
    )


def _chevrons(print_, second, third, ground):
    bends = "M-4 {0} 16 {1} 36 {0}"
    return 32, 36, [
        strokes(bends.format(12, -4), print_, 5), strokes(bends.format(24, 8), second, 2.5),
        strokes(bends.format(48, 32), print_, 5), strokes(bends.format(36, 20), third, 1.5),
    ]  # fmt: skip


def _stars(print_, second, third, ground):
    star = "M{0} {1}m0-13 3 10 10 3-10 3-3 10-3-10-10-3 10-3Z"
    return 48, 48, [
        path(star.format(12, 14), print_), path(star.format(36, 38), second),
        disc(36, 14, 2.6, third), disc(12, 38, 2.6, third),
    ]  # fmt: skip


def _fans(print_, second, third, ground):
    ribs = "M24 46V10M24 46 12 14M24 46 36 14M24 46 4 24M24 46 44 24"
    shell = "M24 46C2 40-2 20 6 16C8 8 16 6 24 6C32 6 40 8 42 16C50 20 46 40 24 46Z"
    return (
        50,
        52,
        [
            path(shell, print_),
            strokes(ribs, ground, 1.8),
            disc(24, 47, 4, second),
            disc(0, 2, 3, third),
            disc(50, 2, 3, third),
        ],
    )


def _fish(print_, second, third, ground):
    fish = "M{0} {1}q14-14 30 0l9-8v16l-9-8q-16 14-30 0Z"
    return 88, 48, [
        path(fish.format(4, 12), print_), disc(13, 11, 2, ground), path(fish.format(48, 36), second),
        disc(57, 35, 2, ground), strokes("M50 12q6-6 12 0t12 0M6 36q6-6 12 0t12 0", third, 1.8),
    ]  # fmt: skip


def _combed(print_, second, third, ground):
    """Marbler's combs drawn through stripes of colour."""
    curve = "M-2 {0}q8-16 16 0t16 0"
    colours = (print_, second, print_, third)
    return 28, 48, [strokes(curve.format(y), colours[(y // 12) % 4], 6) for y in range(-12, 72, 12)]


def _tiles(print_, second, third, ground):
    return 40, 40, [
        path("M0 0h20a20 20 0 0 1-20 20ZM40 40h-20a20 20 0 0 1 20-20Z", print_),
        path("M40 0v20a20 20 0 0 1-20-20ZM0 40v-20a20 20 0 0 1 20 20Z", second), disc(20, 20, 4, third),
    ]  # fmt: skip


MOTIFS = (_scales, _leaves, _quatrefoils, _sprigs, _chevrons, _stars, _fans, _fish, _combed, _tiles)
TURNABLE = (_quatrefoils, _stars, _tiles, _leaves)
