"""After the password: /login/second asks for the second factor, /login/again for both once more."""

from flask import current_app, make_response, request, url_for
from flask_login import current_user

from app.accounts.access import sign_in_required
from app.accounts.audit import audit
from app.accounts.blueprint import blueprint
from app.accounts.coming_back import authenticate
from app.accounts.factors import passkeys
from app.accounts.factors.having import show_code
from app.accounts.letting_in import begin, let_in, who_waits
from app.accounts.limits import (
    forget_second_steps,
    forget_sign_ins,
    limit_passkeys,
    limit_second_step,
    limit_sign_in,
)
from app.accounts.next_page import own_path
from app.accounts.providers.identities import identities_of
from app.hypermedia import private, render_form, see_other
from app.typed_text import one_line

TOO_LATE = "That took a while. Please begin again."
WRONG_CODE = "This code is not right, or has been used. Take the next one that your app shows."
NOT_HERS = "This is not your password."
NO_PASSKEY = "That passkey did not open an account here. Try again, or sign in with your password."
OTHERS = (
    "That passkey does not open this account. Try another, or show in another way that it is you."
)


@blueprint.get("/login/second")
@private
def second_step():
    waiting = who_waits()
    return code_form(waiting) if waiting else begin_again()


@blueprint.post("/login/second")
@private
def show_second():
    waiting = who_waits()
    if not waiting:
        return begin_again()
    limit_second_step(waiting.customer)
    if not show_code(waiting.customer, one_line(request.form.get("code"))):
        audit("second step refused", waiting.customer.id)
        return code_form(waiting, errors={"code": WRONG_CODE})
    forget_second_steps(waiting.customer)
    return begin(waiting, second_factor=True)


@blueprint.get("/login/again")
@private
@sign_in_required
def sign_in_again():
    return again_form(request.args)


@blueprint.post("/login/again")
@private
@sign_in_required
def prove_again():
    limit_sign_in(current_user.email)
    customer = authenticate(current_user.email, request.form.get("password", ""))
    if not customer:
        audit("sign-in refused", current_user.id)
        return again_form(request.form, errors={"password": NOT_HERS})
    forget_sign_ins(customer.email)
    return let_in(customer, "password", request.form.get("next"))


@blueprint.post("/login/passkey/options")
@private
def passkey_options():
    limit_passkeys()
    return as_json(passkeys.to_sign_in(expected(who_waits())))


@blueprint.post("/login/passkey")
@private
def show_passkey():
    limit_passkeys()
    waiting = who_waits()
    who = expected(waiting)
    customer = passkeys.holder(request.form.get("credential", ""), who)
    if not customer:
        audit("passkey refused", who)
        said = OTHERS if who else NO_PASSKEY
        return see_other(url_for(page_before(waiting), next=next_page()), said, "problem")
    remembered = waiting.remembered if waiting else "remember" in request.form or None
    return let_in(customer, "passkey", next_page(), remembered=remembered)


def expected(waiting):
    """Whose passkey it must be: hers who waits or is signed in; None when anybody may come in."""
    return waiting.customer.id if waiting else current_user.id


def code_form(waiting, errors=None):
    return render_form(
        "accounts/second_step.html",
        fragment="accounts/_code_form.html",
        has_passkeys=bool(passkeys.passkeys_of(waiting.customer.id)),
        next=waiting.next_path,
        errors=errors,
    )


def again_form(fields, errors=None):
    return render_form(
        "accounts/again.html",
        fragment="accounts/_again_form.html",
        next=own_path(fields.get("next")),
        has_password=current_user.customer.password_hash is not None,
        has_passkeys=bool(passkeys.passkeys_of(current_user.id)),
        providers=hers(current_app.config["SETTINGS"].providers),
        errors=errors,
    )


def hers(providers):
    connected = identities_of(current_user.id)
    return [provider for provider in providers if provider.issuer in connected]


def begin_again():
    return see_other(url_for("accounts.login"), TOO_LATE, "problem")


def page_before(waiting):
    if waiting:
        return "accounts.second_step"
    return "accounts.sign_in_again" if current_user.is_authenticated else "accounts.login"


def next_page():
    return own_path(request.form.get("next"))


def as_json(text):
    return make_response(text, {"Content-Type": "application/json"})
