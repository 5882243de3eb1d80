"""A sign-in elsewhere that waits to be connected, until she has signed in to her account here."""

import time

from flask import session

from app.accounts.providers.who import Who

SECONDS = 600
KEY = "link"  # in the cookie, which is signed; it outlasts her signing in


def keep(customer_id, who):
    session[KEY] = {"customer": customer_id, "who": vars(who), "at": int(time.time())}


def waiting(customer_id):
    """Who waits to be connected with this customer, else None."""
    kept = session.get(KEY)
    if not kept or kept["customer"] != customer_id or kept["at"] < time.time() - SECONDS:
        return None
    return Who(**kept["who"])


def drop():
    session.pop(KEY, None)
