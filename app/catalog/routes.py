"""The shop window and the shelves."""

from flask import abort, make_response, redirect, render_template, request
from stdnum import isbn as isbn_numbers
from stdnum.exceptions import ValidationError

from app.catalog import covers, pages, shelves, site_files
from app.catalog.blueprint import blueprint
from app.catalog.models import Collection, Contributor, Edition, Publisher, Series, Subject, Work
from app.catalog.works import cards_by_id, load_book
from app.hypermedia import immutable, public
from app.typed_text import page_number

__all__ = ["blueprint", "pages", "site_files"]

ROW = 12  # works on one shelf of a page
# A drawn cover is a picture and nothing else, even when it is opened on its own.
COVER_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


@blueprint.get("/")
@public
def home():
    return render_template(
        "catalog/home.html",
        subjects=shelves.subjects_with_counts(),
        **shelves.window(ROW),
    )


@blueprint.get("/books/<slug>-<int:work_id>")
@public
def book(slug, work_id):
    work = load_book(work_id) or abort(404)
    if slug != work.slug:
        return redirect(work.url, code=301)
    in_stock = [edition.id for edition in work.editions_on_sale if edition.available]
    return render_template(
        "catalog/book.html",
        work=work,
        chosen=in_stock[0] if in_stock else None,
        quantity=1,
        errors={},
        **shelves.around(work),
    )


@blueprint.get("/isbn/<number>")
@public
def isbn(number):
    """A book by its ISBN of 10 or 13 digits, with or without hyphens."""
    try:
        digits = isbn_numbers.to_isbn13(isbn_numbers.validate(number))
    except ValidationError:
        abort(404, "That is not an ISBN: it has 10 or 13 digits, and the last one checks the rest.")
    work = Work.select().join(Edition).where(Edition.isbn == digits).first()
    return redirect((work or abort(404, "We do not have the book with that ISBN.")).url, code=301)


@blueprint.get("/subjects")
@public
def subjects():
    return render_template("catalog/subjects.html", subjects=shelves.subjects_with_counts())


@blueprint.get("/subjects/<slug>")
@public
def subject(slug):
    found = Subject.get_or_none(Subject.slug == slug) or abort(404)
    return render_shelf("catalog/subject.html", shelves.in_subject(found), subject=found)


@blueprint.get("/authors/<slug>-<int:contributor_id>")
@public
def author(slug, contributor_id):
    found = Contributor.get_or_none(Contributor.id == contributor_id) or abort(404)
    if slug != found.slug:
        return redirect(found.url, code=301)
    return render_shelf("catalog/author.html", shelves.by_authors([found]), author=found)


@blueprint.get("/series/<slug>-<int:series_id>")
@public
def series(slug, series_id):
    found = Series.get_or_none(Series.id == series_id) or abort(404)
    if slug != found.slug:
        return redirect(found.url, code=301)
    works = shelves.in_reading_order(found)
    return render_template("catalog/series.html", series=found, works=works)


@blueprint.get("/publishers/<slug>-<int:publisher_id>")
@public
def publisher(slug, publisher_id):
    found = Publisher.get_or_none(Publisher.id == publisher_id) or abort(404)
    if slug != found.slug:
        return redirect(found.url, code=301)
    return render_shelf("catalog/publisher.html", shelves.from_publisher(found), publisher=found)


@blueprint.get("/collections/<slug>")
@public
def collection(slug):
    found = Collection.get_or_none(Collection.slug == slug) or abort(404)
    works = shelves.in_collection(found)
    return render_template("catalog/collection.html", collection=found, works=works)


@blueprint.get("/new")
@public
def new_books():
    return render_shelf("catalog/new_books.html", shelves.new_books(), sort="newest")


@blueprint.get("/covers/<int:work_id>-<version>.<extension>")
@immutable
def cover(work_id, version, extension):
    work = cards_by_id([work_id]).get(work_id) or abort(404)
    if (version, extension) != (covers.version(work), covers.extension(work)):
        # An old page asks: send it to the picture of today, but let nobody keep that answer.
        return redirect(work.cover_url, code=302)
    if work.cover:
        return make_response(covers.picture(work), {"Content-Type": work.cover.media_type})
    headers = {"Content-Type": "image/svg+xml", "Content-Security-Policy": COVER_POLICY}
    return make_response(covers.draw(work), headers)


def render_shelf(template, query, *, sort=None, **context):
    """A page of works that one can sort and leaf through; bad wishes mean the first page."""
    page = page_number(request.args.get("page"))
    shelf = shelves.shelf(query, sort or request.args.get("sort"), page)
    return render_template(template, **vars(shelf), **context)
