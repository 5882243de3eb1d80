"""Who made a book, as rows of a form: a name, a role, and a number that says who comes first."""

import re

from app.typed_text import one_line

MOST = 200
BLANK_ROWS = 3
ROLE = re.compile(r"[A-Z][0-9]{2}", re.ASCII)


def rows_of(contributors):
    """[role, name] each as rows to show, with some empty ones to add people in."""
    rows = [
        {"name": name, "role": role, "order": place}
        for place, (role, name) in enumerate(contributors, 1)
    ]
    return rows + [{"name": "", "role": "", "order": ""} for _ in range(BLANK_ROWS)]


def typed_rows(form):
    """The rows as they were typed."""
    columns = (form.getlist(f"credit_{part}")[:MOST] for part in ("name", "role", "order"))
    return [
        {"name": name, "role": role, "order": order}
        for name, role, order in zip(*columns, strict=False)
    ]


def read_rows(typed):
    """[role, name] of each row that has a name, in the order of their numbers, each once."""
    rows = [row | {"name": one_line(row["name"])} for row in typed_rows(typed.form)]
    rows = [row for row in rows if row["name"]]
    for row in rows:
        typed.no_longer_than("credits", row["name"], 200)
        if not ROLE.fullmatch(row["role"]):
            typed.errors["credits"] = f"Say what {row['name']} did."
        if row["order"].strip() and place(row) is None:
            typed.errors["credits"] = "The places are numbers: 1 comes first."
    if len(typed.form.getlist("credit_name")) > MOST:
        typed.errors["credits"] = f"{MOST} people are the most we keep."
    rows.sort(key=lambda row: (place(row) is None, place(row)))
    return [list(pair) for pair in dict.fromkeys((row["role"], row["name"]) for row in rows)]


def place(row):
    digits = row["order"].strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 5 else None
