"""Stripe's lists beside our rows, one kind of thing after another, both ways."""

from app.orders.payments import gateway
from app.orders.payments.stripe_lists import pages, patiently
from app.orders.reconciliation.comparisons import (
    charges,
    disputes,
    refund_requests,
    refunds,
    sessions,
)

BY_THING = {each.THING: each for each in (sessions, charges, refunds, refund_requests, disputes)}


def differences(period, tell):
    """Each difference of the period; `tell` hears of each page: which list, and how much was on it.

    Raises gateway.Unreachable when Stripe stops answering: what follows was not compared then.
    """
    for each in BY_THING.values():
        seen = set()
        for page in pages(each.LIST, period) if each.LIST else ():
            seen.update(thing.id for thing in page)
            for thing in page:
                # A list is old by the time it is read, and so may our row be.
                yield from look(each, thing.id) if each.differences(thing) else ()
            tell(each.LIST, len(page))
        for id in each.ours(period):
            yield from look(each, id) if id not in seen else ()


def look(comparison, id):
    """How the thing differs at this moment, at Stripe and here."""
    try:
        thing = patiently(comparison.find, id)
    except gateway.Unknown:
        return comparison.missing(id)
    return comparison.differences(thing)


def look_again(difference):
    """The same difference as it is now, or None when it is gone."""
    for found in look(BY_THING[difference.thing], difference.about):
        if (found.kind, found.thing, found.about) == difference.key:
            return found
    return None
