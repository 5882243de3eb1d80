"""Breaks a text into balanced lines and finds the size at which they fill a box."""

import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

from app.catalog.cover_designs.faces import Face, measure

ASCENT, DESCENT = 0.74, 0.24  # of the size, over the first and under the last baseline
MOST_LINES = 12
# Words that lean on the next one: a line that ends with them limps.
LEANING_WORDS = """
    a an the of and or in on to at by for from with into as but nor is my our her his its their &
    le la les un une de du des et el los las y der die das und von il i dr mr mrs st
"""
LEANING = frozenset(LEANING_WORDS.split())


class Box(NamedTuple):
    x: float
    y: float
    width: float
    height: float

    @property
    def right(self):
        return self.x + self.width

    @property
    def bottom(self):
        return self.y + self.height

    @property
    def middle(self):
        return self.x + self.width / 2

    def inset(self, across, down=None):
        down = across if down is None else down
        return Box(self.x + across, self.y + down, self.width - 2 * across, self.height - 2 * down)


@dataclass(frozen=True)
class Type:
    """How a text is set: sizes in units of the cover, leading and tracking in ems."""

    face: Face
    size: float
    weight: int = 400
    italic: bool = False
    capitals: bool = False
    tracking: float = 0.0
    leading: float = 1.12
    least: float = 11

    def ems(self, text):
        # Tight tracking pulls back what has no width of its own, such as a soft hyphen.
        return max(measure(text, self.face, self.weight, self.tracking), 0.01)


class Setting(NamedTuple):
    lines: list
    size: float
    height: float


def fit(text, type_, width, height):
    """The largest setting of the text, up to the type's size, that the box holds."""
    text = text.upper() if type_.capitals else text
    pieces = _pieces(text, type_, width / type_.least)
    best, best_score = None, -1.0
    for count in range(1, min(len(pieces), MOST_LINES) + 1):
        lines, limps = _break(pieces, count, type_)
        setting = _sized(lines, type_, width, height)
        score = setting.size * 0.6**limps * 0.97**count * _evenness(lines, type_) ** 0.4
        if score > best_score:
            best, best_score = setting, score
    return best


def _evenness(lines, type_):
    """From near 0 to 1, when every line is as long as the longest."""
    widths = [type_.ems(line) for line in lines]
    return sum(widths) / len(widths) / max(widths)


def _sized(lines, type_, width, height):
    ems_high = ASCENT + DESCENT + (len(lines) - 1) * type_.leading
    widest = max(type_.ems(line) for line in lines)
    size = min(type_.size, width / widest, height / ems_high)
    return Setting(lines, size, size * ems_high)


def _pieces(text, type_, most_ems):
    """What a line may end after: words with their space, single characters where none are used."""
    pieces = []
    for word in text.split(" "):
        parts = _unspaced(word) if any(map(_is_wide, word)) else [word]
        for part in parts:
            pieces += _chopped(part, type_, most_ems)
        pieces[-1] += " "
    return pieces


def _is_wide(letter):
    return unicodedata.east_asian_width(letter) in "WF"


def _unspaced(word):
    """Chinese and Japanese break anywhere but before closing punctuation."""
    parts = []
    for letter in word:
        closing = unicodedata.category(letter) in ("Pe", "Pf", "Po", "Mn", "Lm")
        if parts and (closing or not (_is_wide(letter) or _is_wide(parts[-1][-1]))):
            parts[-1] += letter
        else:
            parts.append(letter)
    return parts


def _chopped(word, type_, most_ems):
    """A word no line could hold even at the least size, cut where it must be."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and type_.ems(pieces[-1] + letter) > most_ems:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _break(pieces, count, type_):
    """The most even division into so many lines, and how many of them end badly."""
    starts = [0.0]
    for piece in pieces:
        starts.append(starts[-1] + type_.ems(piece))
    ideal = starts[-1] / count
    total = len(pieces)
    best = {(0, 0): (0.0, 0)}
    for line in range(1, count + 1):
        for end in range(line, total - (count - line) + 1):
            best[line, end] = min(
                (best[line - 1, start][0] + _cost(pieces, starts, start, end, ideal), start)
                for start in range(line - 1, end)
                if (line - 1, start) in best
            )
    return _trace(best, pieces, count)


def _cost(pieces, starts, start, end, ideal):
    cost = ((starts[end] - starts[start]) / ideal) ** 2
    if end == len(pieces):
        return cost
    return cost + (0.5 if _leans(pieces[end - 1]) else 0) - (0.12 if _rests(pieces[end - 1]) else 0)


def _leans(piece):
    return piece.strip().lower() in LEANING


def _rests(piece):
    return piece.strip().endswith((",", ";", ":", ".", "—", "!", "?"))


def _trace(best, pieces, count):
    lines, limps, end = [], 0, len(pieces)
    for line in range(count, 0, -1):
        start = best[line, end][1]
        lines.insert(0, "".join(pieces[start:end]).strip())
        limps += end < len(pieces) and _leans(pieces[end - 1])
        end = start
    return lines, limps
