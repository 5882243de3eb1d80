"""Covers made of letters: a great initial, a playbill, the number of a volume."""


from .colour import mix
from .faces import BOOK, DIDONE, GROTESQUE, HUMANIST
from .fitting import Box, Type
from .shapes import rect


def great_initial(sheet, book, colours):
    """The first letter as large as the trim allows, the rest small."""
    sheet.fill(colours.ground)
    ink, ground, bold = colours.ink, colours.ground, colours.shapes[1]
    letter = _initial(book.title)
    face = book.look.pick([DIDONE, DIDONE, GROTESQUE])
    sheet.draw_letter(letter, Type(face, 420, weight=700), Box(34, 40, 332, 340), bold)
    title = sheet.write(
        book.title, Type(BOOK, 48, leading=1.08), Box(34, 416, 332, 96), ink, ground, "start"
    )
    names = sheet.write(
        book.byline,
        Type(BOOK, 19, italic=True),
        Box(34, title.bottom + 8, 332, 28),
        ink,
        ground,
        "start",
    )
    sheet.write(
        book.volume,
        Type(HUMANIST, 12, least=7),
        Box(34, names.bottom + 4, 332, 15),
        ink,
        ground,
        "start",
    )


def volume_number(sheet, book, colours):
    """The number of the volume, or else the initial, over a field of its colour."""
    paper, dark = colours.shapes[:2]
    sheet.fill(colours.ground)
    sheet.draw(rect(0, 392, 400, 208, paper), rect(0, 386, 400, 6, dark))
    figure = book.position or _initial(book.title)
    shade = mix(colours.ground, colours.ink, 0.86)
    sheet.draw_letter(figure, Type(DIDONE, 400, weight=700), Box(40, 76, 320, 274), shade)
    small = Type(HUMANIST, 15, capitals=True, tracking=0.12, least=8)
    sheet.write(book.series, small, Box(30, 26, 340, 36), colours.ink, colours.ground)
    sheet.write(
        book.title,
        Type(DIDONE, 54, leading=1.06),
        Box(30, 408, 340, 112),
        dark,
        paper,
        rise="middle",
    )
    sheet.write(
        book.byline,
        Type(DIDONE, 19, italic=True),
        Box(30, 530, 340, 46),
        dark,
        paper,
        rise="middle",
    )


def _initial(title):
    """The letter a librarian would file the title under."""
    words = [word for word in title.split() if word.lower() not in ("the", "a", "an")]
    letters = [letter for letter in "".join(words or title) if letter.isalnum()]
    return (letters or ["&"])[0].upper()[0]
