"""SVG elements as strings: attributes only, no style, nothing fetched."""

import math
from xml.sax.saxutils import escape, quoteattr


def number(value):
    return f"{value:.1f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def at(x, y):
    """A point as path data writes it."""
    return f"{x:.0f} {y:.0f}"


def polar(x, y, radius, angle):
    """The point at a distance and an angle (radians) from another."""
    return x + radius * math.cos(angle), y + radius * math.sin(angle)


def turns(count, start=0.0):
    """So many angles, evenly round the circle."""
    return [start + math.tau * place / count for place in range(count)]


def tag(name, content="", **attributes):
    """An element; underscores in attribute names become hyphens, None is left out."""
    written = "".join(
        f" {key.replace('_', '-')}={quoteattr(number(value))}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def words(content, **attributes):
    return tag("text", escape(content), **attributes)


def rect(x, y, width, height, fill="none", **more):
    return tag("rect", x=x, y=y, width=width, height=height, fill=fill, **more)


def frame(box, stroke, width=1.0, **more):
    return rect(*box, stroke=stroke, stroke_width=width, **more)


def disc(x, y, radius, fill="none", **more):
    return tag("circle", cx=x, cy=y, r=radius, fill=fill, **more)


def ring(x, y, radius, stroke, width=1.0, **more):
    return disc(x, y, radius, stroke=stroke, stroke_width=width, **more)


def path(data, fill="none", **more):
    return tag("path", d=data, fill=fill, **more)


def strokes(data, stroke, width=1.0, **more):
    return path(data, stroke=stroke, stroke_width=width, **more)


def round_strokes(data, stroke, width=1.0, **more):
    """Lines with round ends; one of no length is a dot."""
    return strokes(data, stroke, width, stroke_linecap="round", **more)


def group(*content, **attributes):
    return tag("g", "".join(content), **attributes)


def moved(x, y, *content, turned=0, scale=1):
    """The content drawn round a point, turned (degrees) and scaled."""
    place = f"translate({at(x, y)})"
    place += f" rotate({turned:.0f})" if turned else ""
    place += f" scale({scale:.2f})" if scale != 1 else ""
    return group(*content, transform=place)


def mirrored(name, *content, middle=200):
    """The content, under a name of its own, and its reflection in an upright line."""
    reflection = tag("use", href=f"#{name}", transform=f"translate({2 * middle} 0) scale(-1 1)")
    return group(*content, id=name) + reflection


def pattern(name, width, height, *content, turned=0):
    """A tile to fill with as url(#name)."""
    turn = f"rotate({turned})" if turned else None
    units = {"patternUnits": "userSpaceOnUse", "patternTransform": turn}
    tile = tag("pattern", "".join(content), id=name, width=width, height=height, **units)
    return tag("defs", tile)


def polygon(corners, fill, **more):
    points = " ".join(f"{number(x)},{number(y)}" for x, y in corners)
    return tag("polygon", points=points, fill=fill, **more)


def smooth(guides):
    """Path data of a soft closed curve guided by the points."""
    guides = [(round(x), round(y)) for x, y in guides]
    following = guides[1:] + guides[:1]
    halves = [
        ((x + p) // 2, (y + q) // 2) for (x, y), (p, q) in zip(guides, following, strict=True)
    ]
    bends = (f"Q{x} {y} {p} {q}" for (x, y), (p, q) in zip(guides, halves, strict=True))
    return f"M{at(*halves[-1])}" + "".join(bends) + "Z"
