"""Staff give, adjust and block gift cards and credit: each change with its line in the trail."""

from peewee import IntegrityError

from app.accounts.models import Customer
from app.accounts.staff_actions import record
from app.db import db
from app.orders.models import GiftCardBought, StoredValueMovement
from app.orders.stored_values import gift_cards
from app.orders.stored_values.spending import account_of, credit


class NoSuchCustomer(Exception):
    """Credit is of customers; nobody has an account with this address."""


class BelowNothing(Exception):
    """More than there is cannot be taken off."""


def give(email, amount, note, *, staff_id, form_key, name="", as_credit=False):
    """Give somebody an amount for goodwill, once however often its form is sent: as credit of her
    account, or as a gift card that is mailed to her. Returns the StoredValue.
    """
    customer = Customer.at(email) if as_credit else None
    if as_credit and customer is None:
        raise NoSuchCustomer
    facts = {"staff": staff_id, "note": note, "form_key": form_key}
    try:
        with db.atomic():
            to = customer or account_of(email, amount.currency, name)
            value = credit(to, amount, "issued", **facts)
            trail(staff_id, "gave", value, note=note, amount_minor=amount.minor)
    except IntegrityError as error:
        return done_before(form_key, error)
    return value


def adjust(value, minor, note, *, staff_id, form_key):
    """Add to what is on it, or take off, once; raises BelowNothing."""
    facts = {"staff": staff_id, "note": note, "form_key": form_key}
    try:
        with db.atomic():
            StoredValueMovement.create(
                stored_value=value, amount_minor=minor, reason="adjustment", **facts
            )
            trail(staff_id, "adjusted", value, note=note, amount_minor=minor)
    except IntegrityError as error:
        if "balance_minor" in str(error):
            raise BelowNothing from error
        done_before(form_key, error)


def done_before(form_key, error):
    """What the first sending of this form did; any other error is raised again."""
    movement = StoredValueMovement.get_or_none(StoredValueMovement.form_key == form_key)
    if movement is None:
        raise error
    return movement.stored_value


def set_blocked(value, blocked, *, staff_id):
    """While it is blocked nobody can spend it, and its code is not mailed."""
    with db.atomic():
        current = gift_cards.locked(value.id)
        if bool(current.blocked_at) == blocked:
            return
        (gift_cards.block if blocked else gift_cards.unblock)(value.id)
        trail(staff_id, "blocked" if blocked else "unblocked", value)


def readdress(value, email, *, staff_id):
    """Have a code that has not gone out yet mailed to another address; False when it has."""
    with db.atomic():
        card = gift_cards.locked(value.id)
        if not card.code_to_mail:
            return False
        card.recipient_email = email
        card.save()
        bought = GiftCardBought.update(recipient_email=email)
        bought.where(GiftCardBought.stored_value == card).execute()
        gift_cards.mail_again(card.id, email)
        trail(staff_id, "readdressed", value)
    return True


def trail(staff_id, action, value, **facts):
    record(staff_id, action, f"stored value {value.id}", after=facts or None)
