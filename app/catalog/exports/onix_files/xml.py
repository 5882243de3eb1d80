"""XML as text, since ours is flat, many and known to be sound: `element` nests, `text` escapes."""

import re
from xml.sax.saxutils import escape, quoteattr

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(name, *inside, **attributes):
    """The element with what is inside, or nothing when nothing is."""
    content = "".join(inside)
    said = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{name}{said}>{content}</{name}>" if content else ""


def text(name, value, **attributes):
    """The element with a text or a number; nothing for None and for nothing."""
    return "" if value in (None, "") else element(name, escaped(str(value)), **attributes)


def escaped(value):
    return escape(NOT_XML.sub("", value))
