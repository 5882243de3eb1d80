"""Reads the rules that a price follows from the shop's tables."""

from datetime import date
from typing import NamedTuple

from flask import current_app
from peewee import fn

from app.db import now
from app.planned import Planned, Prepared
from app.pricing import basket
from app.pricing.models import Promotion, Terms
from app.pricing.regions import collects
from app.times import shop_today

METHODS = Prepared(
    """
    select zone.countries is null, code, method.name, promise, price_minor, free_from_minor, kind,
        priced_by, array(
            select array[up_to, price_minor] from sales.shipping_bands
            where method_id = method.id order by up_to), collect_from
    from sales.shipping_methods as method join sales.shipping_zones as zone on zone.id = zone_id
    where withdrawn_at is null and currency = $2
        and (zone.countries is null or $1 = any(zone.countries))
    order by method.position, method.id
    """,
    "text",
    "text",
)
# The most exact one that is known of the place.
REGIME = Prepared(
    """
    select country, region, name, included, on_delivery, collected from sales.tax_regimes
    where country = $1 and region in ('', $2) order by region desc limit 1
    """,
    "text",
    "text",
)
RATES = Prepared(
    """
    select distinct on (tax_class) tax_class, rate_ppm from sales.tax_rates
    where country = $1 and region = $2 and from_day <= $3 order by tax_class, from_day desc
    """,
    "text",
    "text",
    "date",
)


class FoundRegime(NamedTuple):
    country: str
    region: str
    name: str
    included: bool
    on_delivery: str
    collected: bool | None


def rules_for(country, region="", voucher=None):
    """The Rules for an order to this place, now; `voucher` is a row of promotions, or None."""
    settings = current_app.config["SETTINGS"]
    currency, regime = settings.currency, regime_of(country, region)
    return basket.Rules(
        currency=currency,
        methods=tuple(methods_to(country, currency)),
        regime=regime,
        home=regime if (country, region) == settings.home else regime_of(*settings.home),
        offers=tuple(map(as_promotion, running_offers(currency))),
        voucher=voucher and as_promotion(voucher),
        wrap_minor=Terms.select(Terms.gift_wrap_minor).scalar(),
    )


def promotions_only(voucher=None):
    """The Rules of a cart whose way is not known yet: what is taken off, no delivery and no tax."""
    currency = current_app.config["SETTINGS"].currency
    offers = tuple(map(as_promotion, running_offers(currency)))
    return basket.Rules(currency, offers=offers, voucher=voucher and as_promotion(voucher))


def methods_to(country, currency):
    """The ways to send something there, best known first: those of the country's zone that has
    any, else those of everywhere else.
    """
    rows = METHODS.run(country, currency)
    named = [row for row in rows if not row[0]]
    return [
        basket.Method(*facts, tuple(map(tuple, bands)), collect_from)
        for _, *facts, bands, collect_from in named or rows
    ]


def regime_of(country, region="", day=None):
    """The tax regime of a place on a day, today if none is given; untaxed where the shop collects
    none.
    """
    regime = next(map(FoundRegime._make, REGIME.run(country, region)), None)
    if regime is None or not collects(regime, current_app.config["SETTINGS"].country):
        return basket.UNTAXED
    return basket.Regime(
        name=regime.name,
        included=regime.included,
        on_delivery=regime.on_delivery,
        rates=tuple(rates_of(regime, day or shop_today())),
    )


def rates_of(regime, day: date):
    """By tax class the rate that holds on this day: the latest to have begun."""
    return RATES.run(regime.country, regime.region, day)


def running(moment=None):
    """The condition that a promotion holds at this moment, now if none is given."""
    moment = moment or now()
    return (
        Promotion.withdrawn_at.is_null()
        & (Promotion.starts_at <= moment)
        & (fn.coalesce(Promotion.ends_at, "infinity") > moment)
    )


OFFERS = Planned(
    lambda currency, moment: (
        Promotion.select()
        .where(running(moment), Promotion.code.is_null(), Promotion.currency == currency)
        .order_by(Promotion.id)
    )
)


def running_offers(currency):
    return OFFERS.all(currency, now())


def as_promotion(row):
    return basket.Promotion(
        id=row.id,
        name=row.name,
        kind=row.kind,
        percent=row.percent or 0,
        amount_minor=row.amount_minor or 0,
        of_copies=row.of_copies or 0,
        minimum_minor=row.minimum_minor,
        subjects=frozenset(row.subject_ids),
        formats=frozenset(row.formats),
        on_reduced=row.on_reduced,
        code=row.code or "",
    )
