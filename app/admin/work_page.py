"""The page of a work in the back office, and that of one to be added."""

from flask import abort, make_response, render_template, request

from app.admin import work_forms
from app.admin.book_list import editions_with_stock
from app.admin.changes import changes_of
from app.catalog.facts import fingerprint, work_facts
from app.catalog.models import Edition
from app.catalog.pictures import KINDS, pictures_of
from app.catalog.works import cards_by_id


def find_work(work_id):
    return cards_by_id([work_id]).get(work_id) or abort(404)


def show_work(work, *, errors=None, meanwhile=None, status=200):
    """The page of a work: as it stands, or with what was typed when that was refused."""
    facts = work_facts(work)
    retyped = request.method == "POST" and "title" in request.form
    fields = work_forms.as_typed(request.form) if retyped else work_forms.shown(facts)
    page = render_template(
        "admin/book.html",
        work=work,
        fields=fields,
        seen=fingerprint(facts),
        errors=errors or {},
        meanwhile=meanwhile,
        editions=editions_with_stock(Edition.work == work),
        pictures=pictures_of(work),
        picture_kinds=KINDS.items(),
        changes=changes_of(work),
        **work_forms.choices(fields),
    )
    return make_response(page, status)


def show_new_work(errors=None, status=200):
    posted = request.method == "POST"
    fields = work_forms.as_typed(request.form) if posted else work_forms.EMPTY
    page = render_template(
        "admin/new_book.html", fields=fields, errors=errors or {}, **work_forms.choices(fields)
    )
    return make_response(page, status)
