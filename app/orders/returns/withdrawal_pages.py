"""The withdrawal function: on the page of an order, and for guests by number and email."""

from flask import render_template, request, url_for
from flask_login import current_user

from app.accounts.forms import wrong_email
from app.form_keys import new_form_key
from app.hypermedia import private, public, render_form, see_other
from app.orders.access import find_order
from app.orders.blueprint import blueprint
from app.orders.payments.limits import limit_declarations
from app.orders.refusals import NotReturnable
from app.orders.returns.coming_back import withdrawable
from app.orders.returns.periods import last_day_to_withdraw
from app.orders.returns.withdrawing import Declared, can_withdraw, declare
from app.orders.typed_copies import not_numbers, read_copies, too_many
from app.pricing.models import Terms
from app.typed_text import one_line

LONGEST = {"name": 100, "contract": 40, "email": 254, "form_key": 64}
WANTED = {
    "name": "Tell us your name.",
    "contract": "Type the order’s number; it is in each of our emails about it.",
}


@blueprint.get("/withdrawal")
@private
def withdrawal():
    declared = Declared(form_key=new_form_key())
    if current_user.is_authenticated:
        declared.name, declared.email = current_user.name, current_user.email
    return declaration_form(declared)


@blueprint.post("/withdrawal")
@private
def declare_withdrawal():
    """The same answer whether there is such an order or not; the email goes to who declared it."""
    declared = read_declared(request.form)
    if errors := errors_in(declared):
        return declaration_form(declared, errors)
    limit_declarations(declared.email)
    declare(declared)
    return see_other(url_for("orders.withdrawal_received"))


@blueprint.get("/withdrawal/received")
@public
def withdrawal_received():
    return render_template("orders/withdrawal_received.html")


@blueprint.get("/orders/<number>/withdrawal")
@private
def withdraw_from(number):
    order = find_order(number)
    declared = Declared(order.name, order.number, order.email, new_form_key())
    return withdrawal_form(order, declared)


@blueprint.post("/orders/<number>/withdrawal")
@private
def confirm_withdrawal(number):
    order = find_order(number)
    declared = read_declared(request.form)
    declared.contract, declared.copies = order.number, read_copies(request.form)
    if errors := not_numbers(declared.copies) | errors_in(declared):
        return withdrawal_form(order, declared, errors)
    limit_declarations(declared.email)
    try:
        declare(declared, order)
    except NotReturnable as refusal:
        errors = {"": str(refusal)} | too_many(declared.copies, can_be_withdrawn(order))
        return withdrawal_form(order, declared, errors)
    notice = "We have your withdrawal, and have written to you to acknowledge it."
    return see_other(url_for("orders.show", number=number), notice)


def read_declared(form):
    return Declared(**{name: one_line(form.get(name)) for name in LONGEST})


def errors_in(declared):
    errors = {name: words for name, words in WANTED.items() if not getattr(declared, name)}
    if words := wrong_email(declared.email):
        errors["email"] = words
    for name, most in LONGEST.items():
        if len(getattr(declared, name)) > most:
            errors[name] = f"Shorten this to {most} characters."
    if len(declared.form_key) < 16:
        errors[""] = "Reload this page, then try again."
    return errors


def declaration_form(declared, errors=None):
    return render_form(
        "orders/withdrawal.html",
        fragment="orders/_declaration.html",
        declared=declared,
        days=Terms.get().withdrawal_days,
        errors=errors,
    )


def can_be_withdrawn(order):
    return withdrawable(order) if can_withdraw(order) else {}


def withdrawal_form(order, declared, errors=None):
    return render_form(
        "orders/withdraw_from.html",
        fragment="orders/_withdrawal_form.html",
        order=order,
        declared=declared,
        can=can_be_withdrawn(order),
        last_day=last_day_to_withdraw(order),
        errors=errors,
    )
