"""Times as the shop's clock on the wall shows them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

from app.money import LOCALE

SHOP_ZONE = ZoneInfo("Europe/London")


def shop_time(moment: datetime):
    """Such as 14:05."""
    return format_time(moment, "HH:mm", tzinfo=SHOP_ZONE, locale=LOCALE)


def shop_date(moment: datetime):
    """Such as 3 March 2027."""
    return format_date(moment.astimezone(SHOP_ZONE), "long", locale=LOCALE)
