"""Plants drawn in line and flat colour, as for a herbarium."""


from .faces import BOOK, HUMANIST
from .fitting import Box, Type
from .shapes import disc, group, mirrored, path, strokes

LEAVES = {
    "lance": "M0 0C14-16 40-20 66-8C44 10 18 12 0 0Z",
    "round": "M0 0C4-24 34-34 50-14C44 12 16 18 0 0Z",
    "fern": "M0 0C16-8 44-10 60-2C44 6 16 6 0 0Z",
}


def pressed_stem(sheet, book, colours):
    """One tall stem with its leaves in pairs, the title beside its foot."""
    sheet.fill(colours.ground)
    art = book.art
    leaf, count = art.pick(list(LEAVES)), art.whole(6, 7)
    lean = art.between(-50, 50)
    sheet.draw(
        strokes(f"M200 396Q{200 - lean:.0f} 240 {200 + lean / 2:.0f} 52", colours.shapes[1], 3)
    )
    for place in range(count):
        share = 0.12 + 0.8 * place / count
        x, y = _along((200, 396), (200 - lean, 240), (200 + lean / 2, 52), share)
        for side in (-1, 1):
            sheet.draw(_leaf(art, leaf, x, y, side, 1.45 - 0.7 * share, colours))
    tip = _along((200, 396), (200 - lean, 240), (200 + lean / 2, 52), 1)
    sheet.draw(_flower(art, *tip, colours))
    _type(sheet, book, colours)


def _along(start, bend, end, share):
    """A point on the curve from start to end."""
    rest = 1 - share
    return tuple(
        rest * rest * a + 2 * rest * share * b + share * share * c
        for a, b, c in zip(start, bend, end)
    )


def _leaf(art, kind, x, y, side, scale, colours):
    tilt = art.between(-30, -8)
    shade = colours.shapes[0] if side == 1 else colours.shapes[2]
    vein = strokes("M0 0Q24-6 48-6", colours.ground, 1.6)
    place = f"translate({x:.0f} {y:.0f}) scale({side * scale:.2f} {scale:.2f}) rotate({tilt:.0f})"
    return group(path(LEAVES[kind], shade), vein, transform=place)


def _flower(art, x, y, colours):
    petals, radius = art.pick([5, 6, 8, 12]), art.between(20, 27)
    marks = []
    for place in range(petals):
        turn = 360 * place / petals
        marks.append(
            path(
                f"M0 0C{radius:.0f} {-radius * 0.5:.0f} {radius * 1.5:.0f} {-4} {radius * 1.6:.0f} 0C{radius * 1.5:.0f} 8 {radius:.0f} {radius * 0.5:.0f} 0 0Z",
                colours.shapes[3],
                transform=f"rotate({turn:.0f})",
            )
        )
    return group(
        *marks,
        disc(0, 0, radius * 0.36, colours.shapes[1]),
        transform=f"translate({x:.0f} {y + 4:.0f})",
    )


def _type(sheet, book, colours):
    ink, ground = colours.ink, colours.ground
    title = sheet.write(
        book.title, Type(BOOK, 54, leading=1.06), Box(36, 424, 328, 92), ink, ground
    )
    names = sheet.write(
        book.byline, Type(BOOK, 19, italic=True), Box(36, title.bottom + 8, 328, 28), ink, ground
    )
    small = Type(HUMANIST, 11.5, tracking=0.1, capitals=True, least=7)
    sheet.write(book.volume, small, Box(36, names.bottom + 6, 328, 14), ink, ground)


def wild_border(sheet, book, colours):
    """Sprays growing from the foot up both edges, mirrored, round a clear middle."""
    sheet.fill(colours.ground)
    art, marks = book.art, []
    leaf = art.pick(list(LEAVES))
    for stem in range(4):
        foot, tip = 190 - 40 * stem, (26 + 20 * (stem % 2), 120 + 96 * stem)
        bend = (40 + 14 * stem, 520)
        marks.append(
            strokes(f"M{foot} 604Q{bend[0]} {bend[1]} {tip[0]} {tip[1]}", colours.shapes[1], 2.2)
        )
        for share in (0.45, 0.6, 0.75, 0.9):
            x, y = _along((foot, 604), bend, tip, share)
            side = 1 if art.chance(0.6) else -1
            marks.append(_leaf(art, leaf, x, y, side, 0.62, colours))
        marks.append(_flower(art, *tip, colours))
    sheet.draw(mirrored(*marks))
    ink, ground = colours.ink, colours.ground
    sheet.write(book.byline, Type(BOOK, 19, italic=True), Box(84, 44, 232, 48), ink, ground)
    sheet.write(book.title, Type(BOOK, 60, leading=1.06), Box(80, 104, 240, 240), ink, ground)
    small = Type(HUMANIST, 11.5, tracking=0.1, capitals=True, least=7)
    sheet.write(book.volume, small, Box(110, 340, 180, 30), ink, ground)
