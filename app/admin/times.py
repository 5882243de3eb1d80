"""Times as staff read them: how long ago, and exactly when by the shop's clock."""

from babel.dates import format_datetime, format_timedelta

from app.db import now
from app.money import LOCALE
from app.times import shop_zone


def ago(moment):
    """ "3 hours ago", or "in 20 minutes" for what is still to come."""
    return format_timedelta(moment - now(), add_direction=True, locale=LOCALE)


def exact(moment):
    return format_datetime(moment, "d MMM y, HH:mm", tzinfo=shop_zone(), locale=LOCALE)
