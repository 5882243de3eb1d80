"""A playbill: lines of clashing type, each as wide as the bill."""

from app.catalog.cover_designs.book import NO_BREAK_SPACE
from app.catalog.cover_designs.faces import BOOK, DIDONE, GROTESQUE
from app.catalog.cover_designs.fitting import LEANING, Box, Type, fit
from app.catalog.cover_designs.shapes import frame, path, polar, polygon, ring, strokes, turns
from app.catalog.cover_designs.sheet import TRIM

SMALL, GREAT = 27, 150  # the largest an article and any other word may be
WIDEST_GAP = 20


def playbill(sheet, book, colours):
    """Names above, the title between two rules, one phrase to a line."""
    bold, dark = colours.shapes[:2]
    ground, bill = colours.ground, TRIM.inset(20)
    sheet.fill(ground)
    sheet.draw(frame(bill, dark, 4), frame(bill.inset(7), dark, 1.2))
    room = bill.inset(24, 26)
    names = Type(GROTESQUE, 22, weight=700, capitals=True, tracking=0.06, leading=1.15)
    top = sheet.write(book.byline, names, room._replace(height=56), dark, ground)
    sheet.draw(*_rule(top.bottom + 14, bold, dark), *_rule(518, bold, dark))
    _title(sheet, book, colours, Box(room.x, top.bottom + 34, room.width, 470 - top.bottom))
    volume = Box(room.x, 531, room.width, 20)
    sheet.write(book.volume, Type(BOOK, 15, italic=True, least=8), volume, dark, ground)
    if not book.volume:
        sheet.colophon(200, 541, dark, 15)


def _rule(y, bold, dark):
    line = strokes(f"M46 {y:.0f}H160M240 {y:.0f}H354", dark, 1.4)
    diamonds = f"M200 {y - 7:.0f}l7 7-7 7-7-7ZM180 {y - 4:.0f}l4 4-4 4-4-4Z"
    return [line, path(diamonds + f"M220 {y - 4:.0f}l4 4-4 4-4-4Z", bold)]


def _title(sheet, book, colours, room):
    """The lines spread down the room; a rosette fills what a short title leaves."""
    lines = _lines(book, room)
    high = sum(setting.height for *_, setting in lines)
    scale = min(1, room.height / high)
    spare = room.height - high * scale
    gap = min(WIDEST_GAP, spare / len(lines))
    y = room.y + gap / 2
    for place, (phrase, type_, setting) in enumerate(lines):
        box = Box(room.x, y, room.width, setting.height * scale)
        sheet.write(phrase, type_, box, colours.shapes[place % 2], colours.ground, rise="middle")
        sheet.draw(*_dashes(phrase, box, colours.shapes[place % 2]))
        y += box.height + gap
    if room.bottom - y > 110:
        sheet.draw(*_rosette((y + room.bottom) / 2, min(70, (room.bottom - y) / 2 - 14), colours))


def _lines(book, room):
    """Each phrase of the title with its type and how it fits the room."""
    faces = book.art.shuffled([(DIDONE, 700), (GROTESQUE, 700), (BOOK, 400)])
    lines = []
    for place, phrase in enumerate(_phrases(book.title.upper())):
        face, weight = faces[place % 3]
        article = phrase.lower() in LEANING
        size, tracking = (SMALL, 0.1) if article else (GREAT, 0)
        type_ = Type(face, size, weight=weight, tracking=tracking, least=4)
        lines.append((phrase, type_, fit(phrase, type_, room.width, room.height)))
    return lines


def _phrases(title):
    """The words, joined until a line is worth setting; articles stand alone in short titles."""
    phrases, line, worth = [], "", max(3, len(title) / 6)
    for word in title.split(" "):
        line = f"{line}{NO_BREAK_SPACE}{word}" if line else word
        leans = word.lower() in LEANING
        if (leans and line == word and len(title) < 50) or (len(line) >= worth and not leans):
            phrases.append(line)
            line = ""
    return [*phrases, line] if line else phrases


def _dashes(phrase, box, ink):
    if phrase.lower() not in LEANING:
        return []
    y = box.y + box.height / 2
    return [strokes(f"M96 {y:.0f}H150M250 {y:.0f}H304", ink, 1.6)]


def _rosette(y, radius, colours):
    bold, dark = colours.shapes[:2]
    rays = []
    for angle in turns(16):
        base = [polar(200, y, radius * 0.42, angle + side) for side in (-0.11, 0.11)]
        rays.append(polygon([*base, polar(200, y, radius, angle)], bold))
    return [*rays, ring(200, y, radius * 0.3, dark, 2), ring(200, y, radius * 0.18, bold, 4)]
