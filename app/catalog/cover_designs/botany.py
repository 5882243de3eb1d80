"""Plants in flat colour, as for a herbarium."""

from app.catalog.cover_designs.faces import BOOK
from app.catalog.cover_designs.fitting import Box, Type
from app.catalog.cover_designs.shapes import at, disc, group, mirrored, moved, path, strokes
from app.catalog.cover_designs.title_block import VOLUME, title_block

# Outlines from the stalk outwards, and how large each may grow.
LEAVES = (
    ("M0 0C14-16 40-20 66-8C44 10 18 12 0 0Z", 1.0),
    ("M0 0C4-24 34-34 50-14C44 12 16 18 0 0Z", 0.86),
    ("M0 0C16-8 44-10 60-2C44 6 16 6 0 0Z", 1.15),
    ("M0 0C6-14 18-20 30-18C44-26 62-20 70-10C58 2 44 4 34 0C22 10 8 8 0 0Z", 0.95),
)


def pressed_stem(sheet, book, colours):
    """One tall stem with its leaves in pairs and a flower on top."""
    sheet.fill(colours.ground)
    art, lean = book.art, book.art.between(-50, 50)
    leaf, pairs = art.pick(LEAVES), art.whole(5, 6)
    stem = ((200, 396), (200 - lean, 240), (200 + lean / 2, 56))
    sheet.draw(_stalk(stem, colours.shapes[1], 3.5))
    for pair in range(pairs):
        share = 0.1 + 0.8 * pair / pairs
        for side in (-1, 1):
            sheet.draw(_leaf(art, leaf, _along(stem, share), side, 1.5 - 0.75 * share, colours))
    sheet.draw(_flower(art, stem[-1], colours))
    title, names = Type(BOOK, 54, leading=1.06), Type(BOOK, 19, italic=True)
    title_block(sheet, book, Box(36, 420, 328, 156), colours, title, names, "middle")


def _stalk(stem, shade, width):
    start, bend, end = (at(*spot) for spot in stem)
    return strokes(f"M{start}Q{bend} {end}", shade, width)


def _along(stem, share):
    """A point on the curve of a stem."""
    rest = 1 - share
    weights = (rest * rest, 2 * rest * share, share * share)
    return [sum(w * spot[axis] for w, spot in zip(weights, stem, strict=True)) for axis in (0, 1)]


def _leaf(art, leaf, spot, side, size, colours):
    outline, growth = leaf
    shade = colours.shapes[0] if side == 1 else colours.shapes[2]
    vein = strokes("M0 0Q24-6 48-6", colours.ground, 1.6)
    scale = size * growth
    turn = f"scale({side * scale:.2f} {scale:.2f}) rotate({art.between(-32, -12):.0f})"
    return group(path(outline, shade), vein, transform=f"translate({at(*spot)}) {turn}")


def _flower(art, spot, colours):
    petals, radius = art.pick([5, 6, 8, 12]), art.whole(20, 27)
    far, wide = radius * 1.6, radius * (0.9 if petals < 8 else 0.5)
    petal = f"M0 0C{at(radius * 0.5, -wide)} {at(far, -wide * 0.7)} {at(far, 0)}"
    petal += f"C{at(far, wide * 0.7)} {at(radius * 0.5, wide)} 0 0Z"
    shade = colours.shapes[3]
    ring = [
        path(petal, shade, transform=f"rotate({360 * place // petals})") for place in range(petals)
    ]
    return moved(*spot, *ring, disc(0, 0, radius * 0.36, colours.shapes[1]))


def wild_border(sheet, book, colours):
    """Sprays growing from the foot up both edges, mirrored, round a clear middle."""
    ground, ink = colours[:2]
    sheet.fill(ground)
    sheet.draw(mirrored("spray", *_spray(book.art, colours)))
    names, title = Type(BOOK, 19, italic=True), Type(BOOK, 60, leading=1.06)
    sheet.write(book.byline, names, Box(88, 44, 224, 48), ink, ground)
    sheet.write(book.title, title, Box(82, 104, 236, 230), ink, ground)
    sheet.write(book.volume, VOLUME, Box(110, 344, 180, 30), ink, ground)


def _spray(art, colours):
    leaf, marks = art.pick(LEAVES), []
    for stem in range(4):
        tip = (26 + 20 * (stem % 2), 120 + 96 * stem)
        curve = ((190 - 40 * stem, 604), (40 + 14 * stem, 520), tip)
        marks.append(_stalk(curve, colours.shapes[1], 2.4))
        for share in (0.45, 0.6, 0.75, 0.9):
            side = art.pick([1, 1, -1])
            marks.append(_leaf(art, leaf, _along(curve, share), side, 0.62, colours))
        marks.append(_flower(art, tip, colours))
    return marks
