"""People, series and publishers: finding them, what is said of them, and two that are one."""

from flask import abort, make_response, render_template, request, url_for
from flask_login import current_user

from app.accounts.permissions import needs
from app.admin import name_forms
from app.admin.blueprint import blueprint
from app.admin.changes import changes_about, differences
from app.admin.listing import asked_page, asked_words, page_of
from app.admin.name_list import alike, names_found, with_books, works_of
from app.admin.references import named_row
from app.catalog.editing import EditedMeanwhile
from app.catalog.facts import fingerprint
from app.catalog.name_editing import NameTaken, facts_of, save_name
from app.catalog.name_merging import KINDS, SameName, merge_names
from app.hypermedia import private, render_page, see_other
from app.typed_text import one_line

# By what the address calls them: the kind, and what staff call one and all of them.
SORTS = {
    "contributors": ("contributor", "person", "People"),
    "series": ("series", "series", "Series"),
    "publishers": ("publisher", "publisher", "Publishers"),
}


@blueprint.get("/<any(contributors, series, publishers):sort>")
@private
@needs("catalog.see")
def names(sort):
    kind, one, many = SORTS[sort]
    words = asked_words()
    return render_page(
        "admin/names.html",
        fragment="admin/_names.html",
        sort=sort,
        one=one,
        many=many,
        words=words,
        listing=page_of(
            names_found(kind, words), asked_page(), run=lambda query: with_books(kind, query)
        ),
    )


@blueprint.get("/<any(contributors, series, publishers):sort>/<int:row_id>")
@private
@needs("catalog.see")
def name(sort, row_id):
    return show_name(sort, find_row(sort, row_id))


@blueprint.post("/<any(contributors, series, publishers):sort>/<int:row_id>", endpoint="save_name")
@private
@needs("catalog.edit")
def save(sort, row_id):
    kind, row = SORTS[sort][0], find_row(sort, row_id)
    facts, errors = name_forms.read(kind, request.form)
    if errors:
        return show_name(sort, row, errors=errors, status=422)
    try:
        seen = request.form.get("seen")
        row = save_name(kind, row, facts, staff_id=current_user.id, seen=seen)
    except NameTaken as taken:
        return show_name(sort, row, errors=whose(taken.row, facts), status=422)
    except EditedMeanwhile as conflict:
        return show_name(sort, row, meanwhile=differences(conflict.current, facts), status=409)
    return see_other(url_for("admin.name", sort=sort, row_id=row_id), f"{row.name} is saved.")


@blueprint.post("/<any(contributors, series, publishers):sort>/<int:row_id>/merge")
@private
@needs("catalog.edit")
def merge_name(sort, row_id):
    """Make the row a part of the `other` one."""
    kind, row = SORTS[sort][0], find_row(sort, row_id)
    other = find_other(KINDS[kind], request.form.get("other", ""))
    if other is None:
        errors = {"other": f"We have no {SORTS[sort][1]} of that number or name."}
        return show_name(sort, row, errors=errors, status=422)
    try:
        merge_names(kind, row, other, staff_id=current_user.id)
    except KINDS[kind].DoesNotExist:
        abort(404)  # Somebody else merged it at this very instant.
    except SameName:
        errors = {"other": "That is this one; name the one it is to become a part of."}
        return show_name(sort, row, errors=errors, status=422)
    notice = f"The books of {row.name} are those of {other.name} now."
    return see_other(url_for("admin.name", sort=sort, row_id=other.id), notice)


def find_other(model, text):
    text = one_line(text)
    return model.get_or_none(model.name == text) or named_row(model, text)


def whose(row, facts):
    if row.name == facts["name"]:
        return {"name": f"{row.name} is there already, as number {row.id}: merge the two below."}
    return {"isni": f"This is the ISNI of {row.name}, number {row.id}."}


def find_row(sort, row_id):
    model = KINDS[SORTS[sort][0]]
    return model.get_or_none(model.id == row_id) or abort(404)


def show_name(sort, row, *, errors=None, meanwhile=None, status=200):
    kind, one, many = SORTS[sort]
    facts = facts_of(kind, row)
    retyped = request.method == "POST" and "name" in request.form
    page = render_template(
        "admin/name.html",
        sort=sort,
        kind=kind,
        one=one,
        many=many,
        row=row,
        fields=name_forms.as_typed(request.form) if retyped else name_forms.shown(facts),
        seen=fingerprint(facts),
        errors=errors or {},
        meanwhile=meanwhile,
        alike=alike(kind, row),
        works=works_of(kind, row),
        changes=changes_about([f"{kind} {row.id}"]),
    )
    return make_response(page, status)
