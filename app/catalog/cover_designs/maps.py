"""The lines of a survey map."""

from app.catalog.cover_designs.faces import HUMANIST
from app.catalog.cover_designs.fitting import Box, Type
from app.catalog.cover_designs.shapes import path, polar, rect, smooth, strokes, turns
from app.catalog.cover_designs.title_block import title_block

STEP = 17  # between two lines


def contours(sheet, book, colours):
    """Heights drawn round two hills, every fifth line heavier."""
    art, line = book.art, colours.shapes[0]
    sheet.fill(colours.ground)
    _hill(sheet, art, (art.between(90, 180), art.between(330, 390)), 300, line)
    near = art.between(290, 360), art.between(480, 560)
    _hill(sheet, art, near, 150, line, clear=colours.ground)
    sheet.draw(rect(0, 0, 400, 214, colours.ground), rect(28, 213, 344, 2, colours.ink))
    title = Type(HUMANIST, 58, leading=1.02)
    title_block(sheet, book, Box(28, 30, 344, 172), colours, title, Type(HUMANIST, 20))


def _hill(sheet, art, top, far, line, clear=None):
    rim = [art.between(0.72, 1.18) for _ in range(12)]
    if clear:
        sheet.draw(path(_contour(top, far + 12, rim), clear))
    for step in range(far // STEP):
        width = 2.6 if step % 5 == 0 else 1.2
        sheet.draw(strokes(_contour(top, far - STEP * step, rim), line, width))
    sheet.draw(path(f"M{top[0]:.0f} {top[1] - 8:.0f}l8 14h-16Z", line))


def _contour(top, radius, rim):
    """A ring round the top: the further out, the more it follows the rim."""
    share = min(1, radius / 110)
    angles = zip(rim, turns(len(rim)), strict=True)
    return smooth(polar(*top, radius * (1 + (reach - 1) * share), angle) for reach, angle in angles)
