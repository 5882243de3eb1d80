"""Ten million works out of one: each of the million again, as often as it takes, under other ids.

Every list of matches is so many times as long, and that is what a search has to cope with; words
and names do not become more. Copies have no editions of their own: a search reads none. Left out
is the index of parts of titles that only the staff's lists ask.
"""

from contextlib import closing

from app import db
from app.search import tiers
from bench.made_up.connections import connected, in_processes, run, timed

WORKS = (
    "slug, title, subtitle, description, first_published, series_id, series_position, rating_sum,"
    " rating_count, lowest_price_minor, published_on, listed, in_stock"
)
DOCUMENT = (
    "offers, published_on, lowest_price_minor, rating, year, stars, languages, by_language,"
    " subjects, title, names, search, priced"
)
# Each copy sells less than the one before.
COPIES = (
    """
        insert into catalog.works (id, popularity, {works})
        select id + %(ahead)s, popularity / %(copy)s, {works}
        from catalog.works where id <= %(works)s
    """,
    """
        insert into catalog.cards
        select work_id + %(ahead)s, facts from catalog.cards where work_id <= %(works)s
    """,
    """
        insert into catalog.names
        select kind, row_id + %(ahead)s, folded, whole, rank / %(copy)s
        from catalog.names where kind = 'work' and row_id <= %(works)s
    """,
)
DOCUMENTS = """
    insert into catalog.search_documents (work_id, popularity, tier, {document})
    select id, sold, catalog.tier_for(sold, id), {document}
    from (
        select work_id + %(ahead)s as id, popularity / %(copy)s as sold, {document}
        from catalog.made) as again
"""
DEFINED = """
    select format('%I.%I', schemaname, indexname), replace(indexdef, ' ON ONLY ', ' ON ')
    from pg_indexes
    where (schemaname, tablename) in (
            ('catalog', 'works'), ('catalog', 'names'), ('catalog', 'search_documents'))
        and indexname not like '%pkey' and indexname <> 'works_fold_idx'
"""
COUNTS = (
    "update catalog.subject_counts set works = works * %(times)s",
    "update catalog.words set times = times * %(times)s",
)


def multiply(url, works, times, say):
    """Have so many times the works that there are."""
    with closing(connected(url)) as connection:
        indexes = run(connection, DEFINED)
        for name, _ in indexes:
            run(connection, f"drop index {name}")
        run(connection, "drop index catalog.works_fold_idx")
        run(connection, "create unlogged table catalog.made as table catalog.search_documents")
        run(connection, "truncate catalog.search_documents")
        timed(say, "copies", in_processes, copy, url, works, times)
        timed(say, "the order of popularity", put_back, connection, popularity_of(indexes))
        draw_bounds(url)
        timed(say, "their words", in_processes, copy_documents, url, works, times)
        run(connection, "drop table catalog.made")
        timed(say, "indexes", put_back, connection, set(indexes) - set(popularity_of(indexes)))
        for statement in COUNTS:
            run(connection, statement, {"times": times})
        timed(say, "statistics", run, connection, "vacuum analyze")


def copy(url, works, times, place, processes):
    for number in range(1 + place, times, processes):
        with closing(connected(url)) as connection:
            for statement in COPIES:
                run(connection, statement.format(works=WORKS), facts(works, number))


def copy_documents(url, works, times, place, processes):
    for number in range(place, times, processes):
        with closing(connected(url)) as connection:
            run(connection, DOCUMENTS.format(document=DOCUMENT), facts(works, number))


def facts(works, number):
    return {"works": works, "ahead": works * number, "copy": number + 1}


def popularity_of(indexes):
    return [index for index in indexes if "popularity" in index[0]]


def put_back(connection, indexes):
    for _, definition in indexes:
        run(connection, definition)


def draw_bounds(url):
    db.configure(url)
    with db.db.connection_context():
        tiers.draw_bounds()
