"""Editions: what is sold of a work."""

from flask import request, url_for
from flask_login import current_user

from app.accounts.permissions import needs
from app.admin import edition_forms
from app.admin.blueprint import blueprint
from app.admin.changes import differences
from app.admin.edition_page import find_edition, show_edition, show_new_edition
from app.admin.work_page import find_work
from app.catalog.editing import EditedMeanwhile
from app.catalog.edition_editing import HasCopies, HasFile, IsbnTaken, KeepsItsPrice, save_edition
from app.catalog.models import CONDITIONS
from app.hypermedia import private, see_other

HAS_COPIES = "There are copies of it on the shelf, so it is no ebook. Take those off first."
HAS_FILE = "A file of it is sold, so it stays a download. Add another edition for the thing."
KEEPS_ITS_PRICE = "It has a price already, so it keeps one. Withdraw it if it is not to be sold."


@blueprint.get("/editions/<int:edition_id>")
@private
@needs("catalog.see")
def edition(edition_id):
    return show_edition(find_edition(edition_id))


@blueprint.post("/editions/<int:edition_id>", endpoint="save_edition")
@private
@needs("catalog.edit")
def save(edition_id):
    found = find_edition(edition_id)
    facts, errors = edition_forms.read(request.form)
    if errors:
        return show_edition(found, errors=errors, status=422)
    try:
        write(facts, found.work, edition=found, seen=request.form.get("seen"))
    except IsbnTaken as taken:
        return show_edition(found, errors={"isbn": belongs_to(taken.edition)}, status=422)
    except HasCopies:
        return show_edition(found, errors={"format": HAS_COPIES}, status=422)
    except HasFile:
        return show_edition(found, errors={"format": HAS_FILE}, status=422)
    except KeepsItsPrice:
        return show_edition(found, errors={"price": KEEPS_ITS_PRICE}, status=422)
    except EditedMeanwhile as conflict:
        return show_edition(found, meanwhile=differences(conflict.current, facts), status=409)
    return see_other(url_for("admin.edition", edition_id=edition_id), "The edition is saved.")


@blueprint.get("/books/<int:work_id>/editions/new")
@private
@needs("catalog.edit")
def new_edition(work_id):
    return show_new_edition(find_work(work_id))


@blueprint.post("/books/<int:work_id>/editions/new")
@private
@needs("catalog.edit")
def add_edition(work_id):
    work = find_work(work_id)
    facts, errors = edition_forms.read(request.form)
    if errors:
        return show_new_edition(work, errors, status=422)
    try:
        added = write(facts, work)
    except IsbnTaken as taken:
        return show_new_edition(work, {"isbn": belongs_to(taken.edition)}, status=422)
    next_step = url_for("admin.edition", edition_id=added.id)
    return see_other(next_step, "The edition is added. Put its copies on the shelf below.")


def write(facts, work, **rest):
    return save_edition(
        facts,
        work=work,
        currency=edition_forms.shop_currency(),
        staff_id=current_user.id,
        **rest,
    )


def belongs_to(edition):
    what = f"“{edition.work.title}” ({edition.format_name.lower()})"
    if edition.condition == "new":
        return f"This ISBN already belongs to {what}. For a used copy of it, choose a condition."
    kind = CONDITIONS[edition.condition].lower()
    return f"There are copies of {what}, {kind}, already: put this one on their shelf."
