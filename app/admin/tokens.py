"""API tokens: which other systems may speak to the shop. For its owner only."""

from flask import make_response, render_template, request, url_for
from flask_login import current_user

from app.accounts import api_tokens
from app.accounts.access import fresh_sign_in_required
from app.accounts.permissions import needs
from app.admin.blueprint import blueprint
from app.hypermedia import private, see_other
from app.typed_text import one_line


@blueprint.get("/tokens")
@private
@needs("tokens.manage")
def tokens():
    return show_tokens()


@blueprint.post("/tokens")
@private
@needs("tokens.manage")
@fresh_sign_in_required
def make_token():
    """The one answer that shows the new token; no redirect, as it is kept nowhere."""
    name = request.form.get("name", "")
    if wrong := api_tokens.wrong_name(name):
        return show_tokens(name=name, error=wrong, status=422)
    secret = api_tokens.issue(one_line(name), staff_id=current_user.id)
    return show_tokens(made=one_line(name), secret=secret, status=201)


@blueprint.post("/tokens/<int:token_id>/revocation")
@private
@needs("tokens.manage")
@fresh_sign_in_required
def revoke_token(token_id):
    token = api_tokens.revoke(token_id, staff_id=current_user.id)
    if token is None:
        return see_other(url_for("admin.tokens"), "That token was not in use any longer.")
    return see_other(url_for("admin.tokens"), f"The token of “{token.name}” opens nothing now.")


def show_tokens(*, status=200, **shown):
    page = render_template("admin/tokens.html", tokens=api_tokens.all_tokens(), **shown)
    return make_response(page, status)
