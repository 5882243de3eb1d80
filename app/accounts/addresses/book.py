"""A customer's address book; every question about an address names its customer."""

from contextlib import contextmanager

from peewee import IntegrityError

from app.accounts.models import Address, Customer
from app.db import db

MOST = 20  # addresses of one customer


class Refused(Exception):
    """The address is not kept; the sentence says why."""


class BookFull(Refused):
    def __str__(self):
        return f"Your address book holds {MOST} addresses. Remove one that you no longer need."


class Erased(Refused):
    def __str__(self):
        return "This account has been erased."


class AlreadyKnown(Refused):
    def __str__(self):
        return "This address is in your address book already."


def addresses_of(customer_id):
    """All of them: the one for deliveries first, then the newest; a guest has none."""
    if customer_id is None:
        return []
    mine = Address.select().where(Address.customer == customer_id)
    return list(mine.order_by(Address.is_default.desc(), Address.id.desc()))


def address_of(customer_id, address_id):
    """The address if it is this customer's, else None."""
    return Address.get_or_none(_hers(customer_id, address_id))


def add_address(customer_id, typed, label=""):
    """Keep an address; the first one is where parcels go. Raises Refused and changes nothing."""
    with _each_once():
        book = _locked_book(customer_id)
        if book is None:
            raise Erased
        count = book.count()
        if count >= MOST:
            raise BookFull
        facts = {**typed, "label": label, "is_default": count == 0}
        return Address.create(customer=customer_id, **facts)


def change_address(customer_id, address_id, typed, label):
    """Whether the address is hers and is changed; Refused when she has another like it."""
    with _each_once():
        change = Address.update(label=label, **typed).where(_hers(customer_id, address_id))
        return change.execute() == 1


def remove_address(customer_id, address_id):
    """Whether it was hers and is gone."""
    return Address.delete().where(_hers(customer_id, address_id)).execute() == 1


def make_default(customer_id, address_id):
    """Send parcels to this address unless she says otherwise; whether it is hers."""
    with db.atomic():
        book = _locked_book(customer_id)
        if book is None or not book.where(Address.id == address_id).exists():
            return False
        Address.update(is_default=False).where(Address.customer == customer_id).execute()
        Address.update(is_default=True).where(_hers(customer_id, address_id)).execute()
    return True


def _hers(customer_id, address_id):
    return (Address.id == address_id) & (Address.customer == customer_id)


def _locked_book(customer_id):
    """Her addresses, while nobody else adds one or chooses the one for deliveries; None once she
    is erased.
    """
    if not Customer.locked(customer_id):
        return None
    return Address.select().where(Address.customer == customer_id)


@contextmanager
def _each_once():
    try:
        with db.atomic():
            yield
    except IntegrityError as error:
        if "each_address_once" in str(error):
            raise AlreadyKnown from error
        raise
