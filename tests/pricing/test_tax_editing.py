"""What staff write into the tax table, and when it holds."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.catalog.editing import EditedMeanwhile
from app.catalog.facts import fingerprint
from app.pricing import tax_editing as editing
from app.pricing.models import TaxRate, TaxRegime
from app.pricing.tables import regime_of
from tests.people import a_person

pytestmark = pytest.mark.usefixtures("tables_put_back")
TODAY = datetime.now(ZoneInfo("Europe/London")).date()
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)


@pytest.fixture
def clerk(app):
    return a_person(role="bookseller")


@pytest.fixture
def save(clerk):
    """Saves the regime of the UK as it is but for what is given."""

    def write(seen=None, planned=None, **given):
        regime = home()
        rates = {"printed": 0, "ebook": 0, "audio": 200_000, "standard": 200_000}
        values = {"name": "VAT", "included": True, "on_delivery": "as_goods", "collected": None}
        values |= {"rates": rates | given, "planned": planned or {}}
        seen = seen or fingerprint(editing.regime_facts(regime))
        return editing.save_regime(values, staff_id=clerk.id, regime=regime, seen=seen)

    return write


def home():
    return TaxRegime.get(TaxRegime.country == "GB")


def rate_of(tax_class, day=None):
    return regime_of("GB", day=day).rate(tax_class)


def test_a_rate_planned_for_tomorrow_holds_tomorrow_and_not_today(save):
    save(planned={("printed", TOMORROW.isoformat()): 50_000})
    assert (rate_of("printed"), rate_of("printed", TOMORROW)) == (0, 50_000)
    assert rate_of("ebook", TOMORROW) == 0


def test_what_is_no_longer_planned_never_begins(save):
    save(planned={("printed", TOMORROW.isoformat()): 50_000})
    save()
    assert rate_of("printed", TOMORROW) == 0


def test_a_rate_that_is_changed_holds_from_today_and_what_held_until_then_is_kept(save):
    save(audio=50_000)
    assert (rate_of("audio", YESTERDAY), rate_of("audio")) == (200_000, 50_000)
    known = editing.rates_until(home(), TODAY).where(TaxRate.tax_class == "audio")
    assert [row.rate_ppm for row in known] == [50_000, 200_000]


def test_a_rate_that_is_corrected_the_same_day_is_one_change(save):
    save(audio=50_000)
    save(audio=55_555)
    assert rate_of("audio") == 55_555
    assert TaxRate.select().where(TaxRate.from_day == TODAY).count() == 1


def test_who_did_not_see_what_another_planned_does_not_undo_it(save):
    seen = fingerprint(editing.regime_facts(home()))
    save(planned={("ebook", TOMORROW.isoformat()): 50_000})
    with pytest.raises(EditedMeanwhile):
        save(seen=seen, audio=0)
    assert (rate_of("ebook", TOMORROW), rate_of("audio")) == (50_000, 200_000)


def test_a_place_is_in_the_table_once(clerk):
    values = {"country": "GB", "region": "", "name": "VAT", "included": True}
    values |= {"on_delivery": "none", "collected": None, "rates": {}, "planned": {}}
    with pytest.raises(editing.PlaceTaken):
        editing.save_regime(values, staff_id=clerk.id)
    assert home().on_delivery == "as_goods"
