"""Books: finding them, what a work is, and whether it is sold."""

from flask import request, url_for
from flask_login import current_user

from app.accounts.permissions import needs
from app.admin import work_forms
from app.admin.blueprint import blueprint
from app.admin.book_list import FILTERS, with_shelves, works_found
from app.admin.changes import differences
from app.admin.listing import asked_page, asked_words, page_of
from app.admin.work_page import find_work, show_new_work, show_work
from app.catalog.editing import EditedMeanwhile, save_work
from app.catalog.edition_editing import set_on_sale
from app.catalog.works import cards
from app.hypermedia import private, render_page, see_other


@blueprint.get("/books")
@private
@needs("catalog.see")
def books():
    words, only = asked_words(), request.args.get("only", "")
    if only not in FILTERS:
        only = ""
    return render_page(
        "admin/books.html",
        fragment="admin/_books.html",
        words=words,
        only=only,
        filters=FILTERS,
        listing=page_of(
            works_found(words, only), asked_page(), run=lambda query: with_shelves(cards(query))
        ),
    )


@blueprint.get("/books/<int:work_id>")
@private
@needs("catalog.see")
def book(work_id):
    return show_work(find_work(work_id))


@blueprint.post("/books/<int:work_id>")
@private
@needs("catalog.edit")
def save_book(work_id):
    work = find_work(work_id)
    facts, errors = work_forms.read(request.form)
    if errors:
        return show_work(work, errors=errors, status=422)
    try:
        seen = request.form.get("seen")
        work = save_work(facts, work=work, staff_id=current_user.id, seen=seen)
    except EditedMeanwhile as conflict:
        return show_work(work, meanwhile=differences(conflict.current, facts), status=409)
    return see_other(url_for("admin.book", work_id=work.id), f"“{work.title}” is saved.")


@blueprint.get("/books/new")
@private
@needs("catalog.edit")
def new_book():
    return show_new_work()


@blueprint.post("/books/new")
@private
@needs("catalog.edit")
def add_book():
    facts, errors = work_forms.read(request.form)
    if errors:
        return show_new_work(errors, status=422)
    work = save_work(facts, staff_id=current_user.id)
    next_step = url_for("admin.new_edition", work_id=work.id)
    return see_other(next_step, f"“{work.title}” is added. Now the edition that you sell.")


@blueprint.post("/books/<int:work_id>/sale")
@private
@needs("catalog.edit")
def sale(work_id):
    work = find_work(work_id)
    on_sale = request.form.get("on_sale") == "1"
    set_on_sale(work, on_sale, staff_id=current_user.id)
    words = "back on sale" if on_sale else "withdrawn from sale"
    return see_other(url_for("admin.book", work_id=work.id), f"“{work.title}” is {words}.")
