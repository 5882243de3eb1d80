"""Does the right book come first? What people type, against the real catalogue.

bin/bench relevance: imports the catalogue files from ../shared/data, asks every query of
relevance_queries.toml, and prints how often the right work came first and among the first five, and
each query that missed. A work is right when it is the one of the ISBN, or stands beside it in the
catalogue with the same title, subtitles aside, and author.
"""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

from app import create_app
from app.catalog.card_facts import facts_of
from app.catalog.models import Edition, Publisher, Work
from app.db import db
from app.search.finding import find
from app.search.query import SearchQuery
from bench.servers import production
from dev.procfile import as_process

QUERIES = Path(__file__).with_name("relevance_queries.toml")
CATALOGUE = Path("..", "shared", "data", "catalogue")
FILES = ("books_catalogue.csv.gz", "isbndb_45k.csv.gz")
FEW = 5
SHELVED = """
    select work_id from catalog.search_documents
    where subjects && array(select id::int from catalog.subjects where name = %s)
"""


def main():
    app = create_app(production())
    subprocess.run(**as_process("flask db migrate", production()), check=True)
    with app.test_request_context(), db.connection_context():
        if not Work.select().exists():
            fill()
        report(judge(tomllib.loads(QUERIES.read_text())))


def fill():
    for name in FILES:
        command = f"flask catalog import {CATALOGUE / name}"
        subprocess.run(**as_process(command, production()), check=True, stdout=sys.stderr)


def judge(kinds):
    """By kind of query, for each (words, meant): the place of the right work, or None."""
    return {
        kind: {(words, meant): place(words, meant) for words, meant in queries.items()}
        for kind, queries in kinds.items()
    }


def place(words, meant):
    is_right = rule(meant)
    found = find(SearchQuery.from_args({"q": words})).found.works
    return next((n for n, work in enumerate(found, 1) if is_right(work)), None)


def rule(meant):
    kind, _, name = meant.rpartition(" ") if ":" not in meant else meant.partition(": ")
    return {"": same_book, "by": same_author, "subject": on_shelf, "publisher": published_by}[kind](
        name
    )


def same_book(isbn):
    right, authors = known(isbn)
    return lambda work: (
        work.id == right.id
        or (same_title(work.title, right.title) and bool(authors & letters_of(work.authors)))
    )


def same_author(isbn):
    _, authors = known(isbn)
    return lambda work: bool(authors & letters_of(work.authors))


def on_shelf(name):
    shelved = db.execute_sql(SHELVED, (name,)).fetchall()
    return lambda work: (work.id,) in shelved


def published_by(name):
    published = Edition.select(Edition.work).join(Publisher).where(Publisher.name == name)
    ids = {id for (id,) in published.tuples()}
    return lambda work: work.id in ids


def known(isbn):
    """The work of this ISBN and the letters of its first author's name."""
    work = Work.select().join(Edition).where(Edition.isbn == isbn).get()
    return work, letters_of(facts_of([work.id])[work.id]["authors"][:1])


def letters_of(authors):
    # "Rowling, J.K." and "J. K. Rowling" are one to a reader.
    return {"".join(sorted(folded(author.name))) for author in authors}


def same_title(one, other):
    """ "Mistborn: The Final Empire" is "The Final Empire" and "Mistborn"."""
    (one, its_part), (other, others_part) = halves(one), halves(other)
    return one in (other, others_part) or its_part == other


def halves(title):
    title, _, subtitle = re.sub(r"[(\[/;].*|\s(or|-)\s.*", "", title).partition(":")
    return folded(title), folded(subtitle)


def folded(text):
    folded = db.execute_sql("select catalog.fold(%s)", (text,)).fetchone()[0]
    return re.sub(r"[^\w]", "", folded)


def report(kinds):
    everything = [place for places in kinds.values() for place in places.values()]
    print(f"{'':22}{'queries':>8}{'first':>9}{'in five':>9}")
    for kind, places in {**kinds, "all": dict(enumerate(everything))}.items():
        print(f"{kind:22}{len(places):8}{share(places, 1):9.1%}{share(places, FEW):9.1%}")
    for kind, places in kinds.items():
        for (words, meant), place in places.items():
            if place != 1:
                where = "not on the first page" if place is None else f"place {place}"
                print(f"{where:24}{kind}: {words} ({meant})")


def share(places, least):
    return sum(place is not None and place <= least for place in places.values()) / len(places)


if __name__ == "__main__":
    main()
