"""Deliveries: what came from suppliers, and putting a new one on the shelves."""

from flask import abort, make_response, render_template, request, url_for
from flask_login import current_user
from peewee import JOIN, fn

from app.accounts.models import Customer
from app.accounts.permissions import needs
from app.admin.blueprint import blueprint
from app.admin.listing import asked_page, page_of
from app.admin.typed import Typed
from app.catalog.deliveries import MOST_LINES, read_lines, receive_delivery
from app.catalog.models import Delivery, DeliveryLine, Edition, Work
from app.form_keys import new_form_key
from app.hypermedia import private, render_page, see_other


@blueprint.get("/deliveries")
@private
@needs("stock.see")
def deliveries():
    return render_page(
        "admin/deliveries.html",
        fragment="admin/_deliveries.html",
        listing=page_of(with_copies().order_by(Delivery.id.desc()), asked_page()),
    )


@blueprint.get("/deliveries/<int:delivery_id>")
@private
@needs("stock.see")
def delivery(delivery_id):
    found = with_copies().where(Delivery.id == delivery_id).first() or abort(404)
    lines = (
        DeliveryLine.select(DeliveryLine, Edition, Work)
        .join(Edition)
        .join(Work)
        .where(DeliveryLine.delivery == found)
        .order_by(Work.title, Edition.id)
    )
    return render_template("admin/delivery.html", delivery=found, lines=list(lines))


@blueprint.get("/deliveries/new")
@private
@needs("stock.receive")
def new_delivery():
    return show_new_delivery({"form_key": new_form_key()})


@blueprint.post("/deliveries/new")
@private
@needs("stock.receive")
def add_delivery():
    """Check what was typed, or put it on the shelves when `receive` is among it."""
    typed = Typed(request.form)
    facts = {
        "supplier": typed.words("supplier", missing="Say who sent it."),
        "reference": typed.words("reference", longest=100),
        "note": typed.words("note"),
        "form_key": typed.words("form_key", longest=64),
    }
    lines = read_lines(typed.prose("lines", longest=200_000))
    check_lines(lines, typed.errors)
    if typed.errors or "receive" not in request.form:
        status = 422 if typed.errors else 200
        return show_new_delivery(request.form, lines, typed.errors, status)
    received = receive_delivery(lines, staff_id=current_user.id, **facts)
    copies = sum(line.copies for line in lines)
    words = "1 copy is" if copies == 1 else f"{copies:,} copies are"
    return see_other(url_for("admin.delivery", delivery_id=received.id), f"{words} on the shelf.")


def check_lines(lines, errors):
    wrong = sum(bool(line.problem) for line in lines)
    if not lines:
        errors["lines"] = "Type, paste or scan what came, one book a line."
    elif len(lines) > MOST_LINES:
        errors["lines"] = f"That is {len(lines):,} lines; {MOST_LINES:,} is the most at once."
    elif wrong:
        what = "1 line is" if wrong == 1 else f"{wrong} lines are"
        errors["lines"] = f"{what} not right; each is explained below. Nothing is received yet."


def show_new_delivery(fields, lines=(), errors=None, status=200):
    page = render_template(
        "admin/new_delivery.html", fields=fields, lines=lines, errors=errors or {}
    )
    return make_response(page, status)


def with_copies():
    """A query for deliveries, each with its .copies and whose hand it was, .staff."""
    copies = DeliveryLine.select(fn.sum(DeliveryLine.copies)).where(
        DeliveryLine.delivery == Delivery.id
    )
    return (
        Delivery.select(Delivery, copies.alias("copies"), Customer.name.alias("staff"))
        .join(Customer, JOIN.LEFT_OUTER, on=Delivery.staff_id == Customer.id)
        .objects()
    )
