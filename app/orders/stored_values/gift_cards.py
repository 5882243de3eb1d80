"""Gift cards: issued once they are paid, mailed on their day, taken back as far as unspent."""

from peewee import fn

from app.db import db, now
from app.mail import Email, send_once
from app.orders.models import GiftCardBought, StoredValue, StoredValueMovement
from app.orders.stored_values.gift_card_codes import end_of, hash_of, may_be_code, new_code
from app.queueing import nudge_after_commit
from app.times import shop_today


def find_card(code):
    """The gift card with this code, however it was typed, or None."""
    if not may_be_code(code):
        return None
    return StoredValue.get_or_none(StoredValue.code_hash == hash_of(code))


def new_card(currency, *, name, email):
    """A gift card with nothing on it yet, whose code waits to be mailed to this address."""
    code = new_code()
    return StoredValue.create(
        kind="gift_card",
        code_hash=hash_of(code),
        code_end=end_of(code),
        code_to_mail=code,
        currency=currency,
        recipient_name=name,
        recipient_email=email,
    )


def issue(order):
    """Make the gift cards of an order that has just been paid, in its transaction."""
    unmade = order.gift_cards_bought.where(GiftCardBought.stored_value.is_null())
    for bought in unmade.order_by(GiftCardBought.id):
        card = new_card(bought.currency, name=bought.recipient_name, email=bought.recipient_email)
        StoredValueMovement.create(
            stored_value=card, amount_minor=bought.amount_minor, reason="issued", order=order
        )
        bought.stored_value = card
        bought.save()
        if is_due(bought):
            mail(bought)


def is_due(bought):
    return bought.send_on is None or bought.send_on <= shop_today()


def mail(bought):
    send_once("gift_card", bought.id, bought.recipient_email)


def mail_due(limit=200):
    """Put the emails on their way whose day has come; the code is there until one has gone out."""
    due = (GiftCardBought.send_on.is_null()) | (GiftCardBought.send_on <= shop_today())
    written = Email.select().where(Email.kind == "gift_card", Email.about == GiftCardBought.id)
    waiting = (
        GiftCardBought.select()
        .join(StoredValue)
        .where(
            due,
            StoredValue.code_to_mail.is_null(False),
            StoredValue.blocked_at.is_null(),
            ~fn.EXISTS(written),
        )
        .order_by(GiftCardBought.id)
        .limit(limit)
    )
    for bought in waiting:
        mail(bought)


def forget_code(card_id):
    """Its code has been mailed: from now on only its hash is kept."""
    StoredValue.update(code_to_mail=None).where(StoredValue.id == card_id).execute()


def cancel_gift_card(bought):
    """Take back a gift card that was bought, whole as it was sold; False when it has been used.

    For refunds, in their transaction, with the order locked: the money may go back to the buyer,
    and nobody can spend it any more.
    """
    with db.atomic():
        card = locked(bought.stored_value_id)
        if card.balance_minor < bought.amount_minor:
            return False
        StoredValueMovement.create(
            stored_value=card,
            amount_minor=-bought.amount_minor,
            reason="cancelled",
            order=bought.order_id,
        )
        forget_code(card.id)  # an email that has not gone out yet would bring nothing
    return True


def locked(card_id):
    return StoredValue.select().where(StoredValue.id == card_id).for_update().get()


def block(card_id, dispute_id=None):
    StoredValue.update(blocked_at=now(), blocked_for_id=dispute_id).where(
        StoredValue.id == card_id, StoredValue.blocked_at.is_null()
    ).execute()


def unblock(card_id):
    StoredValue.update(blocked_at=None, blocked_for_id=None).where(
        StoredValue.id == card_id
    ).execute()
    mail_again(card_id)


def mail_again(card_id, recipient=None):
    """Have the email of a card tried anew, to another address if one is given, unless it went out.

    Returns whether there is one to try.
    """
    bought = GiftCardBought.select(GiftCardBought.id).where(GiftCardBought.stored_value == card_id)
    of_card = ((Email.kind == "gift_card") & Email.about.in_(bought)) | (
        (Email.kind == "store_credit") & (Email.about == card_id)
    )
    changes = {"given_up_at": None} | ({"recipient": recipient} if recipient else {})
    tried = Email.update(**changes).where(of_card, Email.sent_at.is_null()).returning(Email.id)
    ids = [id for (id,) in tried.tuples().execute()]
    for id in ids:
        nudge_after_commit("jobs.emails.send", id)
    return bool(ids)


def gift_cards_of(order):
    """Those bought with an order, each with `.sent_at`, when it was mailed if it has been."""
    bought = list(order.gift_cards_bought.order_by(GiftCardBought.id))
    about = Email.about.in_([card.id for card in bought])
    sent = Email.select(Email.about, Email.sent_at).where(Email.kind == "gift_card", about)
    times = dict(sent.tuples()) if bought else {}
    for card in bought:
        card.sent_at = times.get(card.id)
    return bought
