"""One-time links: what a link holds is stored as a hash only, works once and for a while."""

import secrets
from datetime import timedelta

from app.accounts.models import Customer, Token
from app.accounts.sessions import digest
from app.db import now

LIFETIMES = {
    "verify": timedelta(days=3),
    "reset": timedelta(hours=1),
    "change_email": timedelta(hours=24),
    "restore_email": timedelta(days=7),
    "notice": timedelta(0),
}


def issue(purpose, customer, email=None):
    """A token that no link holds yet; the letter that carries the link makes its secret.

    Without a customer it is never good for anything, but makes the same work.
    """
    return Token.create(
        customer=customer,
        purpose=purpose,
        email=email,
        token_hash=digest(secrets.token_urlsafe(32)),
        expires_at=now() + LIFETIMES[purpose],
    )


def fresh_secret(token):
    """Give the token a new secret, valid from now, and return it; an earlier one is void."""
    secret = secrets.token_urlsafe(32)
    token.token_hash = digest(secret)
    token.expires_at = now() + LIFETIMES[token.purpose]
    token.save()
    return secret


def holder(purpose, secret):
    """The customer whose usable token this is, else None."""
    token = Token.select(Token, Customer).join(Customer).where(_usable(purpose, secret)).first()
    return token.customer if token else None


def use(purpose, secret):
    """The token, the first time; None ever after."""
    used = Token.update(used_at=now()).where(_usable(purpose, secret)).returning(Token).execute()
    return next(iter(used), None)


def void_all_of_address(customer):
    """Use up what hangs on the address of now: the account has another, or is another's."""
    for purpose in ("verify", "reset", "change_email"):
        void_all(purpose, customer)


def void_ways_in(customer):
    """Use up the links by which an account can be had: whoever sets a password may fear a thief."""
    for purpose in ("reset", "change_email"):
        void_all(purpose, customer)


def void_all(purpose, customer, after=0):
    """Use up all of her unused links of this purpose, or those that are newer than one."""
    Token.update(used_at=now()).where(
        Token.customer == customer,
        Token.purpose == purpose,
        Token.used_at.is_null(),
        Token.id > after,
    ).execute()


def _usable(purpose, secret):
    return (
        (Token.token_hash == digest(secret))
        & (Token.purpose == purpose)
        & Token.customer.is_null(False)
        & Token.used_at.is_null()
        & (Token.expires_at > now())
    )
