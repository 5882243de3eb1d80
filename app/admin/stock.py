"""Copies of an edition: received, counted anew, damaged, lost or found; and their ledger."""

from flask import request, url_for
from flask_login import current_user

from app.accounts.permissions import needs
from app.admin.blueprint import blueprint
from app.admin.edition_page import find_edition, show_edition
from app.admin.ledger import CHANGES, REASONS, movements_of
from app.admin.listing import asked_page, page_of
from app.admin.typed import Typed
from app.catalog.facts import stock_of
from app.catalog.inventory import FewerThanReserved, count_again, move_many, receive
from app.hypermedia import private, render_page, see_other

MOST_COPIES = 100_000
PUT_ON_SHELF = ("receive", "count", "found")


@blueprint.get("/editions/<int:edition_id>/ledger")
@private
@needs("stock.see")
def ledger(edition_id):
    edition = find_edition(edition_id)
    return render_page(
        "admin/ledger.html",
        fragment="admin/_ledger_page.html",
        edition=edition,
        work=edition.work,
        stock=stock_of(edition_id),
        reasons=REASONS,
        listing=page_of(movements_of(edition), asked_page()),
    )


@blueprint.post("/editions/<int:edition_id>/stock")
@private
@needs("stock.adjust")
def stock(edition_id):
    """A change of the copies on hand; `change` says which."""
    found = find_edition(edition_id)
    typed = Typed(request.form)
    change = typed.choice("change", CHANGES)
    least = 0 if change == "count" else 1
    copies = typed.number("copies", least, MOST_COPIES, missing="Say how many copies.")
    note = typed.words("note", longest=200)
    if copies and change in PUT_ON_SHELF and found.is_download:
        typed.errors["copies"] = "A download has no copies."
    if typed.errors:
        return show_edition(found, stock_errors=typed.errors, status=422)
    try:
        notice = change_stock(found, change, copies, note)
    except FewerThanReserved:
        return show_edition(found, stock_errors={"copies": too_few(found)}, status=422)
    return see_other(url_for("admin.edition", edition_id=edition_id) + "#stock", notice)


def change_stock(edition, change, copies, note):
    why = {"staff_id": current_user.id, "note": note}
    if change == "receive":
        receive(edition.id, copies, **why)
        return f"{copies} received."
    if change == "count":
        changed = count_again(edition.id, copies, **why)
        right = "The count was right already; nothing had to change."
        return f"The count is now {copies}." if changed else right
    if change == "found":
        move_many({edition.id: copies}, reason="adjustment", **why)
        return f"{copies} put back on the shelf."
    move_many({edition.id: -copies}, reason=change, **why)
    return f"{copies} taken off the shelf as {change}."


def too_few(edition):
    reserved = stock_of(edition.id).reserved
    if not reserved:
        return f"There are only {stock_of(edition.id).on_hand} on hand."
    return f"{reserved} are reserved for orders, so there cannot be fewer on hand than that."
