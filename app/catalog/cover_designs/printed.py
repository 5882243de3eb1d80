"""Things printed for other ends: a playbill, an airmail envelope, a ledger."""

from .faces import BOOK, DIDONE, GROTESQUE, HUMANIST
from .fitting import LEANING, Box, Type, fit
from .shapes import disc, frame, group, path, pattern, rect, ring, strokes, tag


def playbill(sheet, book, colours):
    """Lines of clashing type between rules, each as wide as the bill."""
    bold, dark = colours.shapes[:2]
    sheet.fill(colours.ground)
    bill = Box(0, 0, 400, 600).inset(20)
    sheet.draw(frame(bill, dark, 4), frame(bill.inset(7), dark, 1.2))
    room = bill.inset(24, 26)
    names = Type(GROTESQUE, 22, weight=700, capitals=True, tracking=0.06, leading=1.15)
    top = sheet.write(book.byline, names, Box(*room[:3], 56), dark, colours.ground)
    _rule(sheet, top.bottom + 10, bold, dark)
    y, foot = top.bottom + 28, room.bottom - (46 if book.volume else 30)
    _lines(sheet, book, colours, Box(room.x, y, room.width, foot - y - 14))
    _rule(sheet, foot, bold, dark)
    if book.volume:
        small = Type(BOOK, 15, italic=True, least=8)
        sheet.write(
            book.volume, small, Box(room.x, foot + 16, room.width, 20), dark, colours.ground
        )
    else:
        sheet.colophon(200, foot + 22, dark, 15)


def _rule(sheet, y, bold, dark):
    sheet.draw(strokes(f"M46 {y:.0f}H160M240 {y:.0f}H354", dark, 1.4))
    sheet.draw(
        path(
            f"M200 {y - 7:.0f}l7 7-7 7-7-7ZM180 {y - 4:.0f}l4 4-4 4-4-4ZM220 {y - 4:.0f}l4 4-4 4-4-4Z",
            bold,
        )
    )


def _lines(sheet, book, colours, room):
    """Each phrase of the title on a line of its own, as wide as the bill and in its own face."""
    faces = book.art.shuffled([(DIDONE, 700), (GROTESQUE, 700), (BOOK, 400)])
    lines = []
    for place, phrase in enumerate(_phrases(book.title.upper())):
        face, weight = faces[place % 3]
        most = 26 if phrase.lower() in LEANING else 116
        type_ = Type(face, most, weight=weight, tracking=0.1 if most == 26 else 0, least=6)
        lines.append((phrase, type_, fit(phrase, type_, room.width, room.height)))
    _spread(sheet, lines, colours, room)


def _spread(sheet, lines, colours, room):
    """Set the lines down the room, drawn closer when they are too many."""
    high = sum(setting.height for _, _, setting in lines)
    scale = min(1, room.height * 0.97 / high)
    gap = min(22, (room.height - high * scale) / max(1, len(lines) - 1))
    y = room.y + (room.height - high * scale - gap * (len(lines) - 1)) / 2
    for place, (phrase, type_, setting) in enumerate(lines):
        ink = colours.shapes[place % 2]
        box = Box(room.x, y, room.width, setting.height * scale)
        sheet.write(phrase, type_, box, ink, colours.ground, rise="middle")
        if phrase.lower() in LEANING:
            middle = y + box.height * 0.5
            sheet.draw(strokes(f"M96 {middle:.0f}H156M244 {middle:.0f}H304", ink, 1.6))
        y += box.height + gap


def _phrases(title):
    """The words of the title, joined until a line is worth setting; articles stand alone."""
    phrases, line, most = [], "", max(6, len(title) / 6)
    words = title.split(" ")
    for place, word in enumerate(words):
        line = f"{line} {word}".strip()
        alone = line.lower() in LEANING and len(title) < 50
        if alone or (len(line) >= most and word.lower() not in LEANING) or place == len(words) - 1:
            phrases.append(line)
            line = ""
    return phrases


def airmail(sheet, book, colours):
    """An envelope that has come far: chequered edge, stamp, postmark."""
    bold, dark = colours.shapes[:2]
    paper, blue, red = colours.ground, "#27508c", "#b8362b"
    sheet.fill(paper)
    bars = rect(0, 0, 17, 68, red) + rect(34, 0, 17, 68, blue)
    sheet.draw(
        tag("defs", pattern("edge", 68, bars, -35)),
        rect(0, 0, 400, 600, "url(#edge)"),
        rect(18, 18, 364, 564, paper),
    )
    stamp = Box(262, 44, 92, 112)
    sheet.draw(
        rect(*stamp, bold),
        frame(stamp, paper, 6, stroke_dasharray="0 9.27", stroke_linecap="round"),
    )
    _stamp_picture(sheet, book.art, stamp, paper)
    waves = "".join(f"M44 {y}q18-10 36 0t36 0 36 0 36 0" for y in (84, 98, 112, 126))
    sheet.draw(
        group(
            ring(232, 104, 40, dark, 2),
            ring(232, 104, 30, dark, 1.2),
            strokes(waves, dark, 1.8),
            transform=f"rotate({book.art.whole(-9, 4)} 232 104)",
            opacity=0.7,
        )
    )
    title = sheet.write(
        book.title,
        Type(BOOK, 58, leading=1.08),
        Box(46, 216, 308, 206),
        dark,
        paper,
        "start",
        "middle",
    )
    rules = max(title.bottom + 14, 330)
    sheet.draw(strokes(f"M46 {rules:.0f}H300", dark, 0.9))
    names = Box(46, rules + 12, 308, 62)
    under = sheet.write(book.byline, Type(BOOK, 21, italic=True), names, dark, paper, "start")
    sheet.write(
        book.volume,
        Type(HUMANIST, 13, least=8),
        Box(46, 538, 308, 20),
        dark,
        paper,
        "start",
        "bottom",
    )


def _stamp_picture(sheet, art, stamp, paper):
    x, y = stamp.middle, stamp.y + 56
    kind = art.pick(["sun", "peak", "ship"])
    if kind == "sun":
        sheet.draw(
            disc(x, y - 8, 20, paper),
            rect(x - 34, y + 22, 68, 5, paper),
            rect(x - 34, y + 32, 68, 5, paper),
        )
    if kind == "peak":
        sheet.draw(
            path(
                f"M{x - 36} {y + 38}L{x - 6} {y - 24}L{x + 10} {y + 8}L{x + 18} {y - 4}L{x + 36} {y + 38}Z",
                paper,
            ),
            disc(x + 22, y - 28, 8, paper),
        )
    if kind == "ship":
        sheet.draw(
            path(
                f"M{x - 34} {y + 14}H{x + 34}L{x + 22} {y + 34}H{x - 22}ZM{x - 2} {y - 36}V{y + 8}H{x - 30}ZM{x + 4} {y - 26}V{y + 8}H{x + 26}Z",
                paper,
            )
        )
