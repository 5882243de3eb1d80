"""A customer's own page."""

from flask import render_template, request, url_for
from flask_login import current_user

from app.accounts import changing, forms, joining
from app.accounts.access import sign_in_required
from app.accounts.blueprint import blueprint
from app.accounts.limits import limit_links
from app.hypermedia import private, render_page, see_other
from app.typed_text import one_line


@blueprint.get("/account")
@private
@sign_in_required
def account():
    return render_template("accounts/account.html", values={"name": current_user.name}, errors={})


@blueprint.post("/account/name")
@private
@sign_in_required
def rename():
    name = one_line(request.form.get("name"))
    wrong = forms.wrong_name(name)
    if wrong:
        return render_page(
            "accounts/account.html",
            fragment="accounts/_name_form.html",
            status=422,
            values={"name": name},
            errors={"name": wrong},
        )
    changing.rename(current_user.id, name)
    return see_other(url_for("accounts.account"), "Your name is changed.")


@blueprint.post("/account/verification")
@private
@sign_in_required
def resend_verification():
    limit_links(current_user.email)
    joining.ask_to_verify(current_user.customer)
    return see_other(url_for("accounts.account"), "A new link is on its way to you.")
