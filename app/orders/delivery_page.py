"""The plain page about delivery: its figures are those of the tables that staff edit."""

from flask import current_app, render_template

from app.accounts.addresses.countries import COUNTRIES
from app.hypermedia import public
from app.money import Money
from app.orders.blueprint import blueprint
from app.pricing.models import Terms
from app.pricing.zones import zones_with_methods


@blueprint.get("/delivery")
@public
def delivery():
    currency, terms = current_app.config["SETTINGS"].currency, Terms.get()
    wrap = terms.gift_wrap_minor
    return render_template(
        "orders/delivery.html",
        zones=[zone for zone in zones_with_methods(currency) if zone.methods],
        countries_of=countries_of,
        wrap=None if wrap is None else Money(wrap, currency),
        terms=terms,
    )


def countries_of(zone):
    """The names of a zone's countries; none of everywhere else."""
    return sorted(COUNTRIES.get(code, code) for code in zone.countries or ())
