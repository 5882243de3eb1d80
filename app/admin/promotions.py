"""Vouchers and offers: planned, changed, withdrawn."""

from flask import abort, make_response, render_template, request, url_for
from flask_login import current_user

from app.accounts.permissions import needs
from app.admin import promotion_list as listed
from app.admin.blueprint import blueprint
from app.admin.changes import changes_about, differences
from app.admin.edition_forms import shop_currency
from app.admin.promotion_forms import EMPTY, KINDS, SUBJECT_GONE, as_typed, read, shown
from app.admin.subject_tree import in_groups, whole_tree
from app.catalog.editing import EditedMeanwhile
from app.catalog.facts import fingerprint
from app.catalog.models import FORMATS
from app.db import now
from app.hypermedia import private, render_page, see_other
from app.pricing import promotion_editing as editing
from app.pricing.models import Promotion


@blueprint.get("/promotions")
@private
@needs("promotions.see")
def promotions():
    state = request.args.get("state", "running")
    if state not in listed.STATES:
        state = "running"
    return render_page(
        "admin/promotions.html",
        fragment="admin/_promotions.html",
        state=state,
        states=listed.STATES,
        by_season=listed.promotions_in(state),
        takes_off=listed.takes_off,
    )


@blueprint.get("/promotions/new")
@private
@needs("promotions.edit")
def new_promotion():
    return promotion_form(None, EMPTY)


@blueprint.post("/promotions")
@private
@needs("promotions.edit")
def add_promotion():
    values, errors = read(request.form, shop_currency())
    row, errors = (None, errors) if errors else write(values)
    if errors:
        return promotion_form(None, as_typed(request.form), errors, status=422)
    return back_to(row, f"{row.name} is set.")


@blueprint.get("/promotions/<int:promotion_id>")
@private
@needs("promotions.see")
def promotion(promotion_id):
    row = find_promotion(promotion_id)
    return promotion_form(row, shown(row))


@blueprint.post("/promotions/<int:promotion_id>")
@private
@needs("promotions.edit")
def save_promotion(promotion_id):
    row = find_promotion(promotion_id)
    values, errors = read(request.form, shop_currency())
    fields = as_typed(request.form)
    if errors:
        return promotion_form(row, fields, errors, status=422)
    try:
        _, errors = write(values, row, request.form.get("seen"))
    except EditedMeanwhile as conflict:
        row = find_promotion(promotion_id)
        theirs, ours = conflict.current, editing.promotion_facts(Promotion(**values))
        return promotion_form(row, fields, meanwhile=differences(theirs, ours), status=409)
    if errors:
        return promotion_form(row, fields, errors, status=422)
    return back_to(row, f"{values['name']} is saved.")


@blueprint.post("/promotions/<int:promotion_id>/withdrawal")
@private
@needs("promotions.edit")
def withdraw_promotion(promotion_id):
    row = find_promotion(promotion_id)
    editing.withdraw(row.id, staff_id=current_user.id)
    return back_to(row, f"{row.name} is withdrawn. Orders that used it keep what it took off.")


def write(values, promotion=None, seen=None):
    """The promotion as it was written, and what was wrong, of which one is empty."""
    facts = {"currency": shop_currency(), "staff_id": current_user.id}
    try:
        return editing.save_promotion(values, promotion=promotion, seen=seen, **facts), {}
    except editing.CodeTaken:
        return None, {"code": "Another voucher has this code; it may have ended."}
    except editing.SubjectGone:
        return None, {"subjects": SUBJECT_GONE}
    except editing.UsedMoreOften as limit:
        return None, {"most_uses": f"It has been used {limit.uses} times already."}


def find_promotion(promotion_id):
    return Promotion.get_or_none(Promotion.id == promotion_id) or abort(404)


def back_to(row, notice):
    return see_other(url_for("admin.promotion", promotion_id=row.id), notice)


def promotion_form(row, fields, errors=None, meanwhile=None, status=200):
    page = render_template(
        "admin/promotion.html" if row else "admin/new_promotion.html",
        promotion=row,
        fields=fields,
        errors=errors or {},
        meanwhile=meanwhile,
        kinds=KINDS.items(),
        formats=FORMATS.items(),
        subject_groups=in_groups(whole_tree()),
        seasons=listed.seasons(),
        currency=shop_currency(),
        clock=now(),
        **(about(row) if row else {}),
    )
    return make_response(page, status)


def about(row):
    return {
        "state": listed.state_of(row),
        "takes_off": listed.takes_off(row),
        "redemptions": listed.used_by(row),
        "seen": fingerprint(editing.promotion_facts(row)),
        "changes": changes_about([f"promotion {row.id}"]),
    }
