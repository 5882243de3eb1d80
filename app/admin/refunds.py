"""Money back by the hands of staff: in part, in full, again when it did not arrive."""

from flask import abort, request, url_for
from flask_login import current_user

from app.accounts.permissions import needs
from app.admin import refund_form
from app.admin.blueprint import blueprint
from app.admin.orders import done, find_order, show_order
from app.admin.typed import Typed
from app.hypermedia import private, render_page, see_other
from app.orders.cancellation import BY_STAFF, cancel_paid
from app.orders.models import Refund, Return
from app.orders.refunds.refundable import left_of
from app.orders.refunds.requests import request_part, was_sent
from app.orders.refunds.resending import send_again
from app.orders.refusals import NotRefundable
from app.typed_text import whole_number


@blueprint.get("/orders/<number>/refunds/new")
@private
@needs("orders.refund")
def new_refund(number):
    order = find_order(number)
    back = find_return(order, request.args.get("return"))
    left = left_of(order)
    return show_form(left, refund_form.blank(left, back), back)


@blueprint.post("/orders/<number>/refunds")
@private
@needs("orders.refund")
def give_back(number):
    order = find_order(number)
    back = find_return(order, request.form.get("return_id"))
    left = left_of(order)
    wanted, errors = refund_form.read(request.form, left, back)
    if errors and not was_sent(wanted.form_key):
        return show_form(left, request.form, back, errors=errors, status=422)
    try:
        refund = request_part(order.id, wanted, f"staff {current_user.id}")
    except NotRefundable as refusal:
        left = left_of(find_order(number))
        return show_form(left, request.form, back, refusal=str(refusal), status=409)
    told = "A refund is on its way." if refund else "Those copies will not be sent."
    return see_other(url_for("admin.order", number=number), told)


@blueprint.post("/refunds/<int:refund_id>/again")
@private
@needs("orders.refund")
def refund_again(refund_id):
    failed = Refund.get_or_none(Refund.id == refund_id) or abort(404)
    number = failed.order.number
    to_credit = request.form.get("to") == refund_form.TO_CREDIT
    try:
        refund = send_again(failed.id, f"staff {current_user.id}", to_credit=to_credit)
    except NotRefundable as refusal:
        return show_order(find_order(number), refusal=str(refusal), status=409)
    done = "given in another way" if to_credit else "sent again"
    return see_other(url_for("admin.order", number=number), f"{refund.amount} is {done}.")


@blueprint.post("/orders/<number>/cancellation")
@private
@needs("orders.cancel")
def cancel_order(number):
    found = find_order(number)
    typed = Typed(request.form)
    note = typed.words("note", missing="Say why; the buyer reads it.")
    if typed.errors:
        return show_order(found, errors=typed.errors, status=422)
    return done(
        number,
        lambda staff: cancel_paid(found.id, f"staff {staff.id}", statuses=BY_STAFF, note=note),
        f"Order {number} is cancelled.",
    )


def find_return(order, id):
    id = whole_number(id)
    if id is None:
        return None
    return Return.get_or_none(Return.id == id, Return.order == order) or abort(404)


def show_form(left, values, back, *, errors=None, refusal=None, status=200):
    return render_page(
        "admin/refund.html",
        fragment="admin/refund.html",
        status=status,
        order=left.order,
        left=left,
        values=values,
        back=back,
        errors=errors or {},
        refusal=refusal,
    )
