"""Shelves that one can narrow down, sort and leaf through as one can a search."""

from dataclasses import replace

from flask import Blueprint, abort, current_app, redirect, request

from app.catalog.houses import imprints_of, publishers_of
from app.catalog.models import Contributor, Publisher, Series, Subject
from app.catalog.moved import merged_name, once_called
from app.catalog.people import names_of, shelves_by_role
from app.catalog.reading_order import series_words
from app.catalog.structured_data import breadcrumbs
from app.catalog.trails import parts_of, trail_of
from app.hypermedia import public, render_page
from app.search.query import SearchQuery, Within, usual_sort
from app.search.routes import limit_searches
from app.search.search import search
from app.times import shop_date

blueprint = Blueprint("browsing", __name__)


@blueprint.app_template_global()
def shelf_note(within, work):
    """What stands under a book on this shelf: its place in the series, another edition to come."""
    if within and within.kind == "series":
        return series_words(work)
    if within and within.kind == "coming" and work.in_stock:
        return f"New edition out on {shop_date(work.published_on)}"
    return ""


@blueprint.get("/subjects/<slug>")
@public
def subject(slug):
    found = Subject.get_or_none(Subject.slug == slug) or once_called("subject", slug)
    if not found:
        abort(404)
    if found.slug != slug:
        return redirect(found.url, code=301)
    trail = trail_of(found)
    steps = [("Subjects", "/subjects"), *((step.name, step.url) for step in trail)]
    return shelf_page(
        Within("subject", found.id, found.url),
        subject=found,
        trail=trail,
        parts=parts_of(found),
        data=[breadcrumbs(steps, current_app.config["SETTINGS"].public_url)],
    )


@blueprint.get("/authors/<slug>-<int:row_id>")
@public
def author(slug, row_id):
    found, elsewhere = find(Contributor, slug, row_id)
    if elsewhere:
        return elsewhere
    also, names = names_of(found)
    return shelf_page(
        Within("author", found.id, found.url),
        author=found,
        shelves=shelves_by_role(found),
        also_writes_as=also,
        other_names=names,
    )


@blueprint.get("/series/<slug>-<int:row_id>")
@public
def series(slug, row_id):
    found, elsewhere = find(Series, slug, row_id)
    return elsewhere or shelf_page(Within("series", found.id, found.url), series=found)


@blueprint.get("/publishers/<slug>-<int:row_id>")
@public
def publisher(slug, row_id):
    found, elsewhere = find(Publisher, slug, row_id)
    return elsewhere or shelf_page(
        Within("publisher", found.id, found.url),
        publisher=found,
        imprints=imprints_of(found),
        houses=publishers_of(found),
    )


@blueprint.get("/new")
@public
def new():
    return shelf_page(Within("new", None, "/new"))


@blueprint.get("/coming")
@public
def coming():
    return shelf_page(Within("coming", None, "/coming"))


def find(model, slug, row_id):
    """The row, and the redirect to its right address when this is another."""
    found = model.get_or_none(model.id == row_id) or merged_name(model, row_id) or abort(404)
    right = (slug, row_id) == (found.slug, found.id)
    return found, None if right else redirect(found.url, code=301)


def shelf_page(within, **context):
    limit_searches()
    query = SearchQuery.from_args(request.args, within)
    if query.moved_to:
        return redirect(query.moved_to, code=301)
    found = search(query)
    return render_page(
        f"search/browsing/{within.kind}.html",
        fragment="search/_results.html",
        query=query,
        found=found,
        canonical=canonical(query, found),
        **context,
    )


def canonical(query, found):
    """The one address of a page: those that only sort it or leave some out are no other pages."""
    plain = SearchQuery(within=query.within, sort=usual_sort("", query.within))
    as_it_is = replace(query, page=1) == plain
    return plain.url_with(page=found.page if as_it_is else 1)
