"""Prices of feeds that begin or end to hold on a day, whether the feed comes that day or not."""

from flask import current_app

from app.catalog.imports import entries
from app.catalog.imports.feed_prices import follow
from app.catalog.imports.kinds import EDITIONS
from app.catalog.imports.turns import among_others
from app.db import db
from app.times import shop_today

BATCH = 500  # editions a transaction

DUE = "select id from catalog.editions where reprice_on <= %s order by reprice_on, id limit %s"


def follow_feeds():
    """Follow the feeds to the prices that hold today."""
    while among_others(follow_some):
        pass


def follow_some():
    """Whether there were any to look at."""
    today, shop = shop_today(), current_app.config["SETTINGS"]
    ids = [id for (id,) in db.execute_sql(DUE, (today, BATCH)).fetchall()]
    before = entries.read(EDITIONS, ids)
    after = {id: dict(state) for id, state in before.items()}
    for state in after.values():
        follow(state, shop, today)
    entries.change(EDITIONS, after, before)
    return bool(ids)
