"""The address book: /account/addresses."""

from flask import abort, current_app, render_template, request, url_for
from flask_login import current_user

from app.accounts.access import sign_in_required
from app.accounts.addresses import book
from app.accounts.addresses.countries import COUNTRIES
from app.accounts.addresses.forms import address_errors, read_address
from app.accounts.addresses.rules import rules_for
from app.accounts.blueprint import blueprint
from app.hypermedia import private, render_form, render_page, see_other, wants_fragment
from app.typed_text import one_line

LONGEST_LABEL = 40  # characters

blueprint.add_app_template_global(rules_for, "address_rules")


@blueprint.get("/account/addresses")
@private
@sign_in_required
def addresses():
    return address_list()


@blueprint.get("/account/addresses/new")
@private
@sign_in_required
def new_address():
    home = current_app.config["SETTINGS"].country
    return address_form({"name": current_user.name, "country": home})


@blueprint.post("/account/addresses")
@private
@sign_in_required
def create_address():
    return keep_address(lambda *typed: book.add_address(current_user.id, *typed))


@blueprint.get("/account/addresses/<int:address_id>")
@private
@sign_in_required
def edit_address(address_id):
    address = hers_or_404(address_id)
    return address_form({**address.fields, "label": address.label}, address=address)


@blueprint.post("/account/addresses/<int:address_id>")
@private
@sign_in_required
def change_address(address_id):
    address = hers_or_404(address_id)
    return keep_address(
        lambda *typed: book.change_address(current_user.id, address_id, *typed) or abort(404),
        address,
    )


@blueprint.post("/account/addresses/<int:address_id>/default")
@private
@sign_in_required
def make_default(address_id):
    if not book.make_default(current_user.id, address_id):
        abort(404)
    if wants_fragment():
        return address_list(chosen=address_id)
    return see_other(url_for("accounts.addresses"), "Your parcels go there from now on.")


@blueprint.get("/account/addresses/<int:address_id>/deletion")
@private
@sign_in_required
def confirm_removal(address_id):
    return render_template("accounts/address_removal.html", address=hers_or_404(address_id))


@blueprint.post("/account/addresses/<int:address_id>/deletion")
@private
@sign_in_required
def remove_address(address_id):
    if not book.remove_address(current_user.id, address_id):
        abort(404)
    return see_other(url_for("accounts.addresses"), "The address is removed.")


def address_list(chosen=None):
    return render_page(
        "accounts/addresses.html",
        fragment="accounts/_addresses.html",
        addresses=book.addresses_of(current_user.id),
        most=book.MOST,
        chosen=chosen,
    )


def keep_address(keep, address=None):
    """Keep what was typed; the "Update" button only brings the fields of another country."""
    typed, label = read_address(request.form), one_line(request.form.get("label"))
    values = {**typed, "label": label}
    if "update" in request.form:
        return address_form(values, address=address)
    errors = address_errors(typed)
    if len(label) > LONGEST_LABEL:
        errors = {"label": f"Shorten this to {LONGEST_LABEL} characters.", **errors}
    if errors:
        return address_form(values, errors, address=address)
    try:
        keep(typed, label)
    except book.Refused as refusal:
        return address_form(values, {"": str(refusal)}, address=address)
    return see_other(url_for("accounts.addresses"), "The address is in your book.")


def address_form(values, errors=None, *, address=None):
    return render_form(
        "accounts/address.html",
        fragment="accounts/_address_form.html",
        values=values,
        errors=errors,
        address=address,
        countries=COUNTRIES.items(),
    )


def hers_or_404(address_id):
    return book.address_of(current_user.id, address_id) or abort(404)
