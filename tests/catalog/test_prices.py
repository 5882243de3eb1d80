import threading
from datetime import timedelta

import pytest

from app.catalog.models import Edition, PriceChange, Sale, Work
from app.catalog.prices import (
    NotReduced,
    SaleIsOver,
    SalesOverlap,
    apply_due_sales,
    end_sale,
    lowest_in_30_days_before_reduction,
    put_on_sale,
    set_list_prices,
)
from app.db import db, now

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def prices_of(edition):
    edition = Edition.get_by_id(edition.id)
    return edition.price_minor, edition.list_price_minor


def a_sale(edition, price_minor=700, starts=-HOUR, ends=HOUR):
    return Sale.create(
        edition=edition, price_minor=price_minor, starts_at=now() + starts, ends_at=now() + ends
    )


def history(edition, *prices):
    """Replace what an edition cost: pairs of days ago and price."""
    PriceChange.delete().execute()
    for days, price in prices:
        PriceChange.create(
            edition=edition, price_minor=price, currency="GBP", changed_at=now() - days * DAY
        )


def test_a_list_price_is_the_price_and_the_work_knows_it(an_edition):
    one, two = an_edition(price_minor=None), an_edition(price_minor=999)
    assert set_list_prices({one.id: 1200, two.id: 999}) == [one.id]
    assert prices_of(one) == (1200, 1200)
    assert Work.get_by_id(one.work_id).lowest_price_minor == 1200
    assert [row.price_minor for row in PriceChange.select().order_by(PriceChange.id)] == [999, 1200]


def test_a_price_written_alone_is_the_list_price(an_edition):
    edition = an_edition(price_minor=999)
    Edition.update(price_minor=800).where(Edition.id == edition.id).execute()
    assert prices_of(edition) == (800, 800)
    assert apply_due_sales() == 0


def test_a_sale_reduces_the_price_at_once_when_it_has_begun(an_edition):
    edition = an_edition(price_minor=999)
    put_on_sale(edition, 700, now() - HOUR, now() + HOUR)
    assert prices_of(edition) == (700, 999)
    assert Work.get_by_id(edition.work_id).lowest_price_minor == 700


def test_a_sale_to_come_changes_nothing_until_the_sweep_finds_it_begun(an_edition):
    edition = an_edition(price_minor=999)
    sale = put_on_sale(edition, 700, now() + HOUR, now() + DAY)
    assert (apply_due_sales(), prices_of(edition)) == (0, (999, 999))
    Sale.update(starts_at=now() - HOUR).where(Sale.id == sale.id).execute()
    assert (apply_due_sales(), prices_of(edition)) == (1, (700, 999))
    assert apply_due_sales() == 0


def test_a_sale_that_is_over_brings_the_list_price_back_once(an_edition):
    edition = an_edition(price_minor=999)
    put_on_sale(edition, 700, now() - HOUR, now() + HOUR)
    Sale.update(ends_at=now() - timedelta(minutes=1)).execute()
    assert (apply_due_sales(), apply_due_sales()) == (1, 0)
    assert prices_of(edition) == (999, 999)
    costs = [row.price_minor for row in PriceChange.select().order_by(PriceChange.id)]
    assert costs == [999, 700, 999]


def test_a_sale_missed_altogether_changes_nothing(an_edition):
    edition = an_edition(price_minor=999)
    a_sale(edition, starts=-2 * HOUR, ends=-HOUR)
    assert (apply_due_sales(), prices_of(edition)) == (0, (999, 999))


def test_one_sale_follows_another_without_a_gap(an_edition):
    edition = an_edition(price_minor=999)
    a_sale(edition, 700, starts=-2 * HOUR, ends=-HOUR)
    a_sale(edition, 600, starts=-HOUR, ends=HOUR)
    apply_due_sales()
    assert prices_of(edition) == (600, 999)


def test_a_list_price_set_during_a_sale_holds_when_the_sale_is_over(an_edition):
    edition = an_edition(price_minor=999)
    sale = put_on_sale(edition, 700, now() - HOUR, now() + HOUR)
    set_list_prices({edition.id: 1200})
    assert prices_of(edition) == (700, 1200)
    end_sale(sale)
    assert prices_of(edition) == (1200, 1200)


