"""Sending books back, from the page of their order."""

from flask import abort, request, url_for

from app.form_keys import new_form_key
from app.hypermedia import private, render_form, see_other
from app.orders.access import find_order
from app.orders.blueprint import blueprint
from app.orders.models import Return
from app.orders.refusals import NotReturnable
from app.orders.returns.coming_back import returnable
from app.orders.returns.returning import REASONS, Asked, ask, call_off, say_sent
from app.orders.typed_copies import not_numbers, read_copies, too_many
from app.typed_text import one_line, some_lines

LONGEST_COMMENT = 1000  # characters
LONGEST_PROOF = 100
LONGEST_KEY = 64


@blueprint.get("/orders/<number>/returns/new")
@private
def new_return(number):
    return return_form(find_order(number), Asked(form_key=new_form_key()))


@blueprint.post("/orders/<number>/returns")
@private
def ask_return(number):
    order = find_order(number)
    asked = read_asked(request.form)
    if errors := errors_in(asked):
        return return_form(order, asked, errors)
    try:
        ask(order.id, asked)
    except NotReturnable as refusal:
        errors = {"": str(refusal)} | too_many(asked.copies, returnable(order))
        return return_form(order, asked, errors)
    notice = "Thank you. We have written to you how to send them back."
    return see_other(url_for("orders.show", number=number), notice)


@blueprint.post("/orders/<number>/returns/<int:return_id>/calling-off")
@private
def call_off_return(number, return_id):
    return answered(
        number, lambda: call_off(find_return(number, return_id).id), "The return is cancelled."
    )


@blueprint.post("/orders/<number>/returns/<int:return_id>/parcel")
@private
def say_return_sent(number, return_id):
    proof = one_line(request.form.get("proof"))[:LONGEST_PROOF]
    notice = "Thank you. We will write to you when they arrive."
    return answered(number, lambda: say_sent(find_return(number, return_id).id, proof), notice)


def answered(number, act, notice):
    page = url_for("orders.show", number=number)
    try:
        act()
    except NotReturnable as refusal:
        return see_other(page, str(refusal), "problem")
    return see_other(page, notice)


def find_return(number, return_id):
    order = find_order(number)
    return Return.get_or_none(Return.id == return_id, Return.order == order) or abort(404)


def read_asked(form):
    return Asked(
        copies=read_copies(form),
        reason=form.get("reason", ""),
        comment=some_lines(form.get("comment")),
        form_key=one_line(form.get("form_key")),
    )


def errors_in(asked):
    errors = not_numbers(asked.copies)
    if asked.reason not in REASONS:
        errors["reason"] = "Choose what comes closest."
    if len(asked.comment) > LONGEST_COMMENT:
        errors["comment"] = f"Shorten this to {LONGEST_COMMENT} characters."
    if not 16 <= len(asked.form_key) <= LONGEST_KEY:
        errors[""] = "Open this form again, from the page of your order."
    return errors


def return_form(order, asked, errors=None):
    return render_form(
        "orders/return.html",
        fragment="orders/_return_form.html",
        order=order,
        can=returnable(order),
        asked=asked,
        reasons=[("", "Choose…"), *REASONS.items()],
        errors=errors,
    )
