"""Colours and how well they read on each other."""

from typing import NamedTuple

READABLE = 4.5  # WCAG 2.2 AA


class Palette(NamedTuple):
    """A ground, the ink that reads on it, and colours for shapes, the boldest first."""

    ground: str
    ink: str
    shapes: tuple


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    red, green, blue = (_linear(part) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mix(one, other, share):
    """One colour with a share (0 to 1) of the other in it."""
    mixed = (round(a + (b - a) * share) for a, b in zip(_parts(one), _parts(other), strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def readable(ground, *candidates):
    """The first candidate that reads on the ground; failing all, near-black or near-white."""
    for colour in candidates:
        if contrast(ground, colour) >= READABLE:
            return colour
    return max("#17151a", "#fffaf0", key=lambda colour: contrast(ground, colour))


def _parts(colour):
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]


def _linear(part):
    share = part / 255
    return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4
