"""Many rows in few statements, for loading a catalogue."""

from peewee import chunked

BATCH = 500  # rows a statement


def insert(model, rows):
    """Insert all rows; return their ids, in their order."""
    ids = []
    for batch in chunked(rows, BATCH):
        ids += [row.id for row in model.insert_many(batch).returning(model.id).execute()]
    return ids


def named(model, rows, key="name"):
    """Insert the rows whose name (or other key) is new; return the ids of all by that name."""
    for batch in chunked(rows, BATCH):
        model.insert_many(batch).on_conflict_ignore().execute()
    column = getattr(model, key)
    wanted = [row[key] for row in rows]
    return dict(model.select(column, model.id).where(column.in_(wanted)).tuples())


def link(model, field, names_by_work, ids):
    """Link each work (pairs of its id and names) to the rows with these ids by name, in order."""
    rows = [
        {"work": work_id, field: ids[name], "position": place}
        for work_id, names in names_by_work
        for place, name in enumerate(names)
    ]
    for batch in chunked(rows, BATCH):
        model.insert_many(batch).execute()
