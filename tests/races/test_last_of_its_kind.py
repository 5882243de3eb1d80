"""Many want what there is only so much of; over HTTP, at the same instant, of several processes.

The attacks are those of Warszawski and Bailis, "ACIDRain" (SIGMOD 2017), which found them in shops
that trusted reads made before a transaction, or none.
"""

import pytest

from app.catalog.models import Inventory
from app.orders.models import Order, StoredValue, StoredValueMovement
from app.orders.stored_values.gift_card_codes import end_of, hash_of, new_code
from app.pricing.models import Promotion, Redemption

BUYERS = 12


def placed(answers):
    return [answer for answer in answers if answer.status_code == 303]


def refused(answers):
    return [answer for answer in answers if answer.status_code == 422]


def test_of_five_copies_twelve_buyers_get_five(a_buyer, an_edition, at_once, all_is_well):
    edition = an_edition("Kindred", on_hand=5)
    buyers = [a_buyer(edition) for _ in range(BUYERS)]
    forms = [buyer.form() for buyer in buyers]
    answers = at_once(
        *(lambda b=b, f=f: b.check_out(f) for b, f in zip(buyers, forms, strict=True))
    )
    assert (len(placed(answers)), len(refused(answers))) == (5, 7)
    assert all("No copies are left" in answer.text for answer in refused(answers))
    at_once(*(lambda b=b: b.act_at_stripe("pay") for b in buyers if b.order))
    at_once(*(lambda b=b: b.come_back() for b in buyers if b.order))
    all_is_well()
    assert Order.select().where(Order.status == "paid").count() == 5
    assert Inventory.get_by_id(edition.id).reserved == 5


def test_one_buyer_in_two_tabs_gets_one_order(a_buyer, an_edition, at_once, all_is_well):
    buyer = a_buyer(an_edition(on_hand=5))
    form = buyer.form()
    answers = at_once(*(lambda: buyer.check_out(form) for _ in range(6)))
    assert len({answer.headers.get("Location") for answer in placed(answers)}) == 1
    assert Order.select().count() == 1
    all_is_well()


def test_a_voucher_with_one_use_left_is_used_once(a_buyer, an_edition, at_once, all_is_well):
    Promotion.create(
        code="ONCE", name="Once", kind="percent", percent=50, currency="GBP", most_uses=1
    )
    edition = an_edition(on_hand=50, price_minor=1000)
    buyers = [a_buyer(edition) for _ in range(BUYERS)]
    for buyer in buyers:
        buyer.post("/cart/voucher", code="once")
    forms = [buyer.form() for buyer in buyers]
    answers = at_once(
        *(lambda b=b, f=f: b.check_out(f) for b, f in zip(buyers, forms, strict=True))
    )
    assert len(placed(answers)) == 1
    assert Redemption.select().count() == 1
    assert Order.get().discount_minor == 500
    all_is_well()


@pytest.fixture
def a_gift_card(app):
    def build(minor):
        code = new_code()
        card = StoredValue.create(
            kind="gift_card", code_hash=hash_of(code), code_end=end_of(code), currency="GBP"
        )
        StoredValueMovement.create(stored_value=card, amount_minor=minor, reason="issued")
        return card, code

    return build


def test_a_gift_card_is_never_spent_twice(
    a_buyer, an_edition, at_once, all_is_well, a_gift_card, unlimited
):
    card, code = a_gift_card(1500)
    edition = an_edition(on_hand=50, price_minor=1000)
    buyers = [a_buyer(edition) for _ in range(BUYERS)]
    for buyer in buyers:
        unlimited()
        buyer.post("/checkout", code=code, apply="1")
    forms = [buyer.form() for buyer in buyers]
    answers = at_once(
        *(lambda b=b, f=f: b.check_out(f) for b, f in zip(buyers, forms, strict=True))
    )
    # 12.95 of 15.00, then what is left is not what the others had agreed to.
    assert len(placed(answers)) == 1
    assert StoredValue.get_by_id(card.id).balance_minor == 1500 - 1295
    all_is_well()


def test_what_is_charged_is_what_was_in_the_cart(
    a_buyer, an_edition, at_once, all_is_well, unlimited
):
    dear, cheap = an_edition(on_hand=500, price_minor=5000), an_edition(on_hand=500, price_minor=1)
    for _ in range(20):
        unlimited()
        check_out_while_adding(a_buyer(cheap), cheap, dear, at_once)
    all_is_well()


def check_out_while_adding(buyer, cheap, dear, at_once):
    form = buyer.form()
    answer, _ = at_once(lambda: buyer.check_out(form), lambda: buyer.add(dear))
    if answer.status_code == 422:
        assert "Your cart has changed" in answer.text
    else:
        assert [line.edition_id for line in buyer.order.lines] == [cheap.id]
        assert buyer.payment.amount_minor == 1 + 295 == buyer.order.total_minor
