"""Copies have come in that orders wait for; the rows say which."""

from app.orders.fulfilment import promises


def allocate(edition_id):
    promises.allocate(edition_id)
