"""The shop window and the shelves."""

from flask import abort, current_app, make_response, redirect, render_template
from stdnum import isbn as isbn_numbers
from stdnum.exceptions import ValidationError

from app.catalog import book_page, covers, pages, pictures, shelves, site_files
from app.catalog.availability import availability, is_to_come
from app.catalog.blueprint import blueprint
from app.catalog.descriptions import described, in_plain_words
from app.catalog.models import Collection, Edition, Work
from app.catalog.moved import merged_into, once_called
from app.catalog.nearby import around
from app.catalog.reading_order import series_words
from app.catalog.stock_alerts import pages as stock_alert_pages
from app.catalog.stock_alerts.asking import awaitable
from app.catalog.structured_data import book_data, breadcrumbs
from app.catalog.trails import trail_of, tree
from app.catalog.works import cards_by_id
from app.hypermedia import immutable, public

__all__ = ["blueprint", "pages", "site_files", "stock_alert_pages"]

ROW = 12  # works on one shelf of a page
# A picture is a picture and nothing else, even when it is opened on its own.
PICTURE_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"

blueprint.add_app_template_global(availability)
blueprint.add_app_template_global(is_to_come)
blueprint.add_app_template_global(book_page.choices, "edition_choices")
blueprint.add_app_template_global(awaitable)
blueprint.add_app_template_filter(described)
blueprint.add_app_template_filter(in_plain_words)
blueprint.add_app_template_filter(series_words)


@blueprint.get("/")
@public
def home():
    return render_template(
        "catalog/home.html",
        subjects=tree(),
        **shelves.window(ROW),
    )


@blueprint.get("/books/<slug>-<int:work_id>")
@public
def book(slug, work_id):
    work = book_page.load_book(work_id) or merged_into(work_id) or abort(404)
    if (slug, work_id) != (work.slug, work.id):
        return redirect(work.url, code=301)
    editions = work.editions_on_sale
    trail = trail_of(work.subjects[0]) if work.subjects else []
    return render_template(
        "catalog/book.html",
        work=work,
        volumes=book_page.by_isbn(editions),
        trail=trail,
        data=[book_data(work, site()), breadcrumbs(steps_to(work, trail), site())],
        chosen=book_page.first_choice(editions),
        quantity=1,
        errors={},
        **around(work),
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
    return render_template("catalog/subjects.html", subjects=tree())


@blueprint.get("/collections/<slug>")
@public
def collection(slug):
    found = Collection.get_or_none(Collection.slug == slug) or once_called("collection", slug)
    if not found:
        abort(404)
    if found.slug != slug:
        return redirect(found.url, code=301)
    works = shelves.in_collection(found)
    return render_template("catalog/collection.html", collection=found, works=works)


@blueprint.get("/covers/<int:work_id>-<version>.<extension>")
@immutable
def cover(work_id, version, extension):
    work = cards_by_id([work_id]).get(work_id) or abort(404)
    if (version, extension) != (covers.version(work), covers.extension(work)):
        # An old page asks: send it to the picture of today, but let nobody keep that answer.
        return redirect(work.cover_url, code=302)
    if work.cover:
        return picture_file(covers.picture(work), work.cover.media_type)
    return picture_file(covers.draw(work), "image/svg+xml")


@blueprint.get("/images/<int:image_id>-<version>.<extension>")
@immutable
def image(image_id, version, extension):
    picture = pictures.with_bytes(image_id) or abort(404)
    if (version, extension) != (picture.version, picture.extension):
        return redirect(picture.url, code=302)
    return picture_file(bytes(picture.image), picture.media_type)


def picture_file(body, media_type):
    headers = {"Content-Type": media_type, "Content-Security-Policy": PICTURE_POLICY}
    return make_response(body, headers)


def steps_to(work, trail):
    shelves_passed = [(subject.name, subject.url) for subject in trail]
    return [("Subjects", "/subjects"), *shelves_passed, (work.title, work.url)]


def site():
    return current_app.config["SETTINGS"].public_url
