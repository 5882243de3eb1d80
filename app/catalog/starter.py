"""Stocks an empty shop with the starter catalogue; what is there already is left as it is."""

from flask import current_app
from slugify import slugify

from app.catalog import starter_files, subject_tree
from app.catalog.bulk import insert, link, named
from app.catalog.inventory import receive_many
from app.catalog.models import (
    Collection,
    CollectionWork,
    Contributor,
    Edition,
    Publisher,
    Series,
    Work,
    WorkContributor,
    WorkSubject,
)
from app.db import db, unhurried


def load_starter():
    """Add the works none of whose editions we have, all or nothing; return how many were added."""
    authors, works = starter_files.books()
    with unhurried():
        subject_tree.load()
        # Two loads at once take turns, so that the second finds what the first has added.
        db.execute_sql("lock table catalog.editions in share row exclusive mode")
        missing = without_known(works)
        if missing:
            add_works(missing, authors)
            add_collections(works)
    return len(missing)


def without_known(works):
    isbns = [edition["isbn"] for work in works for edition in work["edition"]]
    known = {row.isbn for row in Edition.select(Edition.isbn).where(Edition.isbn.in_(isbns))}
    return [work for work in works if known.isdisjoint(e["isbn"] for e in work["edition"])]


def add_works(works, authors):
    # The triggers would index each work several times over; we do it once, at the end.
    db.execute_sql("set local octavo.index_later = 'on'")
    ids = insert_works(works)
    credit_authors(works, ids, authors)
    shelve(works, ids)
    receive_many(insert_editions(works, ids), note="starter catalogue")
    db.execute_sql("select catalog.index_works(%s)", (ids,))
    db.execute_sql("set local octavo.index_later = 'off'")


def insert_works(works):
    names = {work["series"] for work in works if "series" in work}
    series = named(Series, [{"name": name, "slug": slugify(name)} for name in sorted(names)])
    popularity = starter_files.opening_popularity()
    rows = [
        {
            "title": work["title"],
            "slug": slugify(work["title"]),
            "subtitle": work.get("subtitle", ""),
            "description": work["description"].strip(),
            "original_language": work["original_language"],
            "first_published": work["year"],
            "series": series.get(work.get("series")),
            "series_position": work.get("series_position", ""),
            "popularity": popularity.get(work["title"], 0),
        }
        for work in works
    ]
    return insert(Work, rows)


def credit_authors(works, ids, authors):
    facts = [
        {
            "name": author["name"],
            "slug": slugify(author["name"]),
            "sort_name": author["sort"],
            "born": author.get("born"),
            "died": author.get("died"),
            "about": author["about"],
        }
        for author in authors
    ]
    people = named(Contributor, facts)
    link(
        WorkContributor,
        "contributor",
        [(id, work["authors"]) for id, work in zip(ids, works, strict=True)],
        people,
    )


def shelve(works, ids):
    subjects = subject_tree.ids_by_slug()
    link(
        WorkSubject,
        "subject",
        [
            (id, [slug for slug in work["subjects"] if slug in subjects])
            for id, work in zip(ids, works, strict=True)
        ],
        subjects,
    )


def insert_editions(works, ids):
    """Insert the editions; return pairs of edition id and copies."""
    editions = [
        (id, edition) for id, work in zip(ids, works, strict=True) for edition in work["edition"]
    ]
    houses = {edition["publisher"] for _, edition in editions}
    publishers = named(Publisher, [{"name": n, "slug": slugify(n)} for n in sorted(houses)])
    rows = [
        {
            "work": work_id,
            "isbn": edition["isbn"],
            "format": edition["format"],
            "pages": edition.get("pages"),
            "price_minor": starter_files.minor(edition["price"]),
            "currency": current_app.config["SETTINGS"].currency,
            "publisher": publishers[edition["publisher"]],
            "published_on": edition["published"],
        }
        for work_id, edition in editions
    ]
    copies = [edition["stock"] for _, edition in editions]
    return list(zip(insert(Edition, rows), copies, strict=True))


def add_collections(works):
    isbns = {work["title"]: work["edition"][0]["isbn"] for work in works}
    for place, collection in enumerate(starter_files.read("collections")["collection"]):
        row, new = Collection.get_or_create(
            slug=collection["slug"],
            defaults={
                "name": collection["name"],
                "about": collection["about"],
                "position": place,
            },
        )
        if new:
            CollectionWork.insert_many(books_of(collection, row, isbns)).execute()


def books_of(collection, row, isbns):
    for place, book in enumerate(collection["book"]):
        edition = Edition.get(Edition.isbn == isbns[book["title"]])
        note = book.get("note", "")
        yield {"collection": row, "work": edition.work_id, "position": place, "note": note}
