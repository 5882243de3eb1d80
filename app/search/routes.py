"""Searching the shop: the page of results, and suggestions while one types."""

from flask import Blueprint, redirect, render_template, request

from app.catalog.models import Edition, Work
from app.hypermedia import public, render_page, wants_fragment
from app.planned import Planned
from app.search.crumbs import subject_crumbs
from app.search.finding import find
from app.search.query import SearchQuery
from app.search.suggestions import suggest
from app.throttle import count_try_here, visitor_address

# From one address in ten seconds, of each web process; a whole school may share the address, but
# none needs a machine for itself.
MOST_SEARCHES = 150
# What an address is made of.
WITH_ISBN = Planned(
    lambda isbn: Work.select(Work.id, Work.slug).join(Edition).where(Edition.isbn == isbn).limit(1)
)

blueprint = Blueprint("search", __name__)
blueprint.add_app_template_global(subject_crumbs)


@blueprint.get("/search")
@public
def results():
    limit_searches()
    typed = SearchQuery.from_args(request.args)
    work = work_with_isbn(typed.isbn) if typed.isbn else None
    if work and not wants_fragment():
        return redirect(work.url, code=302)
    if typed.moved_to:
        return redirect(typed.moved_to, code=301)
    finding = find(typed)
    return render_page(
        "search/results.html",
        fragment="search/_results.html",
        typed=typed,
        query=finding.query,
        found=finding.found,
        finding=finding,
    )


@blueprint.get("/search/suggest", endpoint="suggest")
@public
def suggest_books():
    limit_searches()
    words = SearchQuery.from_args({"q": request.args.get("q", "")}).words
    return render_template("search/_suggestions.html", words=words, suggested=suggest(words))


def limit_searches():
    count_try_here("searches from", visitor_address(), most=MOST_SEARCHES, seconds=10)


def work_with_isbn(isbn):
    return WITH_ISBN.first(isbn)
