"""Works that are one, and editions that stand with the wrong work."""

from flask import abort, request, url_for
from flask_login import current_user

from app.accounts.permissions import needs
from app.admin.blueprint import blueprint
from app.admin.edition_page import find_edition, show_edition
from app.admin.references import named_row
from app.admin.work_page import find_work, show_work
from app.catalog import merging
from app.catalog.models import Work
from app.db import db
from app.hypermedia import private, see_other
from app.reviews.moving import move_reviews

NO_SUCH_BOOK = "We have no book of that number; it is the last part of a book’s address."


@blueprint.post("/books/<int:work_id>/merge")
@private
@needs("catalog.edit")
def merge_book(work_id):
    """Make the work a part of the `other` one."""
    work, other = find_work(work_id), named_row(Work, request.form.get("other", ""))
    if other is None:
        return show_work(work, errors={"other": NO_SUCH_BOOK}, status=422)
    try:
        merge(work, other)
    except Work.DoesNotExist:
        abort(404)  # Somebody else merged it at this very instant.
    except merging.SameWork:
        errors = {"other": "That is this book; name the one it is to become a part of."}
        return show_work(work, errors=errors, status=422)
    notice = f"“{work.title}” is a part of “{other.title}” now."
    return see_other(url_for("admin.book", work_id=other.id), notice)


def merge(work, other):
    with db.atomic():
        move_reviews(work, other)
        merging.merge_works(work, other, staff_id=current_user.id)


@blueprint.post("/editions/<int:edition_id>/move")
@private
@needs("catalog.edit")
def move_edition(edition_id):
    """Put the edition with the `other` work, or with a new one when none is named."""
    edition, named = find_edition(edition_id), request.form.get("other", "").strip()
    other = named_row(Work, named) if named else None
    if named and other is None:
        return show_edition(edition, errors={"other": NO_SUCH_BOOK}, status=422)
    try:
        work = merging.move_edition(edition, other, staff_id=current_user.id)
    except merging.SameWork:
        errors = {"other": "It is an edition of that book already."}
        return show_edition(edition, errors=errors, status=422)
    words = f"The edition stands with “{work.title}” now."
    notice = words if other else "The edition has a book of its own now. Say what that is."
    return see_other(url_for("admin.book", work_id=work.id), notice)
