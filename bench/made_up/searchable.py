"""Makes a made-up catalogue searchable, by the functions that index a real one."""

from contextlib import closing

from app import db
from app.catalog import stale
from app.search import lexicon, tiers
from bench.made_up.connections import connected, in_processes, run, timed

CHUNK = 2_000  # works that one statement indexes
WORDS = "catalog.search_documents_search"
LAST = "select coalesce(max(row_id), 0) from catalog.named where kind = %s"


def index(url, works, say):
    db.configure(url)
    with db.db.connection_context():
        tiers.draw_bounds()
    with closing(connected(url)) as connection:
        definition = run(connection, "select pg_get_indexdef(%s::regclass)", (WORDS,))[0][0]
        run(connection, f"drop index {WORDS}")
        timed(say, "their words", in_processes, index_works, url, works)
        # As it stands there, it would be of the table alone and not of its partitions.
        whole = definition.replace(" ON ONLY ", " ON ")
        timed(say, "the index of words", run, connection, whole)
        timed(say, "their names", in_processes, index_names, url, works)
    timed(say, "ranks and counts", tidy)
    db.db.close_idle()  # the pool's: a database in use cannot be given its name


def index_works(url, works, place, processes):
    with closing(connected(url)) as connection:
        for first in range(1 + place * CHUNK, works + 1, CHUNK * processes):
            run(connection, "select catalog.index_search(%s)", (ids(first, works),))


def index_names(url, works, place, processes):
    with closing(connected(url)) as connection:
        for kind in ("work", "author", "series", "subject", "publisher"):
            last = run(connection, LAST, (kind,))[0][0]
            for first in range(1 + place * CHUNK, last + 1, CHUNK * processes):
                names = (kind, ids(first, last))
                run(connection, "select catalog.index_names_of(%s, %s)", names)


def ids(first, last):
    return list(range(first, min(first + CHUNK, last + 1)))


def tidy():
    with db.db.connection_context():
        stale.add_up_counts()
        lexicon.renew()
