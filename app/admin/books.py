"""Books: finding them, what a work is, its cover, and whether it is sold."""

from flask import abort, make_response, render_template, request, url_for
from flask_login import current_user

from app.accounts.staff_actions import record
from app.admin.blueprint import blueprint
from app.admin.book_forms import EMPTY_WORK, read_work, typed_work, work_fields
from app.admin.book_list import FILTERS, editions_with_stock, with_shelves, works_found
from app.admin.changes import changes_of, differences
from app.admin.listing import asked_page, asked_words, page_of
from app.catalog.covers import UnreadableImage, remove_cover, replace_cover
from app.catalog.editing import EditedMeanwhile, save_work, set_on_sale
from app.catalog.facts import fingerprint, work_facts
from app.catalog.models import Edition, Series, Subject
from app.catalog.works import cards, cards_by_id
from app.db import db
from app.hypermedia import private, render_page, see_other


@blueprint.get("/books")
@private
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
def book(work_id):
    return show_work(find_work(work_id))


@blueprint.post("/books/<int:work_id>")
@private
def save_book(work_id):
    work = find_work(work_id)
    facts, errors = read_work(request.form)
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
def new_book():
    return show_new_book()


@blueprint.post("/books/new")
@private
def add_book():
    facts, errors = read_work(request.form)
    if errors:
        return show_new_book(errors, status=422)
    work = save_work(facts, staff_id=current_user.id)
    next_step = url_for("admin.new_edition", work_id=work.id)
    return see_other(next_step, f"“{work.title}” is added. Now the edition that you sell.")


@blueprint.post("/books/<int:work_id>/sale")
@private
def sale(work_id):
    work = find_work(work_id)
    on_sale = request.form.get("on_sale") == "1"
    set_on_sale(work, on_sale, staff_id=current_user.id)
    words = "back on sale" if on_sale else "withdrawn from sale"
    return see_other(url_for("admin.book", work_id=work.id), f"“{work.title}” is {words}.")


@blueprint.post("/books/<int:work_id>/cover")
@private
def cover(work_id):
    work = find_work(work_id)
    try:
        change_cover(work)
    except UnreadableImage as refusal:
        return show_work(work, errors={"cover": str(refusal)}, status=422)
    return see_other(url_for("admin.book", work_id=work.id), "The cover is changed.")


def change_cover(work):
    picture = request.files.get("cover")
    with db.atomic():
        if request.form.get("remove"):
            remove_cover(work.id)
            record(current_user.id, "removed the cover", f"work {work.id}")
        elif picture:
            replace_cover(work.id, picture.stream)
            record(current_user.id, "changed the cover", f"work {work.id}")
        else:
            raise UnreadableImage("Choose a picture first.")


def find_work(work_id):
    return cards_by_id([work_id]).get(work_id) or abort(404)


def show_work(work, *, errors=None, meanwhile=None, status=200):
    """The page of a work: as it stands, or with what was typed when that was refused."""
    facts = work_facts(work)
    retyped = request.method == "POST" and "title" in request.form
    page = render_template(
        "admin/book.html",
        work=work,
        fields=typed_work(request.form) if retyped else work_fields(facts),
        seen=fingerprint(facts),
        errors=errors or {},
        meanwhile=meanwhile,
        editions=editions_with_stock(Edition.work == work),
        changes=changes_of(work),
        **choices(),
    )
    return make_response(page, status)


def show_new_book(errors=None, status=200):
    fields = typed_work(request.form) if request.method == "POST" else EMPTY_WORK
    page = render_template("admin/new_book.html", fields=fields, errors=errors or {}, **choices())
    return make_response(page, status)


def choices():
    return {
        "all_subjects": list(Subject.select().order_by(Subject.position, Subject.name)),
        "all_series": [
            row.name for row in Series.select(Series.name).order_by(Series.name).limit(2000)
        ],
    }
