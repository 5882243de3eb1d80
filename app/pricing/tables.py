"""Reads the rules that a price follows from the shop's tables."""

from datetime import date

from flask import current_app
from peewee import fn

from app.db import now
from app.pricing import basket
from app.pricing.models import (
    Promotion,
    ShippingBand,
    ShippingMethod,
    ShippingZone,
    TaxRate,
    TaxRegime,
    Terms,
)
from app.pricing.regions import collects
from app.times import shop_today


def rules_for(country, region="", voucher=None):
    """The Rules for an order to this place, now; `voucher` is a row of promotions, or None."""
    settings = current_app.config["SETTINGS"]
    currency, regime = settings.currency, regime_of(country, region)
    at_home = (country, region) == (settings.country, "")
    return basket.Rules(
        currency=currency,
        methods=tuple(methods_to(country, currency)),
        regime=regime,
        home=regime if at_home else regime_of(settings.country),
        offers=tuple(map(as_promotion, running_offers(currency))),
        voucher=voucher and as_promotion(voucher),
        wrap_minor=Terms.get().gift_wrap_minor,
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
    rows = list(
        ShippingMethod.select(ShippingMethod, ShippingZone)
        .join(ShippingZone)
        .where(ShippingMethod.withdrawn_at.is_null(), ShippingMethod.currency == currency)
        .order_by(ShippingMethod.position, ShippingMethod.id)
    )
    named = [row for row in rows if country in (row.zone.countries or ())]
    found = named or [row for row in rows if row.zone.countries is None]
    bands = bands_of(found)
    return [as_method(row, bands.get(row.id, ())) for row in found]


def bands_of(methods):
    bands = {}
    for row in ShippingBand.select().where(ShippingBand.method.in_([m.id for m in methods])):
        bands.setdefault(row.method_id, []).append((row.up_to, row.price_minor))
    return bands


def as_method(row, bands):
    return basket.Method(
        code=row.code,
        name=row.name,
        promise=row.promise,
        price_minor=row.price_minor,
        free_from_minor=row.free_from_minor,
        kind=row.kind,
        priced_by=row.priced_by,
        bands=tuple(sorted(bands)),
        collect_from=row.collect_from,
    )


def regime_of(country, region="", day=None):
    """The tax regime of a place on a day, today if none is given; untaxed where the shop collects
    none.
    """
    regimes = TaxRegime.select().where(TaxRegime.country == country)
    found = {row.region: row for row in regimes.where(TaxRegime.region.in_(("", region)))}
    regime = found.get(region) or found.get("")
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
    latest = (
        TaxRate.select(TaxRate.tax_class, TaxRate.rate_ppm)
        .where(
            TaxRate.country == regime.country,
            TaxRate.region == regime.region,
            TaxRate.from_day <= day,
        )
        .order_by(TaxRate.tax_class, TaxRate.from_day.desc())
        .distinct(TaxRate.tax_class)
    )
    return list(latest.tuples())


def running(moment=None):
    """The condition that a promotion holds at this moment, now if none is given."""
    moment = moment or now()
    return (
        Promotion.withdrawn_at.is_null()
        & (Promotion.starts_at <= moment)
        & (fn.coalesce(Promotion.ends_at, "infinity") > moment)
    )


def running_offers(currency):
    offers = Promotion.select().where(
        running(), Promotion.code.is_null(), Promotion.currency == currency
    )
    return list(offers.order_by(Promotion.id))


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
