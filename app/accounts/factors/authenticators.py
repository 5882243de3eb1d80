"""Codes of an authenticator app (RFC 6238): each is good for its half minute, and once."""

import time
from hmac import compare_digest

import pyotp
from cryptography.fernet import InvalidToken

from app.accounts.factors.models import Authenticator
from app.accounts.factors.sealing import seal, sealed_anew, unseal
from app.db import now

STEP = 30  # seconds
# A code of the step before or after counts, too: clocks differ, and typing takes a while.
DRIFT = (-1, 0, 1)


def new_secret(customer_id):
    """The secret of an app to set up, in place of any that was left so; None when she has one."""
    sealed = seal(pyotp.random_base32())
    made = (
        Authenticator.insert(customer=customer_id, sealed_secret=sealed)
        .on_conflict(
            conflict_target=[Authenticator.customer],
            update={Authenticator.sealed_secret: sealed},
            where=Authenticator.confirmed_at.is_null(),
        )
        .returning(Authenticator)
        .execute()
    )
    return next((unseal(row.sealed_secret) for row in made), None)


def waiting_secret(customer_id):
    """The secret of the app that she is setting up, else None."""
    row = waiting(customer_id)
    return unseal(row.sealed_secret) if row else None


def confirm(customer_id, code):
    """Let the app count from now on; False when the code is not of it."""
    return spend(waiting(customer_id), code, confirmed_at=now())


def use_code(customer_id, code):
    """Whether this is a code of her app now; the first time, and never again."""
    row = Authenticator.get_or_none(
        Authenticator.customer == customer_id, Authenticator.confirmed_at.is_null(False)
    )
    return spend(row, code)


def waiting(customer_id):
    return Authenticator.get_or_none(
        Authenticator.customer == customer_id, Authenticator.confirmed_at.is_null()
    )


def spend(row, code, **changes):
    step = step_of(row, code) if row else None
    if step is None:
        return False
    # Of two who send it at once, the second finds the step taken.
    unspent = (
        (Authenticator.id == row.id)
        & (Authenticator.sealed_secret == row.sealed_secret)
        & (Authenticator.last_step < step)
    )
    return bool(Authenticator.update(last_step=step, **changes).where(unspent).execute())


def step_of(row, code):
    """The half minute whose code this is, among those that are good now."""
    try:
        app = pyotp.TOTP(unseal(row.sealed_secret))
    except InvalidToken:  # of a SECRET_KEY that nobody has any more
        return None
    current = int(time.time()) // STEP
    steps = [current + drift for drift in DRIFT]
    typed = code.encode()
    matching = [step for step in steps if compare_digest(app.generate_otp(step).encode(), typed)]
    return max(matching, default=None)


def confirmed_at(customer_id):
    row = Authenticator.get_or_none(Authenticator.customer == customer_id)
    return row and row.confirmed_at


def remove(customer_id):
    """Whether there was one that counted."""
    hers = Authenticator.delete().where(Authenticator.customer == customer_id)
    return any(row.confirmed_at for row in hers.returning(Authenticator).execute())


def seal_anew():
    """Once SECRET_KEY is a new one: seal with it what the one before has sealed."""
    for row in Authenticator.select():
        if sealed := sealed_anew(row.sealed_secret):
            as_read = (Authenticator.id == row.id) & (
                Authenticator.sealed_secret == row.sealed_secret
            )
            Authenticator.update(sealed_secret=sealed).where(as_read).execute()
