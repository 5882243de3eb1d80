"""Staff edit how places tax what is sent there: each change with its line in the trail."""

from datetime import date

from peewee import IntegrityError

from app.catalog.editing import note_change, unchanged_since
from app.catalog.models import TAX_CLASSES
from app.db import db
from app.pricing.models import TaxRate, TaxRegime
from app.pricing.tables import rates_of
from app.pricing.taxes import rate_as_typed
from app.times import shop_today

FIRST_DAY = date(2000, 1, 1)  # of the rates that the shop came with
COLUMNS = ("name", "included", "on_delivery", "collected")
COLLECTS = {None: "usual", True: "yes", False: "no"}


class PlaceTaken(Exception):
    """The place is in the table already."""


def regime_facts(regime, day=None):
    """What a regime is on a day, today if none is given, in values that the trail can keep."""
    day = day or shop_today()
    planned = {
        (row.tax_class, row.from_day.isoformat()): row.rate_ppm for row in rates_after(regime, day)
    }
    columns = {name: getattr(regime, name) for name in COLUMNS}
    return facts_of(columns | {"rates": dict(rates_of(regime, day)), "planned": planned})


def facts_of(values):
    """The same of the values that save_regime takes."""
    planned = sorted((day, name, rate) for (name, day), rate in values["planned"].items())
    return {
        "tax_name": values["name"],
        "included": values["included"],
        "on_delivery": values["on_delivery"],
        "collects": COLLECTS[values["collected"]],
        "planned_rates": [f"{day} {name} {rate_as_typed(rate)}" for day, name, rate in planned],
    } | {f"{name}_rate": rate_as_typed(values["rates"].get(name, 0)) for name in TAX_CLASSES}


def save_regime(values, *, staff_id, regime=None, seen=None):
    """Write how a place taxes, or add a place when none is given; return it.

    `values` are the columns of a regime, `rates` by class in millionths that hold from today on,
    and `planned` rates by class and day (in ISO 8601). What held until yesterday is kept. Raises
    PlaceTaken and EditedMeanwhile.
    """
    values = dict(values)
    rates, planned = values.pop("rates"), values.pop("planned")
    with db.atomic():
        before = None
        if regime:
            regime = locked(regime)
            before = unchanged_since(seen, regime_facts(regime))
        regime = write(regime, values)
        write_rates(regime, rates)
        write_planned(regime, planned)
        note_change(staff_id, f"tax {regime.place}", before, regime_facts(regime))
    return regime


def locked(regime):
    of_place = TaxRegime.country == regime.country, TaxRegime.region == regime.region
    return TaxRegime.select().where(*of_place).for_update().get()


def write(regime, values):
    row = regime or TaxRegime()
    for name, value in values.items():
        setattr(row, name, value)
    try:
        with db.atomic():
            row.save(force_insert=regime is None)
    except IntegrityError as error:
        if "tax_regimes_pkey" in str(error):
            raise PlaceTaken from error
        raise
    return row


def write_rates(regime, rates):
    """What differs from the rates of today holds from today on."""
    today = shop_today()
    known = dict(rates_of(regime, today))
    for tax_class, rate_ppm in rates.items():
        if known.get(tax_class) != rate_ppm:
            put_rate(regime, tax_class, today, rate_ppm)


def write_planned(regime, planned):
    days = TaxRate.country == regime.country, TaxRate.region == regime.region
    TaxRate.delete().where(*days, TaxRate.from_day > shop_today()).execute()
    for (tax_class, from_day), rate_ppm in planned.items():
        put_rate(regime, tax_class, from_day, rate_ppm)


def put_rate(regime, tax_class, from_day, rate_ppm):
    of = (TaxRate.country, TaxRate.region, TaxRate.tax_class, TaxRate.from_day)
    TaxRate.insert(
        country=regime.country,
        region=regime.region,
        tax_class=tax_class,
        from_day=from_day,
        rate_ppm=rate_ppm,
    ).on_conflict(conflict_target=of, update={TaxRate.rate_ppm: rate_ppm}).execute()


def rates_after(regime, day):
    """Those that begin after a day, the next one first."""
    return rates_by_day(regime).where(TaxRate.from_day > day)


def rates_until(regime, day):
    """Those that hold on a day or have held before it, the latest first."""
    known = rates_by_day(regime).where(TaxRate.from_day <= day)
    return known.order_by(TaxRate.from_day.desc(), TaxRate.tax_class)


def rates_by_day(regime):
    of_place = TaxRate.country == regime.country, TaxRate.region == regime.region
    return TaxRate.select().where(*of_place).order_by(TaxRate.from_day, TaxRate.tax_class)
