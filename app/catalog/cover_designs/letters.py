"""Covers made of one great letter or figure."""

from app.catalog.cover_designs.colour import mix
from app.catalog.cover_designs.faces import BOOK, DIDONE, GROTESQUE, HUMANIST
from app.catalog.cover_designs.fitting import Box, Type
from app.catalog.cover_designs.shapes import rect
from app.catalog.cover_designs.title_block import title_block


def great_initial(sheet, book, colours):
    """The first letter as large as the trim allows, the rest small."""
    sheet.fill(colours.ground)
    face = book.look.pick([DIDONE, DIDONE, GROTESQUE])
    letter = Type(face, 420, weight=700)
    sheet.draw_letter(_initial(book.title), letter, Box(34, 40, 332, 340), colours.shapes[1])
    title, names = Type(BOOK, 48, leading=1.08), Type(BOOK, 19, italic=True)
    title_block(sheet, book, Box(34, 412, 332, 162), colours, title, names)


def volume_number(sheet, book, colours):
    """The number of the volume, or else the initial, over a field of its colour."""
    paper, dark = colours.shapes[:2]
    sheet.fill(colours.ground)
    sheet.draw(rect(0, 392, 400, 208, paper), rect(0, 386, 400, 6, dark))
    figure, shade = book.position or _initial(book.title), mix(colours.ground, colours.ink, 0.86)
    sheet.draw_letter(figure, Type(DIDONE, 400, weight=700), Box(40, 76, 320, 274), shade)
    small = Type(HUMANIST, 15, capitals=True, tracking=0.12, least=8)
    sheet.write(book.series, small, Box(30, 26, 340, 36), colours.ink, colours.ground)
    title, names = Type(DIDONE, 54, leading=1.06), Type(DIDONE, 19, italic=True)
    sheet.write(book.title, title, Box(30, 408, 340, 112), dark, paper, rise="middle")
    sheet.write(book.byline, names, Box(30, 530, 340, 46), dark, paper, rise="middle")


def _initial(title):
    """The letter a librarian would file the title under."""
    words = [word for word in title.split() if word.lower() not in ("the", "a", "an")]
    letters = [letter for letter in "".join(words) or title if letter.isalnum()]
    return (letters or ["&"])[0].upper()[0]
