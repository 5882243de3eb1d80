"""What readers searched and did not find."""

from flask import abort, request, url_for
from flask_login import current_user

from app.accounts.permissions import needs
from app.accounts.staff_actions import record
from app.admin.blueprint import blueprint
from app.db import db
from app.hypermedia import private, render_page, see_other
from app.search import misses
from app.typed_text import one_line


@blueprint.get("/searches")
@private
@needs("catalog.see")
def searches():
    return render_page(
        "admin/searches.html",
        fragment="admin/_searches.html",
        misses=misses.frequent(),
        days=misses.DAYS,
    )


@blueprint.post("/searches/dismissals")
@private
@needs("catalog.edit")
def dismiss_search():
    words = one_line(request.form.get("words"))
    with db.atomic():
        misses.dismiss(words) or abort(404)
        record(current_user.id, "dismissed", f"the search “{words}”")
    return see_other(url_for("admin.searches"), f"“{words}” is off the list.")
