from datetime import timedelta

import pytest

from app.mail import Email
from app.money import Money
from app.orders.checkout.placing import place_order
from app.orders.letters import gift_card
from app.orders.models import GiftCardBought, Order, StoredValue
from app.orders.stored_values.gift_cards import block, cancel_gift_card, issue, unblock
from app.orders.stored_values.spending import credit
from app.times import shop_today
from jobs import emails, sweeps
from jobs.emails import NotTaken
from tests.orders.gift_cards import want_card


@pytest.fixture
def bought(a_cart, details):
    """A gift card that has been bought, with its email on its way unless its day is to come."""

    def build(**facts):
        cart = want_card(a_cart(), **facts)
        order = place_order(cart, details(cart))
        issue(Order.get_by_id(order.id))
        return GiftCardBought.get()

    return build


def send_all():
    for id in emails.waiting():
        emails.send(id)


def texts(postbox):
    return [letter.content.decode() for letter in postbox.letters]


def test_the_recipient_is_sent_the_code_once_and_then_it_is_forgotten(bought, postbox):
    card = bought().stored_value
    for _ in range(2):
        send_all()
        sweeps.mail_gift_cards()
    (letter,) = texts(postbox)
    assert postbox.letters[0].rcpt_tos == ["bea@example.org"]
    assert card.code_to_mail in letter
    assert "Read well." in letter
    assert StoredValue.get().code_to_mail is None


def test_the_code_is_kept_while_the_mail_server_says_later(bought, postbox):
    bought()
    postbox.answer = "451 later"
    with pytest.raises(NotTaken):
        send_all()
    assert StoredValue.get().code_to_mail


def test_one_for_a_day_to_come_waits_for_it(bought, postbox):
    bought(send_on=shop_today() + timedelta(days=1))
    sweeps.mail_gift_cards()
    send_all()
    assert postbox.letters == []
    GiftCardBought.update(send_on=shop_today()).execute()
    sweeps.mail_gift_cards()
    send_all()
    assert len(postbox.letters) == 1


def test_one_taken_back_before_it_went_out_is_not_sent(bought, postbox):
    cancel_gift_card(bought())
    send_all()
    assert postbox.letters == []
    assert Email.get().given_up_at


def test_one_that_was_blocked_is_sent_once_it_is_not(bought, postbox):
    card = bought().stored_value
    block(card.id)
    send_all()
    assert postbox.letters == []
    unblock(card.id)
    send_all()
    assert len(postbox.letters) == 1


def test_a_guests_credit_is_mailed_as_a_gift_card(postbox, app):
    card = credit("guest@example.org", Money(500, "GBP"), "issued")
    send_all()
    (letter,) = texts(postbox)
    assert card.code_to_mail in letter
    assert StoredValue.get().code_to_mail is None


def test_without_a_message_its_letter_is_not_torn_apart(bought):
    letter = gift_card(bought(message="").id)
    assert "\n\n\n" not in letter.text
    assert letter.subject == "A gift card from Ada · Octavo"
