"""The forms of works and editions: from facts to what is shown in fields, and back."""

from flask import current_app

from app.admin.typed import Typed
from app.catalog.models import FORMATS, Subject
from app.money import Money

WORK_FIELDS = (
    "title",
    "subtitle",
    "authors",
    "series",
    "series_position",
    "first_published",
    "description",
    "subjects",
)
EDITION_FIELDS = ("isbn", "format", "publisher", "pages", "published_on", "price", "on_sale")
EMPTY_WORK = dict.fromkeys(WORK_FIELDS, "") | {"subjects": []}
EMPTY_EDITION = dict.fromkeys(EDITION_FIELDS, "") | {"format": "paperback", "on_sale": "1"}


def work_fields(facts):
    """The facts of a work as they stand in its form."""
    return facts | {
        "authors": "\n".join(facts["authors"]),
        "first_published": "" if facts["first_published"] is None else facts["first_published"],
    }


def typed_work(form):
    """What was typed, to show it again."""
    return {name: form.get(name, "") for name in WORK_FIELDS} | {
        "subjects": form.getlist("subjects")
    }


def read_work(form):
    """The facts of a work that a form holds, and what is wrong with them."""
    typed = Typed(form)
    facts = {
        "title": typed.words("title", missing="A book needs a title."),
        "subtitle": typed.words("subtitle"),
        "authors": typed.lines("authors"),
        "series": typed.words("series"),
        "series_position": typed.words("series_position", longest=20),
        "first_published": typed.number("first_published", -3000, 2100),
        "description": typed.prose("description"),
        "subjects": known_subjects(form.getlist("subjects")),
    }
    if facts["series_position"] and not facts["series"]:
        typed.errors["series"] = "Name the series that this is a part of."
    return facts, typed.errors


def known_subjects(slugs):
    rows = Subject.select(Subject.slug).order_by(Subject.position, Subject.slug)
    return [row.slug for row in rows if row.slug in slugs]


def edition_fields(facts):
    amount = Money(facts["price_minor"], shop_currency()).amount
    return facts | {
        "pages": facts["pages"] or "",
        "published_on": facts["published_on"] or "",
        "price": str(amount),
        "on_sale": "1" if facts["on_sale"] else "",
    }


def typed_edition(form):
    return {name: form.get(name, "") for name in EDITION_FIELDS}


def read_edition(form):
    """The facts of an edition that a form holds, and what is wrong with them."""
    typed = Typed(form)
    facts = {
        "isbn": typed.isbn("isbn"),
        "format": typed.choice("format", FORMATS),
        "publisher": typed.words("publisher"),
        "pages": typed.number("pages", 1, 20_000),
        "published_on": typed.day("published_on"),
        "price_minor": typed.price("price", shop_currency()),
        "on_sale": form.get("on_sale") == "1",
    }
    return facts, typed.errors


def shop_currency():
    return current_app.config["SETTINGS"].currency
