from datetime import timedelta

import pytest

from app.accounts.staff_actions import StaffAction
from app.catalog.models import Subject
from app.db import now
from app.pricing.models import Promotion
from app.pricing.promotion_editing import SubjectGone, save_promotion
from app.pricing.vouchers import redeem, release

FORM = {"by": "code", "code": "spring-10", "name": "Spring", "kind": "percent", "percent": "10"}
FORM |= {"amount": "", "of_copies": "", "minimum": "", "starts_at": "", "ends_at": "", "season": ""}
FORM |= {"most_uses": "", "most_per_customer": "", "on_reduced": "1"}


@pytest.fixture
def add(desk):
    def send(**typed):
        return desk.post("/admin/promotions", data=FORM | typed)

    return send


@pytest.fixture
def save(desk):
    def send(promotion, **typed):
        page = desk.get(f"/admin/promotions/{promotion.id}").text
        seen = page.split('name="seen" value="')[1].split('"')[0]
        data = FORM | {"seen": seen} | typed
        return desk.post(f"/admin/promotions/{promotion.id}", data=data)

    return send


def test_a_voucher_is_planned_with_all_that_it_may_say(add, desk):
    fantasy = Subject.create(slug="fantasy", name="Fantasy")
    answer = add(
        minimum="20",
        starts_at="2026-12-01T09:00",
        ends_at="2027-01-06T00:00",
        season="Christmas 2026",
        most_uses="100",
        most_per_customer="1",
        subjects="fantasy",
        formats=["hardback", "paperback"],
    )
    row = Promotion.get()
    assert answer.location == f"/admin/promotions/{row.id}"
    assert (row.code, row.percent, row.minimum_minor, row.most_uses) == ("SPRING-10", 10, 2000, 100)
    assert (row.subject_ids, row.formats) == ([fantasy.id], ["hardback", "paperback"])
    page = desk.get(answer.location).text
    assert 'value="2026-12-01T09:00"' in page
    assert "10% off from £20.00" in page
    assert StaffAction.get().subject == f"promotion {row.id}"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Say what shoppers read in the cart."),
        ({"code": ""}, "A voucher needs a code."),
        ({"code": "größe"}, "A code has 3 to 40 letters"),
        ({"code": "TAKEN"}, "Another voucher has this code"),
        ({"percent": ""}, "Say what percentage."),
        ({"percent": "101"}, "a whole number from 1 to 100"),
        ({"kind": "amount"}, "Say the amount."),
        ({"kind": "amount", "amount": "0"}, "That would take nothing off."),
        ({"kind": "cheapest_free"}, "Say of how many copies."),
        ({"kind": "nonsense"}, "Choose one of these."),
        ({"ends_at": "2020-01-01T00:00"}, "It ends after it begins."),
        ({"starts_at": "soon"}, "Write it such as"),
        ({"starts_at": "0001-01-01T00:00"}, "Write it such as"),
        ({"most_uses": "0"}, "a whole number from 1"),
    ],
)
def test_what_is_wrong_about_a_promotion_is_said_beside_it(add, typed, sentence):
    Promotion.create(code="TAKEN", name="Old", kind="percent", percent=5, currency="GBP")
    answer = add(**typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert Promotion.select().count() == 1


@pytest.mark.parametrize("name", ["subjects", "formats"])
def test_what_a_promotion_is_for_is_never_left_out_because_it_is_not_known(add, name):
    Subject.create(slug="fantasy", name="Fantasy")
    known = {"subjects": "fantasy", "formats": "hardback"}[name]
    answer = add(**{name: [known, "nope"]})
    assert answer.status_code == 422
    assert f'id="{name}-error"' in answer.text
    assert f'aria-describedby="{name}-error"' in answer.text
    assert Promotion.select().count() == 0


def test_a_subject_that_is_removed_while_a_promotion_is_saved_is_said(app, owner):
    gone = Subject.create(slug="fantasy", name="Fantasy")
    values = {"name": "Spring", "kind": "percent", "percent": 5, "subject_ids": [gone.id]}
    gone.delete_instance()
    with pytest.raises(SubjectGone):
        save_promotion(values, currency="GBP", staff_id=owner.id)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"kind": "amount", "amount": "5"}, (None, 500, None)),
        ({"kind": "cheapest_free", "of_copies": "3"}, (None, None, 3)),
        ({"kind": "free_delivery"}, (None, None, None)),
    ],
)
def test_only_the_figure_of_its_kind_is_kept(add, typed, kept):
    assert add(**typed).status_code == 303
    row = Promotion.get()
    assert (row.percent, row.amount_minor, row.of_copies) == kept


