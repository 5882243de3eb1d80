"""The form of a work: from facts to what is shown in its fields, and back."""

import re

from app.admin.code_lines import read_code_lines
from app.admin.credit_rows import read_rows, rows_of, typed_rows
from app.admin.role_names import choices as role_choices
from app.admin.subject_tree import in_groups, whole_tree
from app.admin.typed import Typed
from app.catalog.descriptions import sanitised
from app.catalog.languages import NAMES, language_name
from app.catalog.models import AUTHOR, Series

LANGUAGE = re.compile(r"[a-z]{2,3}", re.ASCII)
FIELDS = (
    "title",
    "subtitle",
    "series",
    "series_position",
    "first_published",
    "original_language",
    "description",
    "description_is_html",
    "keywords",
    "codes",
)
EMPTY = dict.fromkeys(FIELDS, "") | {"subjects": [], "credits": rows_of([])}


def shown(facts):
    """The facts of a work as they stand in its form."""
    return {name: "" if facts[name] in (None, False) else facts[name] for name in FIELDS} | {
        "codes": "\n".join(facts["codes"]),
        "subjects": facts["subjects"],
        "credits": rows_of(facts["contributors"]),
    }


def as_typed(form):
    """What was typed, to show it again."""
    return {name: form.get(name, "") for name in FIELDS} | {
        "subjects": form.getlist("subjects"),
        "credits": typed_rows(form),
    }


def read(form):
    """The facts of a work that a form holds, and what is wrong with them."""
    typed = Typed(form)
    is_html = form.get("description_is_html") == "1"
    description = typed.prose("description")
    facts = {
        "title": typed.words("title", missing="A book needs a title."),
        "subtitle": typed.words("subtitle"),
        "contributors": read_rows(typed),
        "series": typed.words("series"),
        "series_position": typed.words("series_position", longest=20),
        "first_published": typed.number("first_published", -3000, 2100),
        "original_language": read_language(typed, "original_language"),
        "description": sanitised(description) if is_html else description,
        "description_is_html": is_html,
        "keywords": typed.words("keywords", longest=1000),
        "subjects": known_subjects(form.getlist("subjects")),
        "codes": read_code_lines(typed),
    }
    if facts["series_position"] and not facts["series"]:
        typed.errors["series"] = "Name the series that this is a part of."
    return facts, typed.errors


def read_language(typed, name):
    code = typed.text(name).strip()
    if code and not LANGUAGE.fullmatch(code):
        typed.errors[name] = "Choose one of these."
    return code or None


def known_subjects(slugs):
    return [row.slug for row in whole_tree() if row.slug in slugs]


def choices(fields):
    """What the form offers; roles and languages that are in use are among it."""
    series = Series.select(Series.name).order_by(Series.name).limit(2000)
    return {
        "subject_groups": in_groups(whole_tree()),
        "all_series": [row.name for row in series],
        "languages": languages(fields["original_language"], nothing="Not known"),
        "roles": role_choices([AUTHOR], used_roles(fields)),
    }


def used_roles(fields):
    return [row["role"] for row in fields["credits"] if row["role"]]


def languages(chosen, nothing):
    """Pairs for a select: those with a code of two letters, and the one that is chosen."""
    codes = {code for code in NAMES if len(code) == 2} | {chosen} - {""}
    named = [(code, language_name(code)) for code in codes]
    return [("", nothing), *sorted(named, key=lambda pair: pair[1])]
