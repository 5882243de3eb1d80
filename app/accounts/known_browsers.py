"""Browsers that somebody has signed in with before: guessers elsewhere do not lock her out of them.

Each has a number of its own in its cookie, which is signed, and a mark for each of the accounts
that were opened there. A guesser who has none is counted by account and address. A mark is of the
account, not of its address, which may have been a stranger's account before, and of its password:
with a new one it is void, and so are the marks of whoever had the old one.
"""

import secrets

from flask import session

from app.accounts.sessions import digest

KEY = "known"  # in the cookie
MOST = 5  # accounts a browser


def know(customer):
    """From now on this browser is known to the account."""
    kept = session.get(KEY) or {"browser": secrets.token_urlsafe(16), "accounts": []}
    mark = mark_of(kept["browser"], customer)
    others = [other for other in kept["accounts"] if other != mark]
    session[KEY] = {**kept, "accounts": [mark, *others][:MOST]}


def known_as(customer):
    """What to count this browser's tries at the account by; None when it is not known to it."""
    kept = session.get(KEY)
    mark = mark_of(kept["browser"], customer) if kept and customer else None
    return mark if mark and mark in kept["accounts"] else None


def mark_of(browser, customer):
    return digest(f"{browser} {customer.id} {customer.password_hash or ''}")[:24]
