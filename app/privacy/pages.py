"""/account/privacy: what we hold, a copy of it, what she took note of, and the end of it all."""

from flask import Response, abort, render_template, request, url_for
from flask_login import current_user

from app.accounts.access import fresh_sign_in_required, sign_in_required
from app.accounts.consents import consents_of
from app.accounts.signing_in import sign_out
from app.hypermedia import private, public, render_page, see_other
from app.privacy import exporting
from app.privacy.blueprint import blueprint
from app.privacy.erasing import NotYet, Wishes, credit_left, erase
from app.privacy.staying import what_stays

ASKED = "We are putting your copy together. An email tells you when it is here."
ANOTHER = "Another account is signed in here by now, so nothing was erased. Look again which it is."
TODAY = "You have asked for a copy today already. Another one can be had tomorrow."


@blueprint.get("/account/privacy")
@private
@sign_in_required
def overview():
    return render_template(
        "privacy/overview.html",
        exports=exporting.exports_of(current_user.id),
        consents=consents_of(current_user.id),
    )


@blueprint.post("/account/privacy/exports")
@private
@fresh_sign_in_required
def ask_for_export():
    asked = exporting.ask(current_user.id)
    notice = (ASKED, "success") if asked else (TODAY, "problem")
    return see_other(url_for("privacy.overview"), *notice)


@blueprint.get("/account/privacy/exports/<int:export_id>")
@private
@fresh_sign_in_required
def export(export_id):
    found = exporting.take(current_user.id, export_id) or abort(404)
    response = Response(exporting.pieces(found.id), content_type="application/zip")
    response.content_length = found.bytes
    name = f"octavo-{found.made_at.date()}.zip"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


@blueprint.get("/account/privacy/erase")
@private
@fresh_sign_in_required
def erasure():
    return erasure_form()


@blueprint.post("/account/privacy/erase")
@private
@fresh_sign_in_required
def erase_me():
    # Another tab may have signed somebody else in since the form was opened.
    if request.form.get("account", str(current_user.id)) != str(current_user.id):
        return see_other(url_for("privacy.erasure"), ANOTHER, "problem")
    wishes = Wishes("keep_reviews" in request.form, "give_up_credit" in request.form)
    try:
        erase(current_user.id, wishes)
    except NotYet as refusal:
        return erasure_form(refusal.reasons, status=422)
    sign_out()
    response = see_other(url_for("privacy.erased"))
    # Pages and pieces that the browser kept go as well.
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@blueprint.get("/account/erased")
@public
def erased():
    return render_template("privacy/erased.html")


def erasure_form(reasons=(), status=200):
    return render_page(
        "privacy/erasure.html",
        fragment="privacy/_erasure_form.html",
        status=status,
        reasons=reasons,
        stays=what_stays(current_user.id),
        credit=credit_left(current_user.id),
        chosen=request.form,
    )
