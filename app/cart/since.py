"""What has changed since a line was added, in words.

It is told for as long as the line is there and it is so: a glance at the page, perhaps on another
device, does not use it up, and nobody has to confirm anything.
"""

from app.money import Money

STATES = {
    "in": "in stock",
    "few": "in stock",
    "out": "out of stock",
    "preorder": "not out yet",
    "backorder": "on back order",
}


def price_change(line):
    """Such as "£8.99 when you added it, £9.99 now."; empty when it costs the same."""
    then, now = line.price_minor_then, line.edition.price_minor
    if then is None or then == now:
        return ""
    return f"{Money(then, line.edition.currency)} when you added it, {line.price} now."


def stock_change(line, availability):
    """Such as "Was in stock, now 2 left."; empty when one is no worse or better off than then."""
    then, now = line.state_then, availability.state
    if then in (None, now) or (then, now) == ("few", "in"):
        return ""
    return f"Was {STATES[then]}, now {left(line, availability)}."


def left(line, availability):
    if availability.state == "few":
        return f"{line.edition.available} left"
    words = availability.words
    return words[0].lower() + words[1:]
