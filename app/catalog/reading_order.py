"""The place of a book in its series, in words; the order itself is catalog.reading_order()."""

import re

NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
SEVERAL = re.compile(r"[0-9]+\s*([-–—&,+]|and|to)\s*[0-9]+")


def series_words(work):
    """Book 1.5, Books 1-3, Prequel; nothing when it has no place."""
    place = work.series_position
    if NUMBER.fullmatch(place):
        return f"Book {place}"
    if SEVERAL.fullmatch(place):
        return f"Books {place}"
    return place[:1].upper() + place[1:]
