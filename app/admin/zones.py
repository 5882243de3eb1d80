"""Delivery: the zones, and what is sent to them how."""

from flask import abort, make_response, render_template, request, url_for
from flask_login import current_user

from app.accounts.permissions import needs
from app.admin.blueprint import blueprint
from app.admin.changes import changes_about, differences
from app.admin.edition_forms import shop_currency
from app.admin.method_forms import KINDS
from app.admin.places import country_name
from app.admin.zone_forms import EMPTY, as_typed, places, read, shown
from app.catalog.editing import EditedMeanwhile
from app.catalog.facts import fingerprint
from app.hypermedia import private, see_other
from app.pricing import zone_editing as editing
from app.pricing.models import ShippingZone
from app.pricing.zones import zones_with_methods


@blueprint.get("/delivery")
@private
@needs("delivery.see")
def zones():
    return render_template(
        "admin/zones.html",
        zones=zones_with_methods(shop_currency(), withdrawn=True),
        names_of=lambda zone: sorted(map(country_name, zone.countries)),
        currency=shop_currency(),
        kinds=KINDS,
    )


@blueprint.get("/delivery/zones/new")
@private
@needs("delivery.edit")
def new_zone():
    return zone_form(None, EMPTY)


@blueprint.post("/delivery/zones")
@private
@needs("delivery.edit")
def add_zone():
    values, errors = read(request.form)
    row, errors = (None, errors) if errors else write(values)
    if errors:
        return zone_form(None, as_typed(request.form), errors, status=422)
    return see_other(url_for("admin.zones"), f"{row.name} is added. Now add a delivery method.")


@blueprint.get("/delivery/zones/<int:zone_id>")
@private
@needs("delivery.see")
def zone(zone_id):
    row = find_zone(zone_id)
    return zone_form(row, shown(row))


@blueprint.post("/delivery/zones/<int:zone_id>")
@private
@needs("delivery.edit")
def save_zone(zone_id):
    row = find_zone(zone_id)
    values, errors = read(request.form, row)
    fields = as_typed(request.form)
    if errors:
        return zone_form(row, fields, errors, status=422)
    try:
        _, errors = write(values, row, request.form.get("seen"))
    except EditedMeanwhile as conflict:
        ours = editing.zone_facts(ShippingZone(**values))
        meanwhile = differences(conflict.current, ours)
        return zone_form(find_zone(zone_id), fields, meanwhile=meanwhile, status=409)
    if errors:
        return zone_form(row, fields, errors, status=422)
    return see_other(url_for("admin.zones"), f"{values['name']} is saved.")


@blueprint.post("/delivery/zones/<int:zone_id>/removal")
@private
@needs("delivery.edit")
def remove_zone(zone_id):
    row = find_zone(zone_id)
    try:
        editing.remove_zone(row, staff_id=current_user.id)
    except editing.StillHasMethods:
        words = "A zone that has delivery methods, or had some, stays; move its countries instead."
        return zone_form(row, shown(row), {"": words}, status=422)
    words = f"{row.name} is removed. Its countries belong to everywhere else now."
    return see_other(url_for("admin.zones"), words)


def write(values, zone=None, seen=None):
    """The zone as it was written, and what was wrong, of which one is empty."""
    try:
        return editing.save_zone(values, staff_id=current_user.id, zone=zone, seen=seen), {}
    except editing.NameTaken:
        return None, {"name": "Another zone has this name."}
    except editing.CountriesMoved as moved:
        names = ", ".join(map(country_name, moved.codes))
        return None, {"countries": f"Moved by somebody else meanwhile: {names}. Look again."}
    except editing.LeftEmpty as left:
        words = f"{left.zone.name} would be left without a country. Let it keep one, or remove it."
        return None, {"countries": words}


def find_zone(zone_id):
    return ShippingZone.get_or_none(ShippingZone.id == zone_id) or abort(404)


def zone_form(row, fields, errors=None, meanwhile=None, status=200):
    page = render_template(
        "admin/zone.html" if row else "admin/new_zone.html",
        zone=row,
        fields=fields,
        errors=errors or {},
        meanwhile=meanwhile,
        places=places(),
        is_named=row is None or editing.is_named(row),
        **(about(row) if row else {}),
    )
    return make_response(page, status)


def about(row):
    return {
        "seen": fingerprint(editing.zone_facts(row)),
        "has_methods": row.methods.exists(),
        "changes": changes_about([f"zone {row.id}"]),
    }
