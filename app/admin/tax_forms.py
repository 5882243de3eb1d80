"""The form of how a place taxes: from its rows to fields, and back."""

import re
from decimal import Decimal

from app.accounts.addresses.rules import rules_for
from app.admin.places import COUNTRIES, country_name
from app.admin.tax_words import COLLECTS, INCLUDED, ON_DELIVERY
from app.admin.typed import Typed
from app.catalog.models import TAX_CLASSES
from app.pricing.tables import rates_of
from app.pricing.tax_editing import COLLECTS as CODES
from app.pricing.tax_editing import rates_after
from app.pricing.taxes import rate_as_typed
from app.times import shop_today

TEXTS = ("country", "region", "name", "included", "on_delivery", "collected")
EMPTY = dict.fromkeys(TEXTS, "") | {
    "name": "VAT",
    "included": "yes",
    "on_delivery": "as_goods",
    "collected": "usual",
    "rates": dict.fromkeys(TAX_CLASSES, ""),
}
SPARE = 2  # empty rows for what is planned
RATE = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)\s*%?", re.ASCII)
NOT_A_RATE = "Write the rate as a percentage up to 100, with at most four decimals, such as 5.5."
DECIDED = {word: value for value, word in CODES.items()}


def shown(regime):
    """The fields of a regime as they stand in its rows."""
    today = shop_today()
    rates = dict(rates_of(regime, today))
    planned = rates_after(regime, today)
    return {
        "name": regime.name,
        "included": "yes" if regime.included else "no",
        "on_delivery": regime.on_delivery,
        "collected": CODES[regime.collected],
        "rates": {name: rate_as_typed(rates.get(name, 0)) for name in TAX_CLASSES},
        "planned": with_spare(
            [
                (row.from_day.isoformat(), row.tax_class, rate_as_typed(row.rate_ppm))
                for row in planned
            ]
        ),
    }


def with_spare(rows):
    return rows + [("", "printed", "")] * SPARE


def as_typed(form):
    fields = {name: form.get(name, "") for name in TEXTS}
    fields["rates"] = {name: form.get(f"{name}_rate", "") for name in TAX_CLASSES}
    return fields | {"planned": with_spare([row for row in planned_rows(form) if row[0] or row[2]])}


def planned_rows(form):
    """Day, class and rate of each row, as they were typed."""
    columns = (form.getlist(f"planned_{name}") for name in ("day", "class", "rate"))
    return list(zip(*columns, strict=False))


def read(form):
    """The columns and rates that a form holds, and what is wrong with its fields."""
    typed = Typed(form)
    values = {
        "name": typed.words("name", longest=40, missing="Say what the tax is called."),
        "included": typed.choice("included", INCLUDED) == "yes",
        "on_delivery": typed.choice("on_delivery", ON_DELIVERY),
        "collected": DECIDED.get(typed.choice("collected", COLLECTS)),
        "rates": {name: read_rate(typed, f"{name}_rate") for name in TAX_CLASSES},
        "planned": read_planned(typed),
    }
    return values, typed.errors


def read_new(form):
    """The same of a form that says the place as well."""
    values, errors = read(form)
    typed = Typed(form)
    values["country"] = typed.choice("country", COUNTRIES)
    values["region"] = read_region(typed, values["country"])
    return values, typed.errors | errors


def read_region(typed, country):
    """A region as addresses there write it, since that is how an order's is found."""
    region = typed.words("region")
    if not region or not country:
        return region
    rules = rules_for(country)
    known = rules.known_region(region)
    if not rules.regions:
        typed.errors["region"] = f"Addresses in {country_name(country)} name no region."
    elif known not in rules.regions:
        typed.errors["region"] = f"{country_name(country)} has no region of this name."
    return known


def read_rate(typed, name):
    rate = millionths(typed.text(name))
    if rate is None:
        typed.errors[name] = NOT_A_RATE
    return rate


def millionths(text):
    """Of a rate in percent; None when the text is none."""
    found = RATE.fullmatch(text.strip())
    rate = Decimal(found[1]) if found else None
    return int(rate.scaleb(4)) if found and rate <= 100 else None


def read_planned(typed):
    """Rates by class and day. A row that lacks one of day and rate is wrong; one of both, empty."""
    planned = {}
    for day, tax_class, text in planned_rows(typed.form):
        if not day.strip() and not text.strip():
            continue
        begins, rate = Typed({"day": day}).day("day"), millionths(text)
        if begins is None or rate is None or tax_class not in TAX_CLASSES:
            typed.errors["planned"] = f"A change has a day and a rate. {NOT_A_RATE}"
        elif begins <= shop_today().isoformat():
            typed.errors["planned"] = (
                "A change begins tomorrow or later; change today’s rate above."
            )
        elif (tax_class, begins) in planned:
            typed.errors["planned"] = f"Two changes of one rate begin on {begins}."
        else:
            planned[tax_class, begins] = rate
    return planned
