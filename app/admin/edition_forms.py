"""The form of an edition: from facts to what is shown in its fields, and back."""

from flask import current_app

from app.admin.credit_rows import read_rows, rows_of, typed_rows
from app.admin.role_names import EDITION_ROLES
from app.admin.role_names import choices as role_choices
from app.admin.typed import Typed
from app.admin.typed_prices import price_as_typed
from app.admin.work_forms import languages, read_language, used_roles
from app.catalog.models import (
    CONDITIONS,
    FORMATS,
    MOST_AT_A_TIME,
    TAX_CLASSES,
    TRADE_STATUSES,
    UNKNOWN_LANGUAGE,
    Publisher,
)

SIZES = ("height_mm", "width_mm", "thickness_mm")
AHEAD = ("preorder_limit", "backorder_limit")  # copies that may be ordered before they are here
FIELDS = (
    "isbn",
    "condition",
    "condition_note",
    "format",
    "edition_statement",
    "publisher",
    "imprint",
    "language",
    "pages",
    "published_on",
    "embargo_until",
    "trade_status",
    "price",
    "tax_class",
    "weight_g",
    *SIZES,
    *AHEAD,
    "most_per_customer",
    "on_sale",
)
EMPTY = dict.fromkeys(FIELDS, "") | {
    "condition": "new",
    "format": "paperback",
    "language": "en",
    "trade_status": "active",
    "tax_class": "printed",
    **dict.fromkeys(AHEAD, "0"),
    "on_sale": "1",
    "credits": rows_of([]),
}
# What a used copy has of its own.
OF_ITS_OWN = {
    "condition": "good",
    "condition_note": "",
    "price": "",
    "on_sale": "1",
    **dict.fromkeys(AHEAD, "0"),
    "most_per_customer": "",
}


def shown(facts):
    return {name: "" if facts.get(name) is None else facts[name] for name in FIELDS} | {
        "language": "" if facts["language"] == UNKNOWN_LANGUAGE else facts["language"],
        "price": price_as_typed(facts["list_price_minor"], shop_currency()),
        "on_sale": "1" if facts["on_sale"] else "",
        "credits": rows_of(facts["contributors"]),
    }


def as_typed(form):
    return {name: form.get(name, "") for name in FIELDS} | {"credits": typed_rows(form)}


def read(form):
    """The facts of an edition that a form holds, and what is wrong with them."""
    typed = Typed(form)
    facts = {
        "isbn": typed.isbn("isbn"),
        "condition": typed.choice("condition", CONDITIONS),
        "condition_note": typed.words("condition_note"),
        "format": typed.choice("format", FORMATS),
        "edition_statement": typed.words("edition_statement"),
        "publisher": typed.words("publisher"),
        "imprint": typed.words("imprint"),
        "language": read_language(typed, "language") or UNKNOWN_LANGUAGE,
        "pages": typed.number("pages", 1, 20_000),
        "published_on": typed.day("published_on"),
        "embargo_until": typed.day("embargo_until"),
        "trade_status": typed.choice("trade_status", TRADE_STATUSES),
        "list_price_minor": typed.price("price", shop_currency()),
        "tax_class": typed.choice("tax_class", TAX_CLASSES),
        "weight_g": typed.number("weight_g", 1, 100_000),
        **{name: typed.number(name, 1, 5_000) for name in SIZES},
        **{name: typed.number(name, 0, 10_000) or 0 for name in AHEAD},
        "most_per_customer": typed.number("most_per_customer", 1, 999),
        "contributors": read_rows(typed),
        "on_sale": form.get("on_sale") == "1",
    }
    check_condition(facts, typed.errors)
    return facts, typed.errors


def check_condition(facts, errors):
    if facts["condition"] == "new" and facts["condition_note"]:
        errors["condition_note"] = "Only used copies have a note about their condition."
    if facts["condition"] != "new" and facts["format"] == "ebook":
        errors["condition"] = "An ebook is never used."


def choices(fields):
    names = Publisher.select(Publisher.name).order_by(Publisher.name).limit(2000)
    return {
        "formats": FORMATS.items(),
        "conditions": CONDITIONS.items(),
        "trade_statuses": TRADE_STATUSES.items(),
        "tax_classes": TAX_CLASSES.items(),
        "languages": languages(fields["language"], nothing="Not known"),
        "roles": role_choices(EDITION_ROLES, used_roles(fields)),
        "currency": shop_currency(),
        "most_at_a_time": MOST_AT_A_TIME,
        "all_publishers": [row.name for row in names],
    }


def shop_currency():
    return current_app.config["SETTINGS"].currency
