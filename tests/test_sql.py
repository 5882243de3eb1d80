"""What our own writer of SQL writes is to the letter what peewee's writes."""

import pytest
from peewee import Context, fn

from app.catalog.models import Edition, Inventory, Work
from app.db import BaseModel, db
from app.sql import Names


def every_model(base=BaseModel):
    for model in base.__subclasses__():
        yield from every_model(model)
        if model._meta.schema and not model.__subclasses__():
            yield model


def queries():
    other = Edition.alias()
    cheaper = other.select(fn.min(other.price_minor)).where(other.work == Work.id)
    joined = Work.select(Work, Edition.isbn, cheaper.alias("least")).join(Edition)
    yield joined.where(Edition.price_minor > 3, Work.id.in_([1, 2])).order_by(Work.title.desc())
    yield Edition.select(other, Edition).join(other, on=other.work == Edition.work)
    few = Work.select(Work.id).where(fn.lower(Work.title) == "kindred").cte("few")
    yield Edition.select(Edition).join(few, on=few.c.id == Edition.work).with_cte(few)
    yield Work.select().where(Work.id.in_(Edition.select(Edition.work)))
    yield Inventory.update(on_hand=Inventory.on_hand + 1).where(Inventory.edition == 5)
    yield Inventory.update(on_hand=0).returning(Inventory.reserved)
    yield Inventory.insert(edition=1, on_hand=2).on_conflict_ignore().returning(Inventory.edition)
    yield Work.delete().where(Work.title == "x")
    yield Work.select(Work.id) | Edition.select(Edition.work)


def written(query, kind):
    return kind(**db.get_context_options()).parse(query)


@pytest.mark.parametrize("query", list(queries()), ids=lambda query: type(query).__name__)
def test_a_query_reads_as_peewee_writes_it(query):
    assert written(query, Names) == written(query, Context)


def test_so_do_the_rows_of_every_table():
    for model in every_model():
        assert written(model.select(), Names) == written(model.select(), Context)


def test_the_shop_writes_with_it():
    assert db.context_class is Names
