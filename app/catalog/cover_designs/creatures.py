"""Small pictures for a patchwork: each fills a square of 100 in two colours."""

from app.catalog.cover_designs.shapes import disc, path, rect, strokes


def _bird(front, detail):
    body = path("M14 44H34A24 24 0 0 1 82 44C82 66 66 78 46 78C26 78 14 62 14 44Z", front)
    wing_and_beak = path("M38 50H66A14 14 0 0 1 38 50ZM80 38 94 44 80 50Z", detail)
    return [body, wing_and_beak, disc(68, 38, 4, detail), strokes("M44 78V90M54 78V90", front, 4)]


def _fish(front, detail):
    body = path("M10 50Q36 18 70 50Q36 82 10 50ZM64 50 90 30V70Z", front)
    return [body, disc(28, 46, 5, detail), strokes("M44 36Q52 50 44 64", detail, 4)]


def _leaf(front, detail):
    veins = "M50 26V96M50 44 64 34M50 44 36 34M50 62 66 50M50 62 34 50"
    return [path("M50 10C82 34 82 66 50 90C18 66 18 34 50 10Z", front), strokes(veins, detail, 4)]


def _sun(front, detail):
    rays = "M50 6V22M50 78V94M6 50H22M78 50H94M19 19 30 30M70 70 81 81M81 19 70 30M30 70 19 81"
    face = [disc(43, 46, 3, detail), disc(57, 46, 3, detail)]
    smile = strokes("M41 56Q50 64 59 56", detail, 3)
    return [disc(50, 50, 22, front), strokes(rays, front, 6), *face, smile]


def _boat(front, detail):
    sails = path("M48 14V60H18ZM54 24V60H78Z", detail)
    return [path("M12 66H88L74 86H26Z", front), sails, rect(49, 12, 4, 56, front)]


def _house(front, detail):
    openings = path("M43 64H57V90H43ZM28 56H38V66H28ZM62 56H72V66H62Z", detail)
    return [path("M14 50 50 18 86 50Z", detail), rect(22, 50, 56, 40, front), openings]


def _cat(front, detail):
    body = path("M24 90V34L18 12 38 24H62L82 12 76 34V90Z", front)
    eyes = [disc(40, 42, 4.5, detail), disc(60, 42, 4.5, detail)]
    return [body, *eyes, path("M46 52H54L50 58Z", detail), strokes("M50 70V90", detail, 4)]


def _tulip(front, detail):
    stalk = strokes("M50 92V44M50 80Q34 78 28 60M50 80Q66 78 72 60", detail, 5)
    return [stalk, path("M28 16 39 28 50 12 61 28 72 16V36A22 22 0 0 1 28 36Z", front)]


CREATURES = (_bird, _fish, _leaf, _sun, _boat, _house, _cat, _tulip)
