"""What to offer while somebody types: a few works and authors."""

from app.catalog.models import Contributor
from app.db import db
from app.search.search import works
from app.search.words import like, to_tsquery

WORKS, AUTHORS = 5, 3

AUTHORS_LIKE = """
    select id from catalog.contributors
    where catalog.fold(name) like catalog.fold(%(beginning)s)
        or catalog.fold(name) like '%% ' || catalog.fold(%(beginning)s)
    order by (select coalesce(sum(popularity + 1), 0)
        from catalog.work_contributors join catalog.works on works.id = work_id
        where contributor_id = contributors.id and lowest_price_minor is not null) desc, sort_name
    limit %(most)s
"""


def suggest(query):
    """The works that match best, and the authors one of whose names begins with the words."""
    if len(query.words) < 2:
        return [], []
    tsquery = to_tsquery(query.words)
    found = works(query, tsquery, page=1, size=WORKS) if tsquery else []
    return found, authors(query.words)


def authors(words):
    parameters = {"beginning": like(words), "most": AUTHORS}
    ids = [row[0] for row in db.execute_sql(AUTHORS_LIKE, parameters).fetchall()]
    known = {author.id: author for author in Contributor.select().where(Contributor.id.in_(ids))}
    return [known[id] for id in ids]
