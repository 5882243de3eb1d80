"""What staff type to name another row: its number, or its address in the shop or here."""

import re

from app.typed_text import whole_number

# No number below zero: its minus would be taken for the one before the number in an address.
LAST_NUMBER = re.compile(r"(?:^|/|[^/\s]-)([0-9]{1,19})/?(?:[?#].*)?$", re.ASCII)


def named_row(model, text):
    """The row that the text names, or None."""
    found = LAST_NUMBER.search(text.strip())
    number = whole_number(found[1]) if found else None
    return model.get_or_none(model.id == number) if number else None
