"""The app that is being set up: one key in all tabs of a browser, and in no other browser."""

import time

from flask import session

from app.accounts.factors import authenticators
from app.accounts.sessions import digest

SECONDS = 3600
KEY = "app"  # in the cookie until the next sign-in: which key this browser was shown, and when


def secret_to_show(customer_id):
    """The key that this browser was shown already, or a new one; None when she has an app."""
    return secret_shown(customer_id) or new_secret(customer_id)


def secret_shown(customer_id):
    """The key that this browser was shown within the hour, while it waits for a code, else None.

    One that was shown elsewhere may be known to somebody else.
    """
    kept = session.get(KEY)
    if not kept or kept["at"] < time.time() - SECONDS:
        return None
    secret = authenticators.waiting_secret(customer_id)
    return secret if secret and mark(secret) == kept["mark"] else None


def new_secret(customer_id):
    secret = authenticators.new_secret(customer_id)
    if secret:
        session[KEY] = {"mark": mark(secret), "at": int(time.time())}
    return secret


def mark(secret):
    return digest(secret)[:16]
