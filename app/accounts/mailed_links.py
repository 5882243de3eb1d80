"""Links that come by mail. Opening one only asks, as mail scanners do it too; a post acts."""

import functools

from flask import flash, make_response, render_template, request, url_for
from flask_login import current_user

from app.accounts import coming_back, forms, joining, known_browsers, tokens
from app.accounts.blueprint import blueprint
from app.accounts.letting_in import let_in
from app.accounts.limits import forget_sign_ins, limit_link_uses, limit_links
from app.hypermedia import private, public, render_form, see_other
from app.typed_text import one_line

SET_ANEW = "Your new password is set."
BEGUN_AFRESH = (
    "Your new password is set. Nobody had shown before that this address is yours, so your account "
    "begins afresh: what was typed or put by in it until now may have been a stranger’s."
)
SIGN_IN_FIRST = "Sign in to the account that the link is for, and it goes on from there."


def holds_secret(view):
    """Tell no other site the address of this page, which is a secret."""

    @functools.wraps(view)
    def answer(*args, **kwargs):
        response = make_response(view(*args, **kwargs))
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return answer


def in_her_account(purpose):
    """Let nobody use a link that proves an address but who is signed in to its account.

    It shows whose mailbox it is. Somebody may have begun the account with another's address and
    wait for her to open the link: her orders of before would be his to read.
    """

    def guard(view):
        @functools.wraps(view)
        def answer(token):
            customer = tokens.holder(purpose, token)
            if customer is None:
                return void_link(purpose)
            if current_user.id == customer.id:
                return view(token)
            if current_user.is_authenticated:
                return make_response(render_template("accounts/another_account.html"), 409)
            return see_other(url_for("accounts.login", next=request.path), SIGN_IN_FIRST)

        return answer

    return guard


@blueprint.get("/password/forgot")
@private
def forgot():
    return forgot_form({})


@blueprint.post("/password/forgot")
@private
def ask_for_reset():
    email = one_line(request.form.get("email"))
    wrong = forms.wrong_email(email)
    if wrong:
        return forgot_form({"email": email}, errors={"email": wrong})
    limit_links(email)
    coming_back.ask_for_reset(email)
    return see_other(url_for("accounts.reset_sent"))


@blueprint.get("/password/sent")
@public
def reset_sent():
    return render_template("accounts/reset_sent.html")


@blueprint.get("/password/reset/<token>")
@private
@holds_secret
def reset(token):
    return reset_form(token) if tokens.holder("reset", token) else void_link("reset")


@blueprint.post("/password/reset/<token>")
@private
@holds_secret
def set_password(token):
    limit_link_uses()
    customer = tokens.holder("reset", token)
    if not customer:
        return void_link("reset")
    password = request.form.get("password", "")
    weak = forms.weak_password(password, customer.name, customer.email)
    if weak:
        return reset_form(token, errors={"password": weak})
    before, known = customer.id, known_browsers.known_as(customer)
    customer = coming_back.reset_password(token, password, signed_in=signed_in_id())
    if not customer:
        return void_link("reset")
    if customer.id == before and known:
        known_browsers.know(customer)
    forget_sign_ins(customer.email)
    response = let_in(customer, "link")
    flash(SET_ANEW if customer.id == before else BEGUN_AFRESH, "success")
    return response


def signed_in_id():
    return current_user.id if current_user.is_authenticated else None


@blueprint.get("/verify/<token>")
@private
@holds_secret
@in_her_account("verify")
def verify(token):
    return render_template("accounts/verify.html", token=token)


@blueprint.post("/verify/<token>")
@private
@holds_secret
@in_her_account("verify")
def confirm_address(token):
    limit_link_uses()
    if not joining.verify(token):
        return void_link("verify")
    return see_other(url_for("accounts.account"), "Thank you. Your address is verified.")


def forgot_form(values, errors=None):
    return render_form(
        "accounts/forgot.html",
        fragment="accounts/_forgot_form.html",
        values=values,
        errors=errors,
    )


def reset_form(token, errors=None):
    return render_form(
        "accounts/reset.html",
        fragment="accounts/_reset_form.html",
        token=token,
        errors=errors,
    )


def void_link(purpose):
    """The page of a link that was used or has expired; never told apart from one we never sent."""
    return make_response(render_template("accounts/void_link.html", purpose=purpose), 410)