def test_an_offer_has_neither_code_nor_limits(add):
    assert add(by="itself", most_uses="5").status_code == 303
    row = Promotion.get()
    assert (row.code, row.most_uses) == (None, None)


def test_an_offer_does_not_become_a_voucher(add, save):
    add(by="itself")
    assert save(Promotion.get(), name="Autumn").status_code == 303
    assert (Promotion.get().name, Promotion.get().code) == ("Autumn", None)


def test_who_edits_last_does_not_undo_who_edited_first(add, save):
    add()
    row = Promotion.get()
    answer = save(row, name="Autumn", seen="another")
    assert answer.status_code == 409
    assert "Somebody else saved this" in answer.text
    assert Promotion.get().name == "Spring"


def test_a_limit_below_what_was_used_is_refused(add, save, an_order):
    add()
    for order in (an_order(), an_order()):
        redeem([(Promotion.get().id, 100)], order.id, order.email)
    answer = save(Promotion.get(), most_uses="1")
    assert answer.status_code == 422
    assert "It has been used 2 times already." in answer.text
    assert save(Promotion.get(), most_uses="2").status_code == 303
    assert Promotion.get().uses == 2


def test_what_changed_of_a_promotion_is_told_in_words_and_by_the_shops_clock(add, save, desk):
    add(starts_at="2026-12-01T09:00")
    save(Promotion.get(), kind="free_delivery", ends_at="2027-06-06T08:00", formats=["hardback"])
    changes = desk.get(f"/admin/promotions/{Promotion.get().id}").text.split("changes-title")[-1]
    for said in (
        "<ins>A percentage off the books</ins>",
        "<del>A percentage off the books</del> <ins>Free delivery</ins>",
        "<ins>6 Jun 2027, 08:00</ins>",
        "<ins>1 Dec 2026, 09:00</ins>",
        "<ins>Hardback</ins>",
    ):
        assert said in changes


def test_promotions_stand_by_season_among_those_that_run_are_planned_or_ended(desk):
    facts = {"kind": "percent", "percent": 5, "currency": "GBP"}
    day = timedelta(days=1)
    Promotion.create(name="Three for two", season="Summer", **facts)
    Promotion.create(name="Advent", starts_at=now() + day, **facts)
    Promotion.create(name="Easter", starts_at=now() - 2 * day, ends_at=now() - day, **facts)
    Promotion.create(name="Mistake", withdrawn_at=now(), **facts)
    running = desk.get("/admin/promotions").text
    assert "Three for two" in running
    assert "<caption>Summer</caption>" in running
    assert "Advent" not in running
    assert "Advent" in desk.get("/admin/promotions?state=planned").text
    ended = desk.get("/admin/promotions?state=ended").text
    assert ("Easter" in ended, "Mistake" in ended, "Advent" in ended) == (True, True, False)


def test_a_promotion_is_withdrawn_and_says_who_used_it(add, desk, an_order):
    add()
    row, order = Promotion.get(), an_order()
    redeem([(row.id, 100)], order.id, order.email)
    desk.post(f"/admin/promotions/{row.id}/withdrawal")
    page = desk.get(f"/admin/promotions/{row.id}").text
    assert "Withdrawn: 10% off" in page
    assert order.number in page
    assert "withdrew" in page


@pytest.mark.parametrize(
    ("status", "said"),
    [("refunded", "nothing of the order was sent"), ("expired", "the order ended unpaid")],
)
def test_a_use_that_does_not_count_says_how_its_order_ended(add, desk, an_order, status, said):
    add()
    row, order = Promotion.get(), an_order(status)
    redeem([(row.id, 100)], order.id, order.email)
    release(order.id)
    assert f"not counted: {said}" in desk.get(f"/admin/promotions/{row.id}").text


def test_why_a_price_is_what_it_is_stands_beside_its_order(desk, an_order):
    order = an_order(pricing=[["Kindred: 1 × £9.99", 999], ["Total", 999]])
    page = desk.get(f"/admin/orders/{order.number}").text
    assert "Why this price" in page
    assert "Kindred: 1 × £9.99" in page


def test_the_form_names_the_place_of_the_shops_clock(desk, settings_changed):
    settings_changed(timezone="America/New_York")
    assert "in New York it is now" in desk.get("/admin/promotions/new").text
