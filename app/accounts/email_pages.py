"""Another email address: asked for by who has just signed in, confirmed by a link to it."""

from flask import render_template, request, url_for
from flask_login import current_user

from app.accounts import changing, forms, tokens
from app.accounts.access import fresh_sign_in_required
from app.accounts.blueprint import blueprint
from app.accounts.limits import limit_link_uses, limit_links
from app.accounts.mailed_links import holds_secret, in_her_account, void_link
from app.hypermedia import private, public, render_form, see_other
from app.typed_text import one_line

SAME = "This is the address that your account has."


@blueprint.get("/account/email")
@private
@fresh_sign_in_required
def email():
    return email_form("")


@blueprint.post("/account/email")
@private
@fresh_sign_in_required
def change_email():
    typed = one_line(request.form.get("email"))
    wrong = SAME if typed == current_user.email else forms.wrong_email(typed)
    if wrong:
        return email_form(typed, errors={"email": wrong})
    limit_links(typed)
    changing.ask_to_change_email(current_user.customer, typed)
    return see_other(url_for("accounts.email_sent"))


@blueprint.get("/account/email/sent")
@public
def email_sent():
    return render_template("accounts/email_sent.html")


@blueprint.get("/email/confirm/<token>")
@private
@holds_secret
@in_her_account("change_email")
def confirm_email(token):
    return render_template("accounts/confirm_email.html", token=token)


@blueprint.post("/email/confirm/<token>")
@private
@holds_secret
@in_her_account("change_email")
def set_email(token):
    limit_link_uses()
    if not changing.confirm_email(token):
        return void_link("change_email")
    return see_other(url_for("accounts.account"), "Your account has its new address.")


@blueprint.get("/email/restore/<token>")
@private
@holds_secret
def restore_email(token):
    if not tokens.holder("restore_email", token):
        return void_link("restore_email")
    return render_template("accounts/restore_email.html", token=token)


@blueprint.post("/email/restore/<token>")
@private
@holds_secret
def take_back(token):
    limit_link_uses()
    secret = changing.restore_email(token)
    if not secret:
        return void_link("restore_email")
    return see_other(
        url_for("accounts.reset", token=secret), "Your address is back. Now choose a new password."
    )


def email_form(typed, errors=None):
    return render_form(
        "accounts/email.html",
        fragment="accounts/_email_form.html",
        values={"email": typed},
        errors=errors,
    )
