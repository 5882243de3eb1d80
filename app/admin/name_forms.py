"""The form of a person, a series or a publisher: from facts to fields, and back."""

from stdnum import isni
from stdnum.exceptions import ValidationError

from app.admin.typed import Typed

FIELDS = ("name", "sort_name", "born", "died", "isni", "about", "other_names")


def shown(facts):
    fields = {name: facts.get(name) for name in FIELDS}
    return {name: "" if value is None else value for name, value in fields.items()} | {
        "other_names": "\n".join(facts.get("other_names", ())),
        "isni": isni.format(facts["isni"]) if facts.get("isni") else "",
    }


def as_typed(form):
    return {name: form.get(name, "") for name in FIELDS}


def read(kind, form):
    """The facts that a form holds, and what is wrong with them."""
    typed = Typed(form)
    facts = {"name": typed.words("name", longest=200, missing="It needs a name.")}
    if kind == "contributor":
        facts |= {
            "sort_name": typed.words("sort_name", longest=200),
            "born": typed.number("born", -3000, 2100),
            "died": typed.number("died", -3000, 2100),
            "about": typed.prose("about"),
            "isni": read_isni(typed),
            "other_names": sorted(typed.lines("other_names")),
        }
        if None not in (facts["born"], facts["died"]) and facts["died"] < facts["born"]:
            typed.errors["died"] = "Nobody dies before she is born."
    return facts, typed.errors


def read_isni(typed):
    text = typed.text("isni").strip()
    if not text:
        return None
    try:
        return isni.validate(text)
    except ValidationError:
        typed.errors["isni"] = "An ISNI has 16 digits, of which the last checks the others."
        return None
