"""The form of a voucher or an offer: from its row to fields, and back."""

import re

from app.admin.subject_tree import whole_tree
from app.admin.typed import Typed
from app.admin.typed_prices import price_as_typed
from app.catalog.models import FORMATS, Subject
from app.db import now
from app.times import shop_zone

KINDS = {
    "percent": "A percentage off the books",
    "amount": "An amount off the books",
    "cheapest_free": "Cheapest copy free, such as three for two",
    "free_delivery": "Free delivery",
}
VOUCHER = re.compile(r"[A-Z0-9-]{3,40}")
TEXTS = (
    *("code", "name", "season", "kind", "percent", "amount", "of_copies", "minimum"),
    *("starts_at", "ends_at", "most_uses", "most_per_customer"),
)
EMPTY = dict.fromkeys(TEXTS, "") | {"kind": "percent", "by": "code", "on_reduced": True}
EMPTY |= {"subjects": [], "formats": []}
NOT_A_CODE = "A code has 3 to 40 letters without accents, digits and hyphens."
SUBJECT_GONE = (
    "A subject that was chosen is not there any more. Look over those that are; with none of them "
    "it is for all books."
)
WANTED = {
    "percent": "Say what percentage.",
    "amount": "Say the amount.",
    "of_copies": "Say of how many copies.",
}


def shown(row):
    """The fields of a promotion as they stand in its row."""
    subjects = Subject.select(Subject.slug).where(Subject.id.in_(row.subject_ids))
    texts = {name: getattr(row, name, None) for name in TEXTS}
    texts |= {
        "amount": price_as_typed(row.amount_minor, row.currency),
        "minimum": price_as_typed(row.minimum_minor or None, row.currency),
        "starts_at": on_the_clock(row.starts_at),
        "ends_at": on_the_clock(row.ends_at),
    }
    fields = {name: "" if value is None else value for name, value in texts.items()}
    return fields | {
        "by": "code" if row.code else "itself",
        "on_reduced": row.on_reduced,
        "subjects": [slug for (slug,) in subjects.tuples()],
        "formats": row.formats,
    }


def on_the_clock(moment):
    """As a browser's field for a date and a time takes it."""
    return moment and moment.astimezone(shop_zone()).strftime("%Y-%m-%dT%H:%M")


def as_typed(form):
    return {name: form.get(name, "") for name in (*TEXTS, "by")} | {
        "on_reduced": "on_reduced" in form,
        "subjects": form.getlist("subjects"),
        "formats": form.getlist("formats"),
    }


def read(form, currency):
    """The columns of a promotion that a form holds, and what is wrong with its fields."""
    typed = Typed(form)
    values = {
        "code": read_code(typed),
        "name": typed.words("name", longest=100, missing="Say what shoppers read in the cart."),
        "season": typed.words("season", longest=60),
        "minimum_minor": typed.price("minimum", currency) or 0,
        "subject_ids": read_subjects(typed),
        "formats": read_formats(typed),
        "on_reduced": "on_reduced" in form,
    }
    values |= read_kind(typed, currency) | read_times(typed) | read_limits(typed)
    return values, typed.errors


def read_code(typed):
    if typed.text("by") != "code":
        return None
    code = typed.words("code", missing="A voucher needs a code.").upper()
    if code and not VOUCHER.fullmatch(code):
        typed.errors["code"] = NOT_A_CODE
    return code


def read_kind(typed, currency):
    """What it takes off; only the figure of its kind is kept, and it must be there."""
    kind = typed.choice("kind", KINDS)
    values = {"kind": kind, "percent": None, "amount_minor": None, "of_copies": None}
    if kind == "percent":
        values["percent"] = typed.number("percent", 1, 100, missing=WANTED["percent"])
    elif kind == "amount":
        minor = typed.price("amount", currency, missing=WANTED["amount"])
        if minor == 0:
            typed.errors["amount"] = "That would take nothing off."
        values["amount_minor"] = minor
    elif kind == "cheapest_free":
        values["of_copies"] = typed.number("of_copies", 2, 20, missing=WANTED["of_copies"])
    return values


def read_times(typed):
    starts_at = optional_moment(typed, "starts_at") or now()
    ends_at = optional_moment(typed, "ends_at")
    if ends_at and ends_at <= starts_at:
        typed.errors["ends_at"] = "It ends after it begins."
    return {"starts_at": starts_at, "ends_at": ends_at}


def optional_moment(typed, name):
    return typed.moment(name, missing="") if typed.text(name).strip() else None


def read_limits(typed):
    if typed.text("by") != "code":
        return {"most_uses": None, "most_per_customer": None}
    names = ("most_uses", "most_per_customer")
    return {name: typed.number(name, 1, 100_000_000) for name in names}


def read_subjects(typed):
    """Their ids. One that is not there is never left out: of none, the promotion is for all."""
    slugs = set(typed.form.getlist("subjects"))
    ids = [row.id for row in whole_tree() if row.slug in slugs]
    if len(ids) < len(slugs):
        typed.errors["subjects"] = SUBJECT_GONE
    return sorted(ids)


def read_formats(typed):
    named = set(typed.form.getlist("formats"))
    if named - set(FORMATS):
        typed.errors["formats"] = "Choose from these; with none it is for all formats."
    return [format for format in FORMATS if format in named]
