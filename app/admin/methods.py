"""Delivery methods: added to a zone, changed, withdrawn and brought back."""

from flask import abort, make_response, render_template, request, url_for
from flask_login import current_user

from app.accounts.permissions import needs
from app.admin.bands import EXAMPLES
from app.admin.blueprint import blueprint
from app.admin.changes import changes_about, differences
from app.admin.edition_forms import shop_currency
from app.admin.method_forms import EMPTY, KINDS, PRICED_BY, as_typed, read, shown
from app.admin.zones import find_zone
from app.catalog.editing import EditedMeanwhile
from app.catalog.facts import fingerprint
from app.hypermedia import private, see_other
from app.pricing import method_editing as editing
from app.pricing.models import ShippingMethod


@blueprint.get("/delivery/zones/<int:zone_id>/methods/new")
@private
@needs("delivery.edit")
def new_method(zone_id):
    return method_form(find_zone(zone_id), None, EMPTY)


@blueprint.post("/delivery/zones/<int:zone_id>/methods")
@private
@needs("delivery.edit")
def add_method(zone_id):
    zone, currency = find_zone(zone_id), shop_currency()
    values, errors = read(request.form, currency)
    if errors:
        return method_form(zone, None, as_typed(request.form), errors, status=422)
    editing.save_method(values, staff_id=current_user.id, zone=zone, currency=currency)
    return see_other(url_for("admin.zones"), f"{values['name']} is offered in {zone.name}.")


@blueprint.get("/delivery/methods/<int:method_id>")
@private
@needs("delivery.see")
def method(method_id):
    row = find_method(method_id)
    return method_form(row.zone, row, shown(row))


@blueprint.post("/delivery/methods/<int:method_id>")
@private
@needs("delivery.edit")
def save_method(method_id):
    row = find_method(method_id)
    values, errors = read(request.form, row.currency)
    fields = as_typed(request.form)
    if errors:
        return method_form(row.zone, row, fields, errors, status=422)
    seen = request.form.get("seen")
    try:
        editing.save_method(values, staff_id=current_user.id, method=row, seen=seen)
    except EditedMeanwhile as conflict:
        meanwhile = differences(conflict.current, editing.facts_of(values))
        row = find_method(method_id)
        return method_form(row.zone, row, fields, meanwhile=meanwhile, status=409)
    return see_other(url_for("admin.zones"), f"{values['name']} is saved.")


@blueprint.post("/delivery/methods/<int:method_id>/withdrawal")
@private
@needs("delivery.edit")
def withdraw_method(method_id):
    row = find_method(method_id)
    editing.withdraw(row, staff_id=current_user.id)
    words = f"{row.name} is withdrawn. Orders that were placed with it are sent by it all the same."
    return see_other(url_for("admin.method", method_id=row.id), words)


@blueprint.post("/delivery/methods/<int:method_id>/return")
@private
@needs("delivery.edit")
def bring_back_method(method_id):
    row = find_method(method_id)
    editing.bring_back(row, staff_id=current_user.id)
    return see_other(url_for("admin.method", method_id=row.id), f"{row.name} is offered again.")


def find_method(method_id):
    found = ShippingMethod.get_or_none(
        ShippingMethod.id == method_id, ShippingMethod.currency == shop_currency()
    )
    return found or abort(404)


def method_form(zone, row, fields, errors=None, meanwhile=None, status=200):
    page = render_template(
        "admin/method.html" if row else "admin/new_method.html",
        zone=zone,
        method=row,
        fields=fields,
        errors=errors or {},
        meanwhile=meanwhile,
        kinds=KINDS.items(),
        priced_by=PRICED_BY.items(),
        examples=EXAMPLES,
        currency=shop_currency(),
        seen=fingerprint(editing.method_facts(row)) if row else None,
        changes=changes_about([f"method {row.id}"]) if row else [],
    )
    return make_response(page, status)
