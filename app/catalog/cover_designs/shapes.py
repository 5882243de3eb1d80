"""SVG elements as strings: attributes only, no style, nothing fetched."""

from xml.sax.saxutils import escape, quoteattr


def number(value):
    return f"{value:.1f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def tag(name, content="", **attributes):
    """An element; underscores in attribute names become hyphens, None is left out."""
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(number(value))}"
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


def group(*content, **attributes):
    return tag("g", "".join(content), **attributes)


def mirrored(*content):
    """The content and its reflection in the middle of the cover."""
    drawn = "".join(content)
    return drawn + group(drawn, transform="translate(400 0) scale(-1 1)")


def pattern(name, size, content, turned=0, height=None):
    return tag(
        "pattern",
        content,
        id=name,
        width=size,
        height=height or size,
        patternUnits="userSpaceOnUse",
        patternTransform=f"rotate({number(turned)})" if turned else None,
    )


def points(pairs):
    return " ".join(f"{number(x)},{number(y)}" for x, y in pairs)


def polygon(pairs, fill, **more):
    return tag("polygon", points=points(pairs), fill=fill, **more)


def smooth(pairs, closed=True):
    """Path data of a soft curve guided by the points."""
    guides = [(round(x), round(y)) for x, y in pairs]
    following = guides[1:] + guides[:1] if closed else guides[1:]
    halves = [((a + c) // 2, (b + d) // 2) for (a, b), (c, d) in zip(guides, following)]
    if not closed:
        bends = "".join(f"Q{x} {y} {p} {q}" for (x, y), (p, q) in zip(guides[1:], halves[1:]))
        return "M{} {}".format(*guides[0]) + bends + "L{} {}".format(*guides[-1])
    turns = "".join(f"Q{x} {y} {p} {q}" for (x, y), (p, q) in zip(guides, halves))
    return "M{} {}".format(*halves[-1]) + turns + "Z"
