"""What an invoice says for good: who sold to whom, what, and with which tax.

The particulars are those of Directive 2006/112/EC, article 226, and of HMRC's VAT Notice 700,
section 16.
"""

from flask import current_app

from app.accounts.addresses.countries import COUNTRIES
from app.orders.invoices.rows import by_rate
from app.pricing.models import TaxRegime
from app.pricing.tables import regime_of


def snapshot(order, rows):
    """The document as JSON; amounts are in minor units of the order's currency."""
    return {
        "seller": seller(),
        "buyer": buyer(order),
        "order": {"number": order.number, "paid_on": order.settled_at.isoformat()},
        "tax_name": tax_name(order),
        "untaxed": why_untaxed(order, rows),
        "rows": [row._asdict() for row in rows],
        "rates": by_rate(rows),
        "card_minor": order.due_minor,
        "stored_minor": order.stored_minor,
    }


def seller():
    settings = current_app.config["SETTINGS"]
    return {
        "name": settings.shop_name,
        "address": list(settings.shop_address),
        "vat_number": settings.shop_vat_number,
    }


def buyer(order):
    if order.billing_address:
        name, lines = order.billing_address["name"], order.billing_lines
    else:
        name, lines = order.name, order.address_lines
    return {"name": name, "address": lines}


def tax_name(order):
    """As the place calls it that the order goes to; the shop's own country where none is due."""
    return regime_for(order).name or home_tax()


def regime_for(order):
    if order.delivery_kind == "collect":  # which goes nowhere
        return regime_of(*current_app.config["SETTINGS"].home)
    return regime_of(order.address.get("country"), order.address.get("region") or "")


# In a sentence their names have one in English.
WITH_ARTICLE = (
    *("AE", "BS", "CD", "CF", "CG", "DO", "FK", "FO", "GB", "GM", "IM", "KM", "KY", "MH", "MV"),
    *("NL", "PH", "SB", "SC", "TC", "US", "VG", "VI"),
)


def home_tax():
    country, region = current_app.config["SETTINGS"].home
    regimes = TaxRegime.select().where(TaxRegime.country == country)
    names = {regime.name for regime in regimes if not region or regime.region in ("", region)}
    return names.pop() if len(names) == 1 else "Tax"


def why_untaxed(order, rows):
    """Why nothing is charged on what leaves the places where the shop collects tax; else empty, as
    of what was fetched at the counter, which leaves none.
    """
    if order.delivery_kind == "collect":
        return ""
    country = order.address.get("country")
    if regime_for(order).name or order.tax_minor or not by_rate(rows):
        return ""
    the = "the " if country in WITH_ARTICLE else ""
    return f"No {home_tax()} is charged on what goes to {the}{COUNTRIES.get(country, country)}."
