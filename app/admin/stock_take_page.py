"""The page of a stock-take: the scanner's form, the latest counts, and what differs."""

from flask import request
from peewee import JOIN

from app.admin.listing import asked_page, page_of
from app.catalog.models import CONDITIONS, Edition, Inventory, StockTakeCount, Work
from app.hypermedia import render_page

LATEST = 10
DIFFERS = StockTakeCount.counted != StockTakeCount.on_hand_then


def show(take, *, last=None, short=None, errors=None, refusal=None, status=200):
    """`last` is what was counted just now; `short` are editions with more reserved than found.

    Each scan asks for it, so it does not look at what is not counted, which may be the whole shop.
    """
    counts = counts_of(take)
    return render_page(
        "admin/stock_take.html",
        fragment="admin/_stock_take.html",
        status=status,
        take=take,
        open=not (take.finished_at or take.cancelled_at),
        last=last,
        short=list(short_of(take, short or {})),
        errors=errors or {},
        refusal=refusal,
        typed=request.form if errors else {},
        condition=request.form.get("condition", "new"),
        conditions=CONDITIONS.items(),
        counted=StockTakeCount.select().where(StockTakeCount.stock_take == take).count(),
        latest=list(counts.order_by(StockTakeCount.counted_at.desc()).limit(LATEST)),
        listing=page_of(counts.where(DIFFERS).order_by(Work.title, Edition.id), asked_page()),
    )


def show_uncounted(take):
    return render_page(
        "admin/uncounted.html",
        fragment="admin/_uncounted.html",
        take=take,
        listing=page_of(not_counted(take).order_by(Work.title, Edition.id), asked_page()),
    )


def counts_of(take):
    return (
        StockTakeCount.select(StockTakeCount, Edition, Work)
        .join(Edition)
        .join(Work)
        .where(StockTakeCount.stock_take == take)
    )


def short_of(take, reserved):
    """The counts that leave fewer copies than are reserved, each with .reserved."""
    for count in counts_of(take).where(StockTakeCount.edition.in_(list(reserved))):
        count.reserved = reserved[count.edition_id]
        yield count


def not_counted(take):
    """A query for the editions with copies on hand that nobody has counted."""
    return (
        Edition.select(Edition, Work, Inventory)
        .join(Work)
        .switch(Edition)
        .join(Inventory, attr="stock")
        .switch(Edition)
        .join(
            StockTakeCount,
            JOIN.LEFT_OUTER,
            on=(StockTakeCount.edition == Edition.id) & (StockTakeCount.stock_take == take),
        )
        .where(Inventory.on_hand > 0, StockTakeCount.edition.is_null())
    )
