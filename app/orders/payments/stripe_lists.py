"""Reading all of something at Stripe, a page after another and never faster than Stripe likes."""

import time
from dataclasses import dataclass
from datetime import datetime

import structlog

from app.orders.payments import gateway

PAGE = 100  # as many as Stripe gives
# Seconds between calls: less than a sandbox allows, and a fifth of what a live account may ask,
# so that the shop goes on selling meanwhile.
PAUSE = 0.05
BACK_OFF = (1, 2, 4, 8, 16, 32)  # seconds to wait when Stripe says that it is too much

log = structlog.get_logger()


@dataclass(frozen=True)
class Period:
    since: datetime
    until: datetime


def pages(name, period):
    """The pages of everything that was made in the period, the newest first."""
    # Stripe counts in whole seconds, and cuts what is left.
    made = {"gte": int(period.since.timestamp()), "lte": int(period.until.timestamp())}
    params = {"created": made, "limit": PAGE}
    while True:
        page = patiently(gateway.page_of, name, params)
        yield page.data
        if not page.has_more:
            return
        params = {**params, "starting_after": page.data[-1].id}


def patiently(ask, *about):
    """Ask Stripe, and again after growing pauses for as long as it has too much to do."""
    for pause in BACK_OFF:
        time.sleep(PAUSE)
        try:
            return ask(*about)
        except gateway.TooManyCalls:
            log.warning("Stripe asks for fewer calls", waiting=pause)
            time.sleep(pause)
    return ask(*about)
