"""The sheet a cover is printed on: 400 by 600, what lies on it, and every line of type."""

import unicodedata
from typing import NamedTuple
from xml.sax.saxutils import escape

from app.catalog.cover_designs.fitting import ASCENT, Box, Setting, fit
from app.catalog.cover_designs.shapes import group, number, path, rect, tag, words

WIDTH, HEIGHT = 400, 600
CAPITAL_HEIGHT = 0.7  # of the size
SURE_TO_FIT = 0.8  # of its box: a line that much shorter fits in any font
TRIM = Box(0, 0, WIDTH, HEIGHT)


class Line(NamedTuple):
    """A line of type as set: where it may reach, and the colours it is read in."""

    text: str
    box: Box
    ink: str
    ground: str


class Sheet:
    def __init__(self):
        self.marks = []
        self.lines = []

    def draw(self, *marks):
        self.marks += marks

    def fill(self, colour):
        self.draw(rect(0, 0, WIDTH, HEIGHT, colour))

    def write(self, text, type_, box, ink, ground, align="middle", rise="top"):
        """Set the text in the box as large as it goes; answers the box it takes."""
        if not text:
            return Box(box.x, box.bottom if rise == "bottom" else box.y, box.width, 0)
        setting = fit(text, type_, box.width, box.height)
        spare = box.height - setting.height
        top = box.y + {"top": 0, "middle": spare / 2, "bottom": spare}[rise]
        self._print(setting, type_, box, top, ink, ground, align)
        return Box(box.x, top, box.width, setting.height)

    def _print(self, setting, type_, box, top, ink, ground, align):
        x = {"start": box.x, "middle": box.middle, "end": box.right}[align]
        printed = []
        for place, text in enumerate(setting.lines):
            baseline = top + setting.size * (ASCENT + place * type_.leading)
            width = _held_width(type_.ems(text) * setting.size, text, box)
            printed.append(words(text, x=float(x), y=float(baseline), **width))
            self.lines.append(_line(text, type_, setting, box, baseline, ink, ground, align))
        self.draw(group(*printed, fill=ink, **_attributes(type_, setting, align)))

    def draw_letter(self, letter, type_, box, colour):
        """A capital or figure as a picture: its own height, not its line's, fills the box."""
        size = min(box.width / type_.ems(letter), box.height / CAPITAL_HEIGHT)
        top = box.y + (box.height + size * CAPITAL_HEIGHT) / 2 - size * ASCENT
        self._print(Setting([letter], size, size), type_, box, top, colour, None, "middle")

    def colophon(self, x, y, colour, size=14):
        """Our mark, a sheet folded once, centred on a point."""
        mark = path("M-8-5 0-7.5V6L-8 8.5Z", colour) + path(
            "M1.5-7.5 8-5V8.5L1.5 6Z", stroke=colour, stroke_width=1.2
        )
        place = f"translate({number(x)} {number(y)}) scale({number(size / 14)})"
        self.draw(group(mark, transform=place))

    def svg(self, title):
        return tag(
            "svg",
            tag("title", escape(title)) + "".join(self.marks),
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {WIDTH} {HEIGHT}",
            role="img",
        )


def _held_width(width, text, box):
    """Has a reader's browser keep a line that nearly fills its box within it, though its fonts may
    be wider than those we measured."""
    if len(text) < 2 or width < SURE_TO_FIT * box.width:
        return {}
    return {"textLength": float(width), "lengthAdjust": "spacingAndGlyphs"}


def _line(text, type_, setting, box, baseline, ink, ground, align):
    width = type_.ems(text) * setting.size
    spare = box.width - width
    left = box.x + {"start": 0, "middle": spare / 2, "end": spare}[align]
    reach = Box(left, baseline - ASCENT * setting.size, width, setting.size)
    return Line(text, reach, ink, ground)


def _attributes(type_, setting, align):
    backwards = _runs_leftwards("".join(setting.lines))
    if backwards:
        align = {"start": "end", "end": "start"}.get(align, align)
    return {
        "font_family": type_.face.stack,
        "font_size": float(setting.size),
        "font_weight": type_.weight if type_.weight != 400 else None,
        "font_style": "italic" if type_.italic else None,
        "letter_spacing": f"{type_.tracking * setting.size:.2f}" if type_.tracking else None,
        "text_anchor": align if align != "start" else None,
        "direction": "rtl" if backwards else None,
    }


def _runs_leftwards(text):
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind != "L" for kind in strong if kind in ("L", "R", "AL")), False)
