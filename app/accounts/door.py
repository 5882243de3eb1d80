"""The door: register, sign in, sign out."""

from flask import redirect, render_template, request, url_for
from flask_login import current_user

from app.accounts import forms, joining
from app.accounts.audit import audit
from app.accounts.blueprint import blueprint
from app.accounts.coming_back import authenticate
from app.accounts.letting_in import let_in
from app.accounts.limits import forget_sign_ins, limit_registration, limit_sign_in
from app.accounts.models import Customer
from app.accounts.next_page import own_path
from app.accounts.signing_in import sign_out
from app.hypermedia import private, public, render_form, see_other
from app.typed_text import one_line

WRONG = "That address and that password do not belong together."


@blueprint.get("/login")
@private
def login():
    if current_user.is_authenticated:
        return redirect(page_after(request.args), code=303)
    return login_form({"next": own_path(request.args.get("next"))})


@blueprint.post("/login")
@private
def enter():
    email = one_line(request.form.get("email"))
    remember = "remember" in request.form
    limit_sign_in(email)
    customer = authenticate(email, request.form.get("password", ""))
    if not customer:
        known = Customer.at(email)
        audit("sign-in refused", known and known.id)
        values = {"email": email, "next": own_path(request.form.get("next")), "remember": remember}
        return login_form(values, errors={"password": WRONG})
    forget_sign_ins(email)
    return let_in(customer, "password", request.form.get("next"), remembered=remember)


@blueprint.get("/register")
@private
def register():
    if current_user.is_authenticated:
        return redirect(url_for("accounts.account"), code=303)
    return registration_form({})


@blueprint.post("/register")
@private
def join():
    values, password, errors = forms.read_registration(request.form)
    if errors:
        return registration_form(values, errors=errors)
    limit_registration(values["email"])
    joining.register(values["name"], values["email"], password)
    return see_other(url_for("accounts.registered"))


@blueprint.get("/register/sent")
@public
def registered():
    return render_template("accounts/registered.html")


@blueprint.post("/logout")
@private
def logout():
    sign_out()
    response = see_other("/")
    # Pages that the browser kept for its Back button go as well.
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def login_form(values, errors=None):
    return render_form(
        "accounts/login.html",
        fragment="accounts/_login_form.html",
        values=values,
        errors=errors,
    )


def registration_form(values, errors=None):
    return render_form(
        "accounts/register.html",
        fragment="accounts/_registration_form.html",
        values=values,
        errors=errors,
    )


def page_after(fields):
    return own_path(fields.get("next")) or url_for("accounts.account")
