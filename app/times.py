"""Times as the shop's clock on the wall shows them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from flask import current_app

from app.money import LOCALE


def shop_zone():
    return ZoneInfo(current_app.config["SETTINGS"].timezone)


def shop_today():
    """The day that it is in the shop."""
    return datetime.now(shop_zone()).date()


def shop_time(moment):
    """Such as 14:05."""
    return format_time(moment, "HH:mm", tzinfo=shop_zone(), locale=LOCALE)


def shop_date(day):
    """Such as 3 March 2027; of a moment, the day that it is in the shop."""
    if isinstance(day, datetime):
        day = day.astimezone(shop_zone())
    return format_date(day, "long", locale=LOCALE)


def zone_town(timezone):
    """The town that a time zone is named after, such as New York of America/New_York."""
    return timezone.split("/")[-1].replace("_", " ")
