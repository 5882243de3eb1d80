"""Finding an order by its number and email."""

from flask import render_template, request, url_for

from app.accounts.forms import wrong_email
from app.hypermedia import private, public, render_form, see_other
from app.orders.access import NUMBER
from app.orders.blueprint import blueprint
from app.orders.finding import mail_link
from app.orders.numbers import read_number
from app.orders.payments.limits import limit_finding
from app.typed_text import one_line


@blueprint.get("/orders/find")
@private
def find():
    return find_form({})


@blueprint.post("/orders/find")
@private
def send_link():
    """The same answer whether there is such an order or not."""
    values = {name: one_line(request.form.get(name)) for name in ("number", "email")}
    values["number"] = read_number(values["number"])
    if errors := errors_in(values):
        return find_form(values, errors)
    limit_finding(values["email"])
    mail_link(values["number"], values["email"])
    return see_other(url_for("orders.link_sent"))


@blueprint.get("/orders/find/sent")
@public
def link_sent():
    return render_template("orders/link_sent.html")


def errors_in(values):
    errors = {}
    if not NUMBER.fullmatch(values["number"]):
        errors["number"] = "Type the number as it is in our email, such as K7QM-4XWD-9TRH."
    if words := wrong_email(values["email"]):
        errors["email"] = words
    return errors


def find_form(values, errors=None):
    return render_form(
        "orders/find.html",
        fragment="orders/_find_form.html",
        values=values,
        errors=errors,
    )
