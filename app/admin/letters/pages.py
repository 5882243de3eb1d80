"""The letters that the shop writes: which there are, and what each says."""

from flask import abort, current_app, make_response, render_template

from app.accounts.permissions import needs
from app.admin.blueprint import blueprint
from app.admin.letters.kinds import KINDS, kind_of
from app.admin.letters.previews import preview
from app.headers import content_security_policy
from app.hypermedia import private

# A letter shows itself, in the styles of its own tags, and runs, loads and sends nothing.
LETTER_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)


@blueprint.get("/letters")
@private
@needs("letters.see")
def letters():
    return render_template("admin/letters.html", groups=KINDS)


@blueprint.get("/letters/<name>")
@private
@needs("letters.see")
def letter(name):
    kind = kind_of(name) or abort(404)
    page = render_template("admin/letter.html", name=name, kind=kind, letter=preview(name))
    policy = content_security_policy(current_app.config["SETTINGS"])
    return make_response(page, {"Content-Security-Policy": f"{policy}; frame-src 'self'"})


@blueprint.get("/letters/<name>/html")
@private
@needs("letters.see")
def letter_html(name):
    kind_of(name) or abort(404)
    headers = {"Content-Security-Policy": LETTER_POLICY, "X-Frame-Options": "SAMEORIGIN"}
    return make_response(preview(name).html, headers)
