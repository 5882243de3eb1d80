"""Finding books to look after: all works, on sale or not, with their editions and stock."""

from peewee import JOIN
from stdnum import isbn
from stdnum.exceptions import ValidationError

from app.admin.listing import anywhere, fold
from app.catalog.models import Contributor, Edition, Inventory, Work, WorkContributor

FILTERS = {"": "All books", "withdrawn": "Not for sale"}


def works_found(words="", only=""):
    """A query for the works found by title, author or ISBN; the latest edited first."""
    query = Work.select()
    if words:
        query = query.where(found_by(words))
    if only == "withdrawn":
        query = query.where(Work.lowest_price_minor.is_null())
    return query.order_by(Work.updated_at.desc(), Work.id.desc())


def found_by(words):
    try:
        number = isbn.validate(words, convert=True)
    except ValidationError:
        pattern = fold(anywhere(words))
        writers = (
            WorkContributor.select(WorkContributor.work)
            .join(Contributor)
            .where(fold(Contributor.name) % pattern)
        )
        titled = Work.select(Work.id).where(fold(Work.title) % pattern)
        return Work.id.in_(titled | writers)  # a union, as each has an index of its own
    return Work.id.in_(Edition.select(Edition.work).where(Edition.isbn == number))


def with_shelves(works):
    """Give each work its `.shelf`: its editions, each with its `.stock`, on sale ones first."""
    shelves = {work.id: [] for work in works}
    for edition in editions_with_stock(Edition.work.in_(list(shelves))):
        shelves[edition.work_id].append(edition)
    for work in works:
        work.shelf = shelves[work.id]
    return works


def editions_with_stock(condition):
    query = (
        Edition.select(Edition, Inventory)
        .join(Inventory, JOIN.LEFT_OUTER, attr="stock")
        .where(condition)
        .order_by(Edition.withdrawn_at.desc(nulls="first"), Edition.id)
    )
    editions = list(query)
    for edition in editions:
        # An edition that never had a copy has no row.
        if getattr(edition, "stock", None) is None:
            edition.stock = Inventory(edition=edition)
    return editions
