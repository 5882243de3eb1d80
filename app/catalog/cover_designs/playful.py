"""For children, and for those who laugh: a patchwork of simple creatures, boats on a line."""

from .faces import HUMANIST
from .fitting import Box, Type
from .shapes import disc, group, path, polygon, rect, strokes

TITLE = Type(HUMANIST, 64, weight=700, leading=1.0)


def patchwork(sheet, book, colours):
    """Squares, each with a bird, fish, leaf, sun, boat or house."""
    sheet.fill(colours.ground)
    shades = [*colours.shapes, colours.ground]
    forms = book.art.shuffled(list(FORMS))
    for place in range(12):
        x, y = 100 * (place % 4), 300 + 100 * (place // 4)
        back, front, detail = book.art.shuffled(shades)[:3]
        flip = "translate(100 0) scale(-1 1)" if book.art.chance(0.4) else None
        creature = group(*FORMS[forms[place % len(forms)]](front, detail), transform=flip)
        sheet.draw(group(rect(0, 0, 100, 100, back), creature, transform=f"translate({x} {y})"))
    ink, ground = colours.ink, colours.ground
    title = sheet.write(book.title, TITLE, Box(26, 30, 348, 176), ink, ground)
    names = sheet.write(
        book.byline, Type(HUMANIST, 22), Box(26, title.bottom + 10, 348, 34), ink, ground
    )
    sheet.write(
        book.volume, Type(HUMANIST, 14, least=8), Box(26, names.bottom + 6, 348, 18), ink, ground
    )


def _bird(front, detail):
    return [
        path("M14 44H34A24 24 0 0 1 82 44C82 66 66 78 46 78C26 78 14 62 14 44Z", front),
        path("M38 50H66A14 14 0 0 1 38 50Z", detail),
        path("M80 38 94 44 80 50Z", detail),
        disc(68, 38, 4, detail),
        strokes("M44 78V90M54 78V90", front, 4),
    ]


def _fish(front, detail):
    return [
        path("M10 50Q36 18 70 50Q36 82 10 50ZM64 50 90 30V70Z", front),
        disc(28, 46, 5, detail),
        strokes("M44 36Q52 50 44 64", detail, 4),
    ]


def _leaf(front, detail):
    return [
        path("M50 10C82 34 82 66 50 90C18 66 18 34 50 10Z", front),
        strokes("M50 26V96M50 44 64 34M50 44 36 34M50 62 66 50M50 62 34 50", detail, 4),
    ]


def _sun(front, detail):
    rays = "M50 6V22M50 78V94M6 50H22M78 50H94M19 19 30 30M70 70 81 81M81 19 70 30M30 70 19 81"
    return [
        disc(50, 50, 22, front),
        strokes(rays, front, 6),
        disc(43, 46, 3, detail),
        disc(57, 46, 3, detail),
        strokes("M41 56Q50 64 59 56", detail, 3),
    ]


def _boat(front, detail):
    return [
        path("M12 66H88L74 86H26Z", front),
        path("M48 14V60H18ZM54 24V60H78Z", detail),
        rect(49, 12, 4, 56, front),
    ]


def _house(front, detail):
    return [
        path("M14 50 50 18 86 50Z", detail),
        rect(22, 50, 56, 40, front),
        rect(43, 64, 14, 26, detail),
        rect(28, 56, 10, 10, detail),
        rect(62, 56, 10, 10, detail),
    ]


def _cat(front, detail):
    return [
        path("M24 90V34L18 12 38 24H62L82 12 76 34V90Z", front),
        disc(40, 42, 4.5, detail),
        disc(60, 42, 4.5, detail),
        path("M46 52H54L50 58Z", detail),
        strokes("M50 70V90", detail, 4),
    ]


def _tulip(front, detail):
    return [
        strokes("M50 92V44M50 80Q34 78 28 60M50 80Q66 78 72 60", detail, 5),
        path("M28 16 39 28 50 12 61 28 72 16V36A22 22 0 0 1 28 36Z", front),
    ]


FORMS = {
    "bird": _bird,
    "fish": _fish,
    "leaf": _leaf,
    "sun": _sun,
    "boat": _boat,
    "house": _house,
    "cat": _cat,
    "tulip": _tulip,
}


def balloons(sheet, book, colours):
    """Round things rising over roofs."""
    sheet.fill(colours.ground)
    art = book.art
    for place, x in enumerate(art.shuffled([62, 132, 204, 272, 340])):
        y, radius, shade = 268 + 38 * place, art.between(26, 40), colours.shapes[place % 3]
        sheet.draw(
            strokes(f"M{x} {y}q14 40 0 74t4 60", colours.ink, 1.6), disc(x, y, radius, shade)
        )
        sheet.draw(
            path(f"M{x - 5} {y + radius + 7:.0f}l5-9 5 9Z", shade),
            disc(x - radius * 0.35, y - radius * 0.35, radius * 0.16, colours.ground),
        )
    x = -10
    while x < 400:
        width, height = art.whole(44, 74), art.whole(34, 84)
        sheet.draw(
            rect(x, 600 - height, width, height, colours.ink),
            polygon(
                [
                    (x - 4, 600 - height),
                    (x + width / 2, 570 - height),
                    (x + width + 4, 600 - height),
                ],
                colours.ink,
            ),
            rect(x + width / 2 - 6, 614 - height, 12, 12, colours.shapes[1]),
        )
        x += width
    ink, ground = colours.ink, colours.ground
    title = sheet.write(book.title, TITLE, Box(26, 30, 348, 140), ink, ground)
    names = sheet.write(
        book.byline, Type(HUMANIST, 21), Box(26, title.bottom + 8, 348, 30), ink, ground
    )
    sheet.write(
        book.volume, Type(HUMANIST, 14, least=8), Box(26, names.bottom + 4, 348, 17), ink, ground
    )
