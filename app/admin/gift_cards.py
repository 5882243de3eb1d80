"""Gift cards and credit: found, given for goodwill, adjusted, blocked."""

from babel.numbers import get_currency_precision
from flask import abort, make_response, render_template, request, url_for
from flask_login import current_user

from app.accounts.forms import wrong_email
from app.accounts.permissions import needs
from app.admin import value_list
from app.admin.blueprint import blueprint
from app.admin.changes import changes_about
from app.admin.edition_forms import shop_currency
from app.admin.listing import asked_page, asked_words, page_of
from app.admin.typed import Typed
from app.admin.typed_prices import DEAREST
from app.currencies import scale_of
from app.form_keys import new_form_key
from app.hypermedia import private, render_page, see_other
from app.money import Money
from app.orders.models import StoredValue
from app.orders.stored_values import editing

WAYS = {"card": "as a gift card, mailed to them", "credit": "as credit of their account"}
SIGNS = {"1": "Add", "-1": "Take off"}
MOST = 100_000  # minor units at once, at a scale of 1
WHY = "Say why; it stands in the ledger."


@blueprint.get("/gift-cards")
@private
@needs("gift_cards.see")
def gift_cards():
    return values_page()


@blueprint.post("/gift-cards")
@private
@needs("gift_cards.give")
def give_value():
    typed = Typed(request.form)
    way = typed.choice("way", WAYS)
    email = read_email(typed)
    amount = read_amount(typed)
    name, note = typed.words("name", longest=100), typed.words("note", missing=WHY)
    if typed.errors:
        return values_page(typed.errors, 422)
    facts = {"staff_id": current_user.id, "form_key": read_key(), "name": name}
    try:
        value = editing.give(email, amount, note, as_credit=way == "credit", **facts)
    except editing.NoSuchCustomer:
        words = "Nobody has an account with this address. Give a gift card instead."
        return values_page({"email": words}, 422)
    return back_to(value, f"{amount} is given.")


@blueprint.get("/gift-cards/<int:value_id>")
@private
@needs("gift_cards.see")
def gift_card(value_id):
    return value_page(find_value(value_id))


@blueprint.post("/gift-cards/<int:value_id>/adjustments")
@private
@needs("gift_cards.give")
def adjust_value(value_id):
    value = find_value(value_id)
    typed = Typed(request.form)
    sign = typed.choice("sign", SIGNS)
    amount, note = read_amount(typed), typed.words("note", missing=WHY)
    if typed.errors:
        return value_page(value, typed.errors, 422)
    facts = {"staff_id": current_user.id, "form_key": read_key()}
    try:
        editing.adjust(value, int(sign) * amount.minor, note, **facts)
    except editing.BelowNothing:
        return value_page(value, {"amount": f"There is {value.balance} on it."}, 422)
    return back_to(value, "It is adjusted.")


@blueprint.post("/gift-cards/<int:value_id>/blocking")
@private
@needs("gift_cards.mend")
def block_value(value_id):
    value = find_value(value_id)
    blocked = request.form.get("blocked") == "1"
    editing.set_blocked(value, blocked, staff_id=current_user.id)
    return back_to(value, "It is blocked." if blocked else "It can be spent again.")


@blueprint.post("/gift-cards/<int:value_id>/address")
@private
@needs("gift_cards.mend")
def readdress_value(value_id):
    value = find_value(value_id)
    typed = Typed(request.form)
    email = read_email(typed)
    if typed.errors:
        return value_page(value, typed.errors, 422)
    if not editing.readdress(value, email, staff_id=current_user.id):
        return value_page(value, {"email": "Its code has been sent already."}, 409)
    return back_to(value, f"Its code goes to {email}.")


def find_value(value_id):
    return StoredValue.get_or_none(StoredValue.id == value_id) or abort(404)


def read_email(typed):
    email = typed.words("email", longest=254)
    if wrong := wrong_email(email):
        typed.errors["email"] = wrong
    return email


def read_amount(typed):
    minor = typed.price("amount", shop_currency(), missing="Say how much.")
    most = most_at_once(shop_currency())
    if minor == 0:
        typed.errors["amount"] = "Say how much: more than nothing."
    elif minor is not None and minor > most.minor:
        typed.errors["amount"] = f"At once no more than {most}."
    return Money(minor or 0, shop_currency())


def most_at_once(currency):
    digits = get_currency_precision(currency)
    return Money(min(MOST * scale_of(currency), DEAREST * 10**digits), currency)


def read_key():
    return request.form.get("form_key", "").replace("\0", "")[:64] or new_form_key()


def back_to(value, notice):
    return see_other(url_for("admin.gift_card", value_id=value.id), notice)


def values_page(errors=None, status=200):
    words = asked_words()
    return render_page(
        "admin/gift_cards.html",
        fragment="admin/_gift_cards.html",
        status=status,
        words=words,
        listing=page_of(value_list.values_found(words), asked_page()),
        **form_of(errors, ways=WAYS.items()),
    )


def value_page(value, errors=None, status=200):
    page = render_template(
        "admin/gift_card.html",
        value=value,
        ledger=value_list.ledger_of(value),
        reasons=value_list.REASONS,
        email=value_list.email_of(value),
        bought=value_list.bought_as(value),
        changes=changes_about([f"stored value {value.id}"]),
        **form_of(errors, signs=SIGNS.items()),
    )
    return make_response(page, status)


def form_of(errors, **choices):
    """What was typed when it was refused, else a fresh form."""
    fields = request.form if errors else {"form_key": new_form_key()}
    return {"fields": fields, "errors": errors or {}, "currency": shop_currency(), **choices}
