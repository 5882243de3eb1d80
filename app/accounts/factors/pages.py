"""Setting up an authenticator app, and the recovery codes that come with any second factor."""

import pyotp
from flask import current_app, make_response, render_template, request, url_for
from flask_login import current_user

from app.accounts.access import fresh_sign_in_required
from app.accounts.blueprint import blueprint
from app.accounts.factors import authenticators, keeping, setting_up
from app.accounts.factors.having import has_second_factor
from app.accounts.factors.qr import qr_code
from app.accounts.limits import limit_second_step
from app.accounts.signing_in import renew_session
from app.hypermedia import private, see_other
from app.typed_text import one_line

WRONG_CODE = "This is not the code that the app shows now. Type the six digits before they change."

COUNTS_ALREADY = "Your app is added. If you did not see its recovery codes, make new ones here."
VOID_KEY = "The key on that page does not count any more. Begin again, with the one shown then."


@blueprint.get("/account/security/authenticator")
@private
@fresh_sign_in_required
def authenticator():
    secret = setting_up.secret_to_show(current_user.id)
    return authenticator_form(secret) if secret else see_other(url_for("accounts.security"))


@blueprint.post("/account/security/authenticator")
@private
@fresh_sign_in_required
def confirm_authenticator():
    secret = setting_up.secret_shown(current_user.id)
    if not secret:
        counts = authenticators.confirmed_at(current_user.id)
        said = (COUNTS_ALREADY, "success") if counts else (VOID_KEY, "problem")
        return see_other(url_for("accounts.security"), *said)
    limit_second_step(current_user.customer)
    code = one_line(request.form.get("code")).replace(" ", "")
    codes = keeping.confirm_authenticator(current_user.customer, code, current_user.session.id)
    if codes is None:
        return authenticator_form(secret, errors={"code": WRONG_CODE}, status=422)
    return factor_added(codes, "Your authenticator app is added.")


@blueprint.post("/account/security/authenticator/removal")
@private
@fresh_sign_in_required
def remove_authenticator():
    keeping.remove_authenticator(current_user.customer)
    return see_other(url_for("accounts.security"), "Your authenticator app is removed.")


@blueprint.post("/account/security/recovery-codes")
@private
@fresh_sign_in_required
def renew_recovery_codes():
    if not has_second_factor(current_user.id):
        return see_other(url_for("accounts.security"))
    return codes_page(keeping.renew_codes(current_user.customer))


def factor_added(codes, notice):
    """She has just shown the factor, so this browser's session has; codes are shown this once."""
    renew_session(second_factor=True)
    return codes_page(codes) if codes else see_other(url_for("accounts.security"), notice)


def codes_page(codes):
    return render_template("accounts/recovery_codes.html", codes=codes)


def authenticator_form(secret, errors=None, status=200):
    shop = current_app.config["SETTINGS"].shop_name
    address = pyotp.TOTP(secret).provisioning_uri(name=current_user.email, issuer_name=shop)
    page = render_template(
        "accounts/authenticator.html",
        qr=qr_code(address),
        secret=" ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        errors=errors or {},
    )
    return make_response(page, status)
