"""Patterned paper over boards, with a label pasted on."""

from app.catalog.cover_designs.faces import BOOK, DIDONE
from app.catalog.cover_designs.fitting import Box, Type
from app.catalog.cover_designs.motifs import MOTIFS, TURNABLE
from app.catalog.cover_designs.shapes import frame, pattern, rect

CREAM = "#f8f2e2"


def patterned_paper(sheet, book, colours):
    """A small pattern all over, and author and title on the label."""
    motif = book.look.pick(MOTIFS)
    width, height, marks = motif(*colours.shapes, colours.ground)
    turned = book.look.pick([0, 0, 45]) if motif in TURNABLE else 0
    sheet.fill(colours.ground)
    sheet.draw(pattern("paper", width, height, *marks, turned=turned))
    sheet.draw(rect(0, 0, 400, 600, "url(#paper)"))
    _label(sheet, book, colours)


def _label(sheet, book, colours):
    width = book.look.pick([248, 270, 292])
    top, height = book.look.pick([(92, 222), (180, 236), (70, 206)])
    box = Box((400 - width) / 2, top, width, height)
    sheet.draw(rect(*box.inset(-5), colours.ground), rect(*box, CREAM))
    sheet.draw(*book.look.pick([_double_rule, _thick_rule, _dotted_rule])(box, colours.ink))
    _lettering(sheet, book, colours.ink, box.inset(24, 24))


def _lettering(sheet, book, ink, room):
    face = book.look.pick([BOOK, DIDONE])
    names = Type(face, 17, italic=True, leading=1.15, least=8)
    above = sheet.write(book.byline, names, room._replace(height=40), ink, CREAM)
    foot = room.bottom - (22 if book.volume else 0)
    title = Box(room.x, above.bottom + 8, room.width, foot - above.bottom - 12)
    sheet.write(book.title, Type(face, 50, leading=1.08), title, ink, CREAM, rise="middle")
    last = Box(room.x, room.bottom - 17, room.width, 18)
    sheet.write(book.volume, Type(face, 13, least=7), last, ink, CREAM, rise="bottom")


def _double_rule(box, ink):
    return [frame(box.inset(6), ink, 2.2), frame(box.inset(10.5), ink, 0.8)]


def _thick_rule(box, ink):
    return [frame(box.inset(7), ink, 4)]


def _dotted_rule(box, ink):
    return [frame(box.inset(9), ink, 3.4, stroke_dasharray="0 8", stroke_linecap="round")]
