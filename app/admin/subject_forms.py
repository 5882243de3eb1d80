"""The form of a subject: from facts to fields, and back."""

from app.admin.code_lines import read_code_lines
from app.admin.typed import Typed
from app.catalog.editing import slug_of
from app.catalog.facts import MAIN

FIELDS = ("name", "slug", "parent", "position", "about", "codes")
EMPTY = dict.fromkeys(FIELDS, "")


def shown(facts):
    return facts | {"codes": "\n".join(facts["codes"])}


def as_typed(form):
    return {name: form.get(name, "") for name in FIELDS}


def read(form):
    """The facts of a subject that a form holds, and what is wrong with them."""
    typed = Typed(form)
    name = typed.words("name", longest=100, missing="A subject needs a name.")
    slug = typed.words("slug", longest=80)
    facts = {
        "name": name,
        "slug": slug_of(slug or name),
        "parent": typed.words("parent", longest=80),
        "position": typed.number("position", -1000, 100_000) or 0,
        "about": typed.prose("about"),
        "codes": read_code_lines(typed),
    }
    if any(line.endswith(MAIN) for line in facts["codes"]):
        typed.errors["codes"] = "No code of a subject is more the main one than another."
    return facts, typed.errors
