"""/account/password: a new password, for who is signed in."""

from flask import request, url_for
from flask_login import current_user

from app.accounts import changing, known_browsers
from app.accounts.access import sign_in_required
from app.accounts.audit import audit
from app.accounts.blueprint import blueprint
from app.accounts.coming_back import authenticate
from app.accounts.forms import only_errors, weak_password
from app.accounts.limits import forget_sign_ins, limit_sign_in
from app.accounts.signing_in import renew_session
from app.hypermedia import private, render_form, see_other

WRONG = "This is not your current password."


@blueprint.get("/account/password")
@private
@sign_in_required
def password():
    return password_form() if may_choose() else prove_it_first()


@blueprint.post("/account/password")
@private
@sign_in_required
def change_password():
    if not may_choose():
        return prove_it_first()
    new = request.form.get("password", "")
    errors = {
        "current": wrong_current(request.form.get("current", "")),
        "password": weak_password(new, current_user.name, current_user.email),
    }
    if only_errors(errors):
        return password_form(only_errors(errors))
    changing.change_password(current_user.customer, new, current_user.session.id)
    known_browsers.know(current_user.customer)
    renew_session()
    return see_other(url_for("accounts.security"), "Your new password is set.")


def may_choose():
    """Who has no current password to type must have shown just now, in another way, who she is."""
    return current_user.is_fresh or current_user.customer.password_hash is not None


def prove_it_first():
    return see_other(url_for("accounts.sign_in_again", next=url_for("accounts.password")))


def wrong_current(typed):
    """A sentence unless it is her password, or she has shown just now, in some way, who she is."""
    if current_user.is_fresh:
        return None
    limit_sign_in(current_user.email)
    if not authenticate(current_user.email, typed):
        audit("current password refused", current_user.id)
        return WRONG
    forget_sign_ins(current_user.email)
    return None


def password_form(errors=None):
    return render_form(
        "accounts/password.html",
        fragment="accounts/_password_form.html",
        errors=errors,
    )
