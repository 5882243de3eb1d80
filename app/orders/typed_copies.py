"""Copies of an order's lines, as typed beside each of them."""

from app.typed_text import whole_number

PREFIX = "copies_"


def read_copies(form):
    """By line id, the copies typed; a field that holds no number asks for more than there are."""
    typed = {name.removeprefix(PREFIX): form[name] for name in form if name.startswith(PREFIX)}
    found = {}
    for id, text in typed.items():
        if (line_id := whole_number(id)) is not None and text.strip():
            number = whole_number(text)
            found[line_id] = -1 if number is None else number
    return {id: number for id, number in found.items() if number}
