"""Adding and removing passkeys; passkeys.js stands between these and the browser's own dialogue."""

from flask import abort, make_response, render_template, request, url_for
from flask_login import current_user

from app.accounts.access import fresh_sign_in_required
from app.accounts.blueprint import blueprint
from app.accounts.factors import keeping, passkeys
from app.accounts.factors.pages import factor_added
from app.accounts.factors.places import other_place
from app.accounts.limits import limit_passkeys
from app.hypermedia import private, see_other
from app.typed_text import one_line

TOO_MANY = "That is as many passkeys as we keep. Remove one to make room for another."
REFUSED = "That passkey could not be added. Please try again."

blueprint.add_app_template_global(other_place, "passkeys_work_at")


@blueprint.get("/account/security/passkeys")
@private
@fresh_sign_in_required
def new_passkey():
    return render_template("accounts/passkey.html")


@blueprint.post("/account/security/passkeys/options")
@private
@fresh_sign_in_required
def new_passkey_options():
    limit_passkeys()
    options = passkeys.to_register(current_user.customer)
    return make_response(options, {"Content-Type": "application/json"})


@blueprint.post("/account/security/passkeys")
@private
@fresh_sign_in_required
def add_passkey():
    limit_passkeys()
    if len(passkeys.passkeys_of(current_user.id)) >= passkeys.MOST:
        return see_other(url_for("accounts.security"), TOO_MANY, "problem")
    answer = request.form.get("credential", "")
    name = one_line(request.form.get("name"))[: passkeys.LONGEST_NAME] or "Passkey"
    codes = keeping.add_passkey(current_user.customer, answer, name, current_user.session.id)
    if codes is None:
        return see_other(url_for("accounts.new_passkey"), REFUSED, "problem")
    return factor_added(codes, f"The passkey “{name}” is added.")


@blueprint.post("/account/security/passkeys/<int:passkey_id>/removal")
@private
@fresh_sign_in_required
def remove_passkey(passkey_id):
    if not keeping.remove_passkey(current_user.customer, passkey_id):
        abort(404)
    return see_other(url_for("accounts.security"), "The passkey is removed.")
