"""The address of every page that a search engine should know, in files of a bounded size."""

from flask import url_for

from app.catalog.models import Collection, Contributor, Subject, Work
from app.catalog.pages import PAGES
from app.catalog.shelves import on_sale

PART = 10_000  # works


def parts():
    return max(1, -(-on_sale().count() // PART))


def paths(part):
    """The paths in one of the parts, counted from 1; the first begins with the shelves."""
    works = [work.url for work in on_sale().order_by(Work.id).paginate(part, PART)]
    return [*shelf_paths(), *works] if part == 1 else works


def shelf_paths():
    yield from (url_for(f"catalog.{name}") for name in ("home", "new_books", "subjects"))
    yield from (url_for("catalog.page", name=name) for name in PAGES)
    for model in (Subject, Collection, Contributor):
        yield from (row.url for row in model.select().order_by(model.id).limit(PART))
