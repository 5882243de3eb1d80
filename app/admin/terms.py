"""The terms of the whole shop, as staff set them."""

from flask import make_response, render_template, request, url_for
from flask_login import current_user

from app.accounts.permissions import needs
from app.admin.blueprint import blueprint
from app.admin.changes import changes_about, differences
from app.admin.edition_forms import shop_currency
from app.admin.typed import Typed
from app.admin.typed_prices import price_as_typed
from app.catalog.editing import EditedMeanwhile
from app.catalog.facts import fingerprint
from app.hypermedia import private, see_other
from app.pricing import terms_editing as editing
from app.pricing.models import Terms

TOO_FEW_DAYS = (
    "The law gives customers in the EU and the UK 14 days at the least; 365 is the most we keep."
)


@blueprint.get("/terms")
@private
@needs("terms.see")
def terms():
    return terms_form(shown(Terms.get()))


@blueprint.post("/terms")
@private
@needs("terms.edit")
def save_terms():
    values, errors = read(request.form)
    if errors:
        return terms_form(as_typed(request.form), errors, status=422)
    try:
        editing.save_terms(values, staff_id=current_user.id, seen=request.form.get("seen"))
    except EditedMeanwhile as conflict:
        meanwhile = differences(conflict.current, values)
        return terms_form(as_typed(request.form), meanwhile=meanwhile, status=409)
    return see_other(url_for("admin.terms"), "The terms are saved.")


def shown(row):
    wrap = row.gift_wrap_minor
    return {
        "gift_wrap": price_as_typed(wrap, shop_currency()),
        "withdrawal_days": row.withdrawal_days,
        "return_days": row.return_days,
        "download_times": row.download_times,
    }


def as_typed(form):
    names = ("gift_wrap", "withdrawal_days", "return_days", "download_times")
    return {name: form.get(name, "") for name in names}


def read(form):
    typed = Typed(form)
    values = {
        "gift_wrap_minor": typed.price("gift_wrap", shop_currency()),
        "withdrawal_days": typed.number("withdrawal_days", 14, 365, missing=TOO_FEW_DAYS),
        "return_days": typed.number("return_days", 0, 365, missing="Say how many days."),
        "download_times": typed.number("download_times", 1, 1000, missing="Say how often."),
    }
    if "withdrawal_days" in typed.errors:
        typed.errors["withdrawal_days"] = TOO_FEW_DAYS
    return values, typed.errors


def terms_form(fields, errors=None, meanwhile=None, status=200):
    page = render_template(
        "admin/terms.html",
        fields=fields,
        errors=errors or {},
        meanwhile=meanwhile,
        currency=shop_currency(),
        seen=fingerprint(editing.terms_facts(Terms.get())),
        changes=changes_about(["terms"]),
    )
    return make_response(page, status)
