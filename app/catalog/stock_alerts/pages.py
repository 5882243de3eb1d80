"""Asking to be told when a book can be bought, and the page that the letters about it lead to.

Opening a link of ours only asks, as mail scanners do it too; a post acts.
"""

from flask import abort, make_response, redirect, render_template, request, url_for
from flask_login import current_user

from app.accounts.forms import wrong_email
from app.accounts.limits import limit_link_uses
from app.accounts.mailed_links import holds_secret
from app.catalog.blueprint import blueprint
from app.catalog.book_page import load_book
from app.catalog.models import StockAlert
from app.catalog.stock_alerts.asking import ask, awaitable, confirm, forget
from app.catalog.stock_alerts.keys import alert_of
from app.catalog.works import cards_by_id
from app.hypermedia import private, public, render_page, see_other, wants_fragment
from app.throttle import count_try, visitor_address
from app.typed_text import one_line, whole_number

HOUR = 3600  # seconds


@blueprint.get("/books/<int:work_id>/stock-alerts")
@private
def new_stock_alert(work_id):
    """The form that stands on the book's page, with the address of who has signed in."""
    if wants_fragment() and not current_user.is_authenticated:
        return "", 204  # the form that stands there will do, and she may be typing in it
    work = load_book(work_id) or abort(404)
    if not awaitable(work.editions_on_sale):
        return redirect(work.url, code=303)
    return form(work, {"email": current_user.email})


@blueprint.post("/books/<int:work_id>/stock-alerts")
@private
def ask_for_stock_alert(work_id):
    """The same answer whether the address is on the list already or not."""
    work = load_book(work_id) or abort(404)
    values = {"email": one_line(request.form.get("email")), "edition": request.form.get("edition")}
    edition = chosen_edition(work, values["edition"])
    if errors := errors_in(values, edition):
        return form(work, values, errors, status=422)
    limit_alerts(values["email"])
    is_own = is_own_address(values["email"])
    ask(edition, values["email"], confirmed=is_own)
    if wants_fragment():
        return render_template("catalog/stock_alerts/_asked.html", is_own=is_own, work=work)
    return see_other(url_for("catalog.stock_alert_asked", own=1 if is_own else None))


@blueprint.get("/stock-alerts/asked")
@public
def stock_alert_asked():
    return render_template("catalog/stock_alerts/asked.html", is_own="own" in request.args)


@blueprint.get("/stock-alerts/ended")
@public
def stock_alert_ended():
    return render_template("catalog/stock_alerts/ended.html")


@blueprint.get("/stock-alerts/<key>")
@private
@holds_secret
def stock_alert(key):
    alert = alert_of(key)
    if alert is None:
        return make_response(render_template("catalog/stock_alerts/void.html"), 410)
    work = cards_by_id([alert.edition.work_id])[alert.edition.work_id]
    return render_template("catalog/stock_alerts/show.html", alert=alert, work=work, key=key)


@blueprint.post("/stock-alerts/<key>/confirmation")
@private
@holds_secret
def confirm_stock_alert(key):
    limit_link_uses()
    if alert := alert_of(key):
        confirm(alert)
    return see_other(url_for("catalog.stock_alert", key=key))


@blueprint.post("/stock-alerts/<key>/end")
@private
@holds_secret
def end_stock_alert(key):
    limit_link_uses()
    if alert := alert_of(key):
        forget(StockAlert.id == alert.id)
    return see_other(url_for("catalog.stock_alert_ended"))


def chosen_edition(work, typed):
    """The edition meant; None when it is not one to wait for."""
    editions = {edition.id: edition for edition in awaitable(work.editions_on_sale)}
    return editions.get(whole_number(typed))


def errors_in(values, edition):
    errors = {}
    if edition is None:
        errors["edition"] = "That can be bought now, or never again. Reload the page to see."
    if words := wrong_email(values["email"]):
        errors["email"] = words
    return errors


def is_own_address(email):
    """Has this visitor shown already that she reads this mailbox?"""
    return current_user.is_verified and current_user.email.lower() == email.lower()


def limit_alerts(email):
    """Mailed links, so that nobody fills another's mailbox."""
    count_try("stock alerts from", visitor_address(), most=40, seconds=HOUR)
    count_try("stock alerts to", email.lower(), most=10, seconds=HOUR)


def form(work, values, errors=None, status=200):
    return render_page(
        "catalog/stock_alerts/new.html",
        fragment="catalog/stock_alerts/_form.html",
        status=status,
        work=work,
        editions=awaitable(work.editions_on_sale),
        values=values,
        errors=errors or {},
    )
