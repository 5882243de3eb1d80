import pytest

from app.catalog.inventory import move
from app.catalog.models import Contributor, Work, WorkContributor
from app.catalog.works import cards, in_words
from app.db import now
from app.money import Money


@pytest.fixture
def page(app):
    with app.test_request_context():
        yield


def test_a_card_says_who_wrote_a_work_and_what_it_costs(page, a_work, an_edition):
    work = a_work("Good Omens", authors=("Terry Pratchett", "Neil Gaiman"))
    an_edition(work=work, price_minor=1899, format="hardback")
    an_edition(work=work, price_minor=999)
    card = cards(Work.select())[0]
    assert card.byline == "Terry Pratchett and Neil Gaiman"
    assert card.price_from == Money(999, "GBP")
    assert card.in_stock


def test_the_price_on_a_card_is_of_an_edition_one_can_buy_now(page, a_work, an_edition):
    work = a_work()
    an_edition(work=work, price_minor=799, on_hand=0)
    an_edition(work=work, price_minor=1899)
    assert cards(Work.select())[0].price_from == Money(1899, "GBP")


def test_a_work_out_of_stock_still_has_a_price(page, an_edition):
    an_edition(price_minor=799, on_hand=0)
    card = cards(Work.select())[0]
    assert (card.price_from, card.in_stock) == (Money(799, "GBP"), False)


def test_copies_held_for_orders_are_not_in_stock(page, an_edition):
    edition = an_edition(on_hand=1)
    move(edition.id, reserved=1, reason="held")
    assert not cards(Work.select())[0].in_stock


def test_a_work_without_an_edition_on_sale_has_no_price(page, an_edition):
    an_edition(withdrawn_at=now())
    assert cards(Work.select())[0].price_from is None


def test_a_translator_is_no_author_but_an_editor_stands_in_for_one(page, a_work):
    work, anthology = a_work("Kokoro", authors=("Natsume Sōseki",)), a_work("Ghosts", authors=())
    other = Contributor.create(name="Edwin", slug="edwin", sort_name="Edwin")
    WorkContributor.create(work=work, contributor=other, role="B06", position=1)
    WorkContributor.create(work=anthology, contributor=other, role="B01")
    assert [card.byline for card in cards(Work.select().order_by(Work.id))] == [
        "Natsume Sōseki",
        "Edwin",
    ]


def test_more_cards_take_no_more_queries(page, an_edition, queries):
    an_edition()
    one = queries(lambda: cards(Work.select()))
    for _ in range(5):
        an_edition()
    assert queries(lambda: cards(Work.select())) == one


@pytest.mark.parametrize(
    ("names", "words"),
    [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
)
def test_names_in_words(names, words):
    assert in_words(names) == words
