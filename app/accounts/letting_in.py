"""The one way into an account, whatever proved who she is: past her second factor, if any."""

import time
from dataclasses import dataclass

from flask import session, url_for
from flask_login import current_user

from app.accounts.audit import audit
from app.accounts.factors.having import has_second_factor
from app.accounts.models import Customer
from app.accounts.next_page import own_path
from app.accounts.sessions import digest
from app.accounts.signing_in import sign_in
from app.db import db
from app.hypermedia import see_other

SECONDS = 300  # between the first step and the second
MEANWHILE = "Your password or address was changed meanwhile. Please sign in with the new one."
KEY = "second"  # in the cookie, which is signed: who has taken the first step here


@dataclass(frozen=True)
class Waiting:
    """Somebody who has taken the first step and not yet the second."""

    customer: Customer
    how: str
    next_path: str | None
    remembered: bool


def let_in(customer, how, next_path=None, *, remembered=None):
    """Begin her session, or ask for her second factor first, and answer where to go (303).

    `how` is "password", "link", "passkey" or "provider". A passkey is both factors in one. Unless
    it is said, a browser that she is signed in with stays signed in for as long as it would have.
    """
    if remembered is None:
        remembered = stays_remembered(customer)
    if how != "passkey" and has_second_factor(customer.id):
        ask_for_second(customer, how, next_path, remembered)
        return see_other(url_for("accounts.second_step"))
    return begin(Waiting(customer, how, next_path, remembered), second_factor=how == "passkey")


def stays_remembered(customer):
    return current_user.id == customer.id and current_user.session.remembered


def ask_for_second(customer, how, next_path, remembered):
    session[KEY] = {
        "customer": customer.id,
        "opened": what_opens(customer),
        "how": how,
        "next": own_path(next_path),
        "remembered": remembered,
        "at": int(time.time()),
    }


def who_waits():
    """Who has taken the first step in this browser lately, else None."""
    kept = session.get(KEY)
    if not kept or kept["at"] < time.time() - SECONDS:
        return None
    customer = Customer.get_or_none(Customer.id == kept["customer"])
    if customer is None or what_opens(customer) != kept.get("opened"):
        return None
    return Waiting(customer, kept["how"], kept["next"], kept["remembered"])


def what_opens(customer):
    """Changes with the password and the address: a first step with the one before is void then."""
    return digest(f"{customer.email} {customer.password_hash or ''}")[:16]


def begin(waiting, *, second_factor):
    """Begin her session; staff's ends with the day, whatever they ticked.

    A password that was set meanwhile has ended all sessions, and so has an address that was taken
    back: none may come after that by what opened the account before.
    """
    with db.atomic():
        if not still_opens(waiting.customer):
            return see_other(url_for("accounts.login"), MEANWHILE, "problem")
        remembered = waiting.remembered and not waiting.customer.is_staff
        sign_in(waiting.customer, remembered=remembered, second_factor=second_factor)
        audit("signed in", waiting.customer.id, how=waiting.how, second_factor=second_factor)
    return see_other(own_path(waiting.next_path) or url_for("accounts.account"))


def still_opens(customer):
    """Whether password and address are as they were; who sets others waits for this transaction."""
    hers = Customer.select().where(Customer.id == customer.id).for_update("FOR SHARE").first()
    return hers is not None and what_opens(hers) == what_opens(customer)
