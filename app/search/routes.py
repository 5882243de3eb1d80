"""Searching the shop: the page of results, and suggestions while one types."""

from flask import Blueprint, redirect, render_template, request

from app.catalog.models import Edition, Work
from app.hypermedia import public, render_page, wants_fragment
from app.search.query import SearchQuery
from app.search.search import search
from app.search.suggestions import suggest
from app.throttle import count_try, visitor_address

# From one address in ten seconds; a whole school may share it, but none needs a machine for itself.
MOST_SEARCHES = 3000

blueprint = Blueprint("search", __name__)


@blueprint.get("/search")
@public
def results():
    limit_searches()
    query = SearchQuery.from_args(request.args)
    work = work_with_isbn(query.isbn) if query.isbn else None
    if work and not wants_fragment():
        return redirect(work.url, code=302)
    return render_page(
        "search/results.html",
        fragment="search/_results.html",
        query=query,
        found=search(query),
    )


@blueprint.get("/search/suggest", endpoint="suggest")
@public
def suggest_books():
    limit_searches()
    query = SearchQuery.from_args({"q": request.args.get("q", "")})
    works, authors = suggest(query)
    return render_template("search/_suggestions.html", query=query, works=works, authors=authors)


def limit_searches():
    count_try("searches from", visitor_address(), most=MOST_SEARCHES, seconds=10)


def work_with_isbn(isbn):
    return Work.select().join(Edition).where(Edition.isbn == isbn).first()
