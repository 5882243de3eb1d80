"""Downloads that were bought: each copy so many times, every time written down."""

from datetime import timedelta
from typing import NamedTuple

from peewee import JOIN, fn

from app.catalog.models import Edition, EditionFile
from app.db import db, now
from app.orders.models import Download, OrderLine
from app.orders.refusals import NoDownload
from app.pricing.models import Terms

OPEN = ("paid", "packed", "part_shipped", "ready", "shipped", "delivered")
# A download that broke off goes on for as long, and does not count again.
GOES_ON = timedelta(hours=1)
NOT_PAID = "This is there to be downloaded once the order is paid."
NO_FILE = (
    "There is a problem with this file, and we are fixing it. Come back in a day, or write to us."
)
REFUNDED = "This was refunded, so it can no longer be downloaded."
ENDED = "This download has ended. Begin it again on the page of your order."
USED_UP = "You have used all the downloads for this copy. If you have lost the file, write to us."


class Bought(NamedTuple):
    """A line of an order that is a download, with its file (or None) and how often it may still
    be downloaded.
    """

    line: OrderLine
    file: EditionFile | None
    left: int

    @property
    def taken_back(self):
        """That it was, in a sentence; nothing while it can be had."""
        return "" if self.line.owed else REFUNDED


def downloads_of(order):
    """What a paid order has to be downloaded; nothing before it is paid, or once it is refunded."""
    if order.status not in OPEN:
        return []
    begun = Download.select(fn.count(Download.id)).where(Download.order_line == OrderLine.id)
    lines = list(
        OrderLine.select(OrderLine, Edition, EditionFile, begun.alias("begun"))
        .join(Edition)
        .join(EditionFile, JOIN.LEFT_OUTER)
        .where(OrderLine.order == order, OrderLine.is_download)
        .order_by(OrderLine.id)
    )
    each = Terms.get().download_times if lines else 0
    return [Bought(line, line.edition.file, times_left(line, each, line.begun)) for line in lines]


def times_left(line, each, begun):
    """How often a line may still be downloaded, of `each` times a copy."""
    return max(0, (line.quantity - line.cancelled) * each - begun)


def begin_download(order, line_id, customer_id=None):
    """Count a download of a line of this order and return it; raises NoDownload.

    However many ask at the same instant, there are no more than may be.
    """
    with db.atomic():
        # The line's own lock: who downloads waits for nobody who packs the order.
        query = OrderLine.select().where(
            OrderLine.id == line_id, OrderLine.order == order, OrderLine.is_download
        )
        line = query.for_update().first()
        if line is None or line.order.status not in OPEN:
            raise NoDownload(NOT_PAID)
        if not line.owed:
            raise NoDownload(REFUNDED)
        if line.edition.file_id is None:
            raise NoDownload(NO_FILE)
        if not times_left(line, Terms.get().download_times, line.downloads.count()):
            raise NoDownload(USED_UP)
        return Download.create(order_line=line, customer=customer_id)


def begun(order, download_id):
    """The line and the file of a download of this order that began a while ago at most; raises
    NoDownload, which says so of what was refunded since.
    """
    download = (
        Download.select(Download, OrderLine)
        .join(OrderLine)
        .where(Download.id == download_id, OrderLine.order == order)
        .first()
    )
    line = download and download.order_line
    if line and not line.owed:
        raise NoDownload(REFUNDED)
    recent = download and download.began_at > now() - GOES_ON
    if not recent or order.status not in OPEN:
        raise NoDownload(ENDED)
    return line, line.edition.file
