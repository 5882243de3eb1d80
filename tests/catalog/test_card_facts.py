"""The cards that the database keeps say what is so now."""

import pytest

from app.catalog.inventory import move
from app.catalog.models import Contributor, Cover, Series, Subject, Work
from app.catalog.works import shelf_cards
from app.db import db
from app.money import Money


@pytest.fixture
def kindred(app, a_work, an_edition):
    """A work that has all that cards tell, in stock."""
    series = Series.create(name="Patterns", slug="patterns")
    work = a_work("Kindred", subjects=("Fiction",), series=series, series_position="1")
    an_edition(work=work, published_on="1979-06-01", on_hand=1)
    with app.test_request_context():
        yield work


def card(work):
    (found,) = shelf_cards([work.id])
    return found


CHANGES = {
    "title": (lambda: Work.update(title="Kin").execute(), lambda c: c.title == "Kin"),
    "slug": (lambda: Work.update(slug="kin").execute(), lambda c: c.url == "/books/kin-1"),
    "place in the series": (
        lambda: Work.update(series_position="2").execute(),
        lambda c: c.series_position == "2",
    ),
    "ratings": (
        lambda: Work.update(rating_sum=9, rating_count=2).execute(),
        lambda c: c.rating_average == 4.5,
    ),
    "author's name": (
        lambda: Contributor.update(name="Octavia Butler").execute(),
        lambda c: c.byline == "Octavia Butler",
    ),
    "author's address": (
        lambda: Contributor.update(slug="butler").execute(),
        lambda c: c.authors[0].slug == "butler",
    ),
    "series": (
        lambda: Series.update(slug="patternist").execute(),
        lambda c: c.series.slug == "patternist",
    ),
    "subject": (
        lambda: Subject.update(slug="novels").execute(),
        lambda c: c.subjects[0].slug == "novels",
    ),
    "cover": (
        lambda: Cover.create(work=1, media_type="image/webp", image=b"1", version="v2"),
        lambda c: c.cover.version == "v2",
    ),
    "stock": (
        lambda: move(1, on_hand=-1, reason="adjustment"),
        lambda c: not c.in_stock,
    ),
    "price": (
        lambda: db.execute_sql("update catalog.editions set price_minor = 500"),
        lambda c: c.price_from == Money(500, "GBP"),
    ),
}


@pytest.mark.parametrize(("change", "is_told"), CHANGES.values(), ids=CHANGES)
def test_a_card_follows_what_it_tells(kindred, change, is_told):
    before = card(kindred)
    change()
    assert is_told(card(kindred))
    assert vars(card(kindred)) != vars(before)


def test_a_card_that_is_not_kept_yet_is_made(kindred):
    kept = card(kindred)
    db.execute_sql("delete from catalog.cards")
    assert vars(card(kindred)) == vars(kept)


def test_cards_come_in_the_order_asked_for_and_only_of_works_there_are(kindred, a_work):
    other = a_work("Fledgling")
    assert [found.title for found in shelf_cards([other.id, 99, kindred.id])] == [
        "Fledgling",
        "Kindred",
    ]
