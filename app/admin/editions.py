"""Editions: what is sold of a work, and how many copies of it stand on the shelf."""

from flask import abort, make_response, render_template, request, url_for
from flask_login import current_user

from app.admin.blueprint import blueprint
from app.admin.book_forms import (
    EMPTY_EDITION,
    edition_fields,
    read_edition,
    shop_currency,
    typed_edition,
)
from app.admin.books import find_work
from app.admin.changes import differences
from app.admin.ledger import latest_movements
from app.admin.typed import Typed
from app.catalog.editing import EditedMeanwhile, IsbnTaken, save_edition
from app.catalog.facts import edition_facts, fingerprint, stock_of
from app.catalog.inventory import FewerThanReserved, count_again, receive
from app.catalog.models import FORMATS, Edition, Publisher
from app.hypermedia import private, see_other

MOST_COPIES = 100_000


@blueprint.get("/editions/<int:edition_id>")
@private
def edition(edition_id):
    return show_edition(find_edition(edition_id))


@blueprint.post("/editions/<int:edition_id>", endpoint="save_edition")
@private
def save(edition_id):
    found = find_edition(edition_id)
    facts, errors = read_edition(request.form)
    if errors:
        return show_edition(found, errors=errors, status=422)
    try:
        write(facts, found.work, edition=found, seen=request.form.get("seen"))
    except IsbnTaken as taken:
        return show_edition(found, errors={"isbn": belongs_to(taken.edition)}, status=422)
    except EditedMeanwhile as conflict:
        return show_edition(found, meanwhile=differences(conflict.current, facts), status=409)
    return see_other(url_for("admin.edition", edition_id=edition_id), "The edition is saved.")


@blueprint.get("/books/<int:work_id>/editions/new")
@private
def new_edition(work_id):
    return show_new_edition(find_work(work_id))


@blueprint.post("/books/<int:work_id>/editions/new")
@private
def add_edition(work_id):
    work = find_work(work_id)
    facts, errors = read_edition(request.form)
    if errors:
        return show_new_edition(work, errors, status=422)
    try:
        added = write(facts, work)
    except IsbnTaken as taken:
        return show_new_edition(work, {"isbn": belongs_to(taken.edition)}, status=422)
    next_step = url_for("admin.edition", edition_id=added.id)
    return see_other(next_step, "The edition is added. Put its copies on the shelf below.")


@blueprint.post("/editions/<int:edition_id>/stock")
@private
def stock(edition_id):
    """Copies received, or counted anew; `change` says which."""
    found = find_edition(edition_id)
    typed = Typed(request.form)
    change = typed.choice("change", ("receive", "count"))
    least = 0 if change == "count" else 1
    copies = typed.number("copies", least, MOST_COPIES, missing="Say how many copies.")
    note = typed.words("note", longest=200)
    if typed.errors:
        return show_edition(found, stock_errors=typed.errors, status=422)
    try:
        notice = change_stock(found, change, copies, note)
    except FewerThanReserved:
        return show_edition(found, stock_errors={"copies": too_few(found)}, status=422)
    return see_other(url_for("admin.edition", edition_id=edition_id) + "#stock", notice)


def change_stock(edition, change, copies, note):
    if change == "receive":
        receive(edition.id, copies, staff_id=current_user.id, note=note)
        return f"{copies} received."
    if count_again(edition.id, copies, staff_id=current_user.id, note=note):
        return f"The count is now {copies}."
    return "The count was right already; nothing had to change."


def too_few(edition):
    reserved = stock_of(edition.id).reserved
    return f"{reserved} are reserved for orders, so there cannot be fewer on hand than that."


def write(facts, work, **rest):
    return save_edition(
        facts, work=work, currency=shop_currency(), staff_id=current_user.id, **rest
    )


def belongs_to(edition):
    return f"This ISBN already belongs to “{edition.work.title}” ({edition.format_name.lower()})."


def find_edition(edition_id):
    found = Edition.get_or_none(Edition.id == edition_id) or abort(404)
    found.work = find_work(found.work_id)
    return found


def show_edition(edition, *, errors=None, stock_errors=None, meanwhile=None, status=200):
    """The page of an edition: as it stands, or with what was typed when that was refused."""
    facts = edition_facts(edition)
    retyped = request.method == "POST" and "isbn" in request.form
    page = render_template(
        "admin/edition.html",
        edition=edition,
        work=edition.work,
        stock=stock_of(edition.id),
        movements=latest_movements(edition),
        fields=typed_edition(request.form) if retyped else edition_fields(facts),
        seen=fingerprint(facts),
        errors=errors or {},
        stock_errors=stock_errors or {},
        meanwhile=meanwhile,
        **choices(),
    )
    return make_response(page, status)


def show_new_edition(work, errors=None, status=200):
    fields = typed_edition(request.form) if request.method == "POST" else EMPTY_EDITION
    page = render_template(
        "admin/new_edition.html", work=work, fields=fields, errors=errors or {}, **choices()
    )
    return make_response(page, status)


def choices():
    names = Publisher.select(Publisher.name).order_by(Publisher.name).limit(2000)
    return {
        "formats": FORMATS.items(),
        "currency": shop_currency(),
        "all_publishers": [row.name for row in names],
    }