def test_a_sale_never_makes_an_edition_dearer(an_edition):
    edition = an_edition(price_minor=999)
    put_on_sale(edition, 700, now() - HOUR, now() + HOUR)
    set_list_prices({edition.id: 500})
    assert prices_of(edition) == (500, 500)
    assert apply_due_sales() == 0


def test_a_sale_that_has_not_begun_is_taken_back(an_edition):
    edition = an_edition(price_minor=999)
    end_sale(put_on_sale(edition, 700, now() + HOUR, now() + DAY))
    assert Sale.select().count() == 0
    assert prices_of(edition) == (999, 999)


def test_a_sale_cannot_end_twice(an_edition):
    sale = put_on_sale(an_edition(price_minor=999), 700, now() - HOUR, now() + HOUR)
    end_sale(sale)
    with pytest.raises(SaleIsOver):
        end_sale(sale)


@pytest.mark.parametrize("price", [999, 1000])
def test_a_sale_is_below_the_list_price(an_edition, price):
    with pytest.raises(NotReduced):
        put_on_sale(an_edition(price_minor=999), price, now(), now() + DAY)


def test_an_edition_without_a_price_has_no_sale(an_edition):
    with pytest.raises(NotReduced):
        put_on_sale(an_edition(price_minor=None), 100, now(), now() + DAY)


@pytest.mark.parametrize(("starts", "ends"), [(DAY, HOUR), (-DAY, -HOUR)])
def test_a_sale_ends_after_it_began_and_after_now(an_edition, starts, ends):
    with pytest.raises(SaleIsOver):
        put_on_sale(an_edition(), 500, now() + starts, now() + ends)


def test_an_edition_has_one_sale_at_a_time(an_edition):
    edition = an_edition(price_minor=999)
    put_on_sale(edition, 700, now(), now() + DAY)
    with pytest.raises(SalesOverlap):
        put_on_sale(edition, 600, now() + HOUR, now() + 2 * DAY)
    put_on_sale(an_edition(), 600, now() + HOUR, now() + 2 * DAY)
    assert prices_of(edition) == (700, 999)


def test_the_lowest_price_of_the_30_days_before_a_reduction(an_edition):
    edition = an_edition(price_minor=999)
    put_on_sale(edition, 700, now() - HOUR, now() + HOUR)
    history(edition, (90, 500), (40, 950), (20, 850), (10, 999), (2, 700))
    assert lowest_in_30_days_before_reduction([edition.id]) == {edition.id: 850}


def test_the_price_that_held_when_the_30_days_began_counts(an_edition):
    edition = an_edition(price_minor=999)
    put_on_sale(edition, 700, now() - HOUR, now() + HOUR)
    history(edition, (90, 800), (20, 999), (2, 700))
    assert lowest_in_30_days_before_reduction([edition.id]) == {edition.id: 800}


def test_prices_before_and_after_the_30_days_do_not_count(an_edition):
    edition = an_edition(price_minor=999)
    put_on_sale(edition, 700, now() - HOUR, now() + HOUR)
    history(edition, (90, 500), (33, 999), (2, 700))
    assert lowest_in_30_days_before_reduction([edition.id]) == {edition.id: 999}


def test_what_is_not_reduced_has_no_price_before(an_edition):
    edition = an_edition(price_minor=999)
    set_list_prices({edition.id: 500})
    assert lowest_in_30_days_before_reduction([edition.id]) == {}


def test_the_latest_price_is_the_one_written_last_whoever_began_first(app, an_edition):
    edition = an_edition(price_minor=999)

    def change_meanwhile():
        with app.app_context(), db.connection_context():
            set_list_prices({edition.id: 800})

    with db.atomic():
        assert PriceChange.select().count() == 1  # The transaction has begun.
        thread = threading.Thread(target=change_meanwhile)
        thread.start()
        thread.join()
        set_list_prices({edition.id: 700})
    costs = [row.price_minor for row in PriceChange.select().order_by(PriceChange.changed_at)]
    assert costs == [999, 800, 700]


def test_many_prices_are_set_in_few_statements(an_edition, queries):
    editions = [an_edition() for _ in range(30)]
    assert queries(lambda: set_list_prices({e.id: 1234 for e in editions})) < 15
    assert {prices_of(edition) for edition in editions} == {(1234, 1234)}
    lowest = db.execute_sql("select distinct lowest_price_minor from catalog.works").fetchall()
    assert lowest == [(1234,)]
