"""Quiet rooms for novels and memoirs: things on a table, a window and what lies beyond it."""

from app.catalog.cover_designs.faces import BOOK, DIDONE
from app.catalog.cover_designs.fitting import Box, Type
from app.catalog.cover_designs.shapes import at, disc, group, moved, path, rect, round_strokes, tag
from app.catalog.cover_designs.title_block import title_block

# Outlines standing on the point 0 0.
TALL = (
    "M-30 0V-104C-30-132-12-138-12-164V-206H12V-164C12-138 30-132 30-104V0Z",
    "M-24 0C-72-50-52-112-18-132L-27-164H27L18-132C52-112 72-50 24 0Z",
    "M-40 0C-58-46-46-92-27-112V-146H36L25-112C46-92 58-46 40 0Z",
    "M-26 0V-126C-26-150-10-152-10-176H10C10-152 26-150 26-126V0Z",
    "M-34 0L-22-170H22L34 0Z",
)
LOW = (
    "M-64-48H64C62-14 38 0 24 0H-24C-38 0-62-14-64-48Z",
    "M-30-56H30L22 0H-22Z",
    "M0 0C-46 0-50-46-25-66C-12-78-12-96 0-98C12-96 12-78 25-66C50-46 46 0 0 0Z",
    "M0 0A29 29 0 0 1 0-58A29 29 0 0 1 0 0Z",
    "M-46 0C-52-30-30-44 0-44C30-44 52-30 46 0Z",
)


def still_life(sheet, book, colours):
    """Bottles and bowls cut from paper, on a table."""
    sheet.fill(colours.ground)
    art, (cloth, *rest) = book.art, book.look.shuffled(colours.shapes)
    sheet.draw(rect(0, 500, 400, 100, cloth))
    tall, low = art.shuffled(TALL), art.shuffled(LOW)
    for place, x in enumerate((96, 190, 300)):
        vessel = path(tall[place], rest[place])
        sheet.draw(moved(x + art.between(-14, 14), 532, vessel, scale=art.between(1.1, 1.35)))
    for place, x in enumerate((134, 256)):
        thing = path(low[place], rest[(place + 1) % 3], stroke=cloth, stroke_width=3)
        sheet.draw(moved(x + art.between(-22, 22), 558, thing, scale=art.between(1.0, 1.2)))
    title, names = Type(BOOK, 60, leading=1.05), Type(BOOK, 20, italic=True)
    title_block(sheet, book, Box(30, 32, 340, 190), colours, title, names)


def window_view(sheet, book, colours):
    """A window in a plain wall: sky, sun and two hills."""
    sheet.fill(colours.ground)
    pane, arched = Box(92, 250, 216, 290), book.look.chance(0.5)
    round_ = f"M{at(pane.x, pane.bottom)}V358A108 108 0 0 1 308 358V{pane.bottom}Z"
    square = f"M{at(pane.x, pane.bottom)}V{pane.y}H{pane.right}V{pane.bottom}Z"
    opening = round_ if arched else square
    sheet.draw(tag("defs", tag("clipPath", path(opening, "#000"), id="pane")))
    sheet.draw(group(*_view(book.art, pane, colours.shapes), clip_path="url(#pane)"))
    bars = f"M200 {pane.y}V{pane.bottom}M{pane.x} 396H{pane.right}"
    sheet.draw(path(opening + bars, stroke=colours.ink, stroke_width=7, stroke_linejoin="round"))
    sheet.draw(rect(74, pane.bottom, 252, 14, colours.ink))
    title, names = Type(DIDONE, 58, leading=1.05), Type(DIDONE, 20, italic=True)
    title_block(sheet, book, Box(30, 34, 340, 198), colours, title, names, "middle")


def _view(art, pane, shades):
    bold, sun, *rest = shades
    sky, far, near = art.shuffled([bold, *rest])
    left, right = art.whole(400, 450), art.whole(390, 460)
    hill = f"M80 {left}Q200 {art.whole(360, 440)} 320 {right}V560H80Z"
    slope = f"M80 {right + 50}Q200 {art.whole(430, 480)} 320 {left + 60}V560H80Z"
    disc_ = disc(art.whole(130, 270), art.whole(320, 380), art.whole(24, 38), sun)
    return [rect(*pane, sky), disc_, path(hill, far), path(slope, near)]


def moonlit_sea(sheet, book, colours):
    """A moon over the sea, and its path on the water."""
    light, water, art = colours.shapes[0], colours.shapes[3], book.art
    x, wide = art.pick([130, 200, 270]), 22.0
    sheet.fill(colours.ground)
    sheet.draw(disc(x, 318, art.whole(44, 62), light), rect(0, 384, 400, 216, water))
    glints = ""
    for y in range(400, 600, 15):
        middle, half = x + art.between(-10, 10), wide * art.between(0.6, 1.3)
        glints += f"M{at(middle - half, y)}h{2 * half:.0f}"
        wide += 7
    sheet.draw(round_strokes(glints, light, 5))
    title, names = Type(DIDONE, 62, leading=1.05), Type(DIDONE, 20, italic=True)
    title_block(sheet, book, Box(30, 36, 340, 204), colours, title, names, "middle")
