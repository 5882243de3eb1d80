"""Copies of an order's lines, as typed beside each of them."""

from app.typed_text import one_line, whole_number

PREFIX = "copies_"
LONGEST = 20  # characters of what is no number that are shown again


def read_copies(form):
    """By line id, the copies typed: a number, or what stands there instead of one."""
    typed = {name.removeprefix(PREFIX): form[name] for name in form if name.startswith(PREFIX)}
    found = {}
    for id, text in typed.items():
        if (line_id := whole_number(id)) is not None and text.strip():
            number = whole_number(text)
            found[line_id] = one_line(text)[:LONGEST] if number is None else number
    return found


def not_numbers(copies):
    """By field, what is wrong with copies typed; whoever asks the shop for them needs numbers."""
    wrong = (id for id, typed in copies.items() if not isinstance(typed, int))
    return {f"{PREFIX}{id}": "Type a whole number." for id in wrong}


def too_many(copies, can):
    """By field, what is wrong with numbers of copies, where a line can have so many, by its id; of
    lines that the form does not show any more, nothing.
    """
    most = {id: can[id] for id, number in copies.items() if number > can.get(id, number)}
    return {f"{PREFIX}{id}": f"Type a number from 0 to {number}." for id, number in most.items()}
