"""/account/security: how one signs in to this account, and where one is signed in."""

from flask import abort, render_template, url_for
from flask_login import current_user

from app.accounts.access import fresh_sign_in_required, sign_in_required
from app.accounts.audit import audit
from app.accounts.blueprint import blueprint
from app.accounts.factors import authenticators, passkeys, recovery_codes
from app.accounts.providers.identities import identities_of
from app.accounts.sessions import end_all_sessions, end_one_session, sessions_of
from app.hypermedia import private, see_other


@blueprint.get("/account/security")
@private
@sign_in_required
def security():
    return render_template(
        "accounts/security.html",
        authenticator_since=authenticators.confirmed_at(current_user.id),
        codes_left=recovery_codes.left(current_user.id),
        passkeys=passkeys.passkeys_of(current_user.id),
        identities=identities_of(current_user.id),
        sessions=sessions_of(current_user.id),
        errors={},
    )


@blueprint.post("/account/security/sessions/<int:session_id>/end")
@private
@fresh_sign_in_required
def end_session(session_id):
    if not end_one_session(current_user.id, session_id):
        abort(404)
    audit("session ended", current_user.id)
    return see_other(url_for("accounts.security"), "That browser is signed out.")


@blueprint.post("/account/security/sessions/end")
@private
@fresh_sign_in_required
def end_other_sessions():
    ended = end_all_sessions(current_user.id, but=current_user.session.id)
    audit("other sessions ended", current_user.id, ended=ended)
    return see_other(url_for("accounts.security"), "All other browsers are signed out.")
