"""What to order: editions with few copies left, the most wanted first; also as a file."""

from flask import abort, make_response, request, url_for
from flask_login import current_user

from app.accounts.permissions import needs
from app.admin.blueprint import blueprint
from app.admin.listing import asked_page, page_of
from app.admin.typed import Typed
from app.catalog.exports.csv_lines import line
from app.catalog.low_stock import LOW_AT, most_wanted_first, running_low, set_low_at
from app.catalog.models import Edition
from app.catalog.works import bylines_of
from app.hypermedia import private, render_page, see_other, wants_fragment

MOST_IN_FILE = 20_000
COLUMNS = (
    "ISBN",
    "Title",
    "Authors",
    "Format",
    "Publisher",
    "On hand",
    "Reserved",
    "To sell",
    "Low at",
)


@blueprint.get("/low-stock")
@private
@needs("stock.see")
def low_stock():
    return show_list()


@blueprint.get("/low-stock.csv")
@private
@needs("stock.see")
def low_stock_file():
    editions = list(most_wanted_first(running_low()).limit(MOST_IN_FILE))
    lines = map(line, [COLUMNS, *rows_of(editions)])
    headers = {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": 'attachment; filename="to-order.csv"',
    }
    return make_response("".join(lines), headers)


@blueprint.post("/low-stock/<int:edition_id>")
@private
@needs("stock.adjust")
def change_low_at(edition_id):
    """The copies at which an edition is low; empty for the shop's own number."""
    edition = Edition.get_or_none(Edition.id == edition_id) or abort(404)
    typed = Typed(request.form)
    low_at = typed.number("low_at", 0, 10_000)
    if typed.errors:
        return show_list(refused=edition_id, errors=typed.errors, status=422)
    set_low_at(edition, low_at, staff_id=current_user.id)
    if wants_fragment():
        return show_list()
    return see_other(url_for("admin.low_stock"), "Kept.")


def show_list(*, refused=None, errors=None, status=200):
    return render_page(
        "admin/low_stock.html",
        fragment="admin/_low_stock.html",
        status=status,
        low_at=LOW_AT,
        refused=refused,
        errors=errors or {},
        listing=page_of(most_wanted_first(running_low()), asked_page(), run=with_bylines),
    )


def with_bylines(query):
    editions = list(query)
    bylines = bylines_of({edition.work_id for edition in editions})
    for edition in editions:
        edition.byline = bylines.get(edition.work_id, "")
    return editions


def rows_of(editions):
    for edition in with_bylines(editions):
        stock = edition.stock
        yield (
            edition.isbn,
            edition.work.title,
            edition.byline,
            edition.format_name,
            edition.publisher.name if edition.publisher_id else "",
            stock.on_hand,
            stock.reserved,
            stock.available,
            LOW_AT if stock.low_at is None else stock.low_at,
        )
