"""An envelope that has come far: chequered edge, stamp, postmark."""

from app.catalog.cover_designs.faces import BOOK
from app.catalog.cover_designs.fitting import Box, Type
from app.catalog.cover_designs.shapes import disc, frame, group, path, pattern, rect, ring, strokes
from app.catalog.cover_designs.title_block import VOLUME

BLUE, RED = "#27508c", "#b8362b"
STAMP = Box(262, 44, 92, 112)
PEAK = "M-36 38L-6-24L10 8L18-4L36 38Z"
SHIP = "M-34 14H34L22 34H-22ZM-2-36V8H-30ZM4-26V8H26Z"
HORIZON = "M-34 22H34V27H-34ZM-34 32H34V37H-34Z"


def airmail(sheet, book, colours):
    """The title where the address would stand."""
    bold, dark = colours.shapes[:2]
    paper = colours.ground
    bars = rect(0, 0, 17, 68, RED) + rect(34, 0, 17, 68, BLUE)
    sheet.fill(paper)
    sheet.draw(pattern("edge", 68, 68, bars, turned=-35), rect(0, 0, 400, 600, "url(#edge)"))
    sheet.draw(rect(18, 18, 364, 564, paper))
    sheet.draw(*_stamp(book.art, bold, paper), _postmark(book.art, dark))
    title = Type(BOOK, 58, leading=1.08)
    main = sheet.write(book.title, title, Box(46, 206, 308, 216), dark, paper, "start", "middle")
    line = max(main.bottom + 14, 330)
    sheet.draw(strokes(f"M46 {line:.0f}H300", dark, 1.2))
    names = Type(BOOK, 21, italic=True)
    sheet.write(book.byline, names, Box(46, line + 12, 308, 62), dark, paper, "start")
    sheet.write(book.volume, VOLUME, Box(46, 538, 308, 20), dark, paper, "start", "bottom")


def _stamp(art, shade, paper):
    """A perforated stamp with a sun, a mountain or a ship."""
    holes = frame(STAMP, paper, 6, stroke_dasharray="0 9.27", stroke_linecap="round")
    picture = art.pick(
        [
            path(HORIZON, paper) + disc(0, -8, 20, paper),
            path(PEAK, paper) + disc(22, -28, 8, paper),
            path(SHIP, paper),
        ]
    )
    return [rect(*STAMP, shade), holes, group(picture, transform="translate(308 100)")]


def _postmark(art, shade):
    waves = "".join(f"M44 {y}q18-10 36 0t36 0 36 0 36 0" for y in (84, 98, 112, 126))
    rings = ring(232, 104, 40, shade, 2) + ring(232, 104, 30, shade, 1.2)
    turn = f"rotate({art.whole(-9, 4)} 232 104)"
    return group(strokes(waves, shade, 1.8), rings, transform=turn, opacity=0.7)
