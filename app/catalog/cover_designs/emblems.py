"""Abstract pictures for a square: each of a few shapes, none of them a thing."""

import math

from .shapes import disc, group, mirrored, path, polygon, rect, ring, smooth, strokes  # noqa


def draw_emblem(sheet, book, colours, box):
    emblem = book.art.pick(EMBLEMS)
    marks = emblem(book.art, colours)
    scale = box.width / 400
    place = f"translate({box.x:g} {box.y:g}) scale({scale:g})"
    sheet.draw(group(*marks, transform=place))
