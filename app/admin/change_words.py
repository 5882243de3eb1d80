"""A fact of a change, as the trail keeps it, as people read it."""

from datetime import date, datetime

from flask import current_app

from app.admin.bands import band_lines
from app.admin.method_forms import KINDS as METHOD_KINDS
from app.admin.method_forms import PRICED_BY
from app.admin.places import country_name
from app.admin.promotion_forms import KINDS as PROMOTION_KINDS
from app.admin.role_names import role_name
from app.admin.tax_words import COLLECTS, ON_DELIVERY
from app.admin.times import exact
from app.catalog.languages import language_name
from app.catalog.models import CONDITIONS, FORMATS, TAX_CLASSES, TRADE_STATUSES
from app.catalog.pictures import KINDS
from app.money import Money
from app.times import shop_date

CHOICES = {
    "condition": CONDITIONS,
    "format": FORMATS,
    "trade_status": TRADE_STATUSES,
    "tax_class": TAX_CLASSES,
    "kind": KINDS,
    "sent_as": METHOD_KINDS,
    "priced_by": PRICED_BY,
    "on_delivery": ON_DELIVERY,
    "collects": COLLECTS,
    "takes_off": {kind.replace("_", " "): label for kind, label in PROMOTION_KINDS.items()},
}
TIMES = ("starts_at", "ends_at", "begins", "ends", "published_on", "embargo_until")


def words(name, facts):
    value = facts.get(name)
    if value in (None, "", []):
        return ""
    currency = current_app.config["SETTINGS"].currency
    if name.endswith("_minor"):
        return str(Money(value, currency))
    if name == "bands":
        return ", ".join(band_lines(value, facts["priced_by"], currency))
    if name == "countries":
        return ", ".join(map(country_name, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name == "contributors":
        return ", ".join(f"{person} ({role_name(role).lower()})" for role, person in value)
    if name in TIMES:
        return in_words(value)
    if name == "formats":
        return ", ".join(FORMATS.get(one, one) for one in value)
    if name == "planned_rates":
        return ", ".join(map(planned_rate, value))
    if name in CHOICES:
        return CHOICES[name].get(value, value)
    if name in ("language", "original_language"):
        return language_name(value)
    return ", ".join(value) if isinstance(value, list) else str(value)


def in_words(text):
    """A day or a moment of ISO 8601, by the shop's clock; as it is when it is neither."""
    try:
        return exact(datetime.fromisoformat(text)) if "T" in text else day(text)
    except (ValueError, OverflowError):  # the first and the last moments have no equal here
        return text


def day(text):
    return shop_date(date.fromisoformat(text))


def planned_rate(text):
    """ "2027-01-01 printed 5.5": a day, a class and a rate."""
    begins, name, rate = text.split(" ")
    return f"{TAX_CLASSES.get(name, name)} {rate}% from {in_words(begins)}"
