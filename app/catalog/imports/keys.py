"""Works that came some other way get the keys by which records of feeds find them."""

from app.catalog.imports import entries
from app.catalog.imports.grouping import WRITES, keys_for
from app.db import db

BATCH = 500  # works


def give_keys():
    last = 0
    while works := db.execute_sql(WITHOUT_KEYS, (list(WRITES), last, BATCH)).fetchall():
        rows = [
            {"work_id": id, "key": key}
            for id, *facts in works
            for key in dict.fromkeys(keys_for(*facts))
        ]
        entries.insert("work_keys", ("work_id", "key"), rows)
        last = works[-1][0]


WITHOUT_KEYS = """
    select works.id, title, subtitle, array(
        select contributors.name from catalog.work_contributors as wc
            join catalog.contributors on contributors.id = contributor_id
        where work_id = works.id and role = any(%s) order by wc.position),
        coalesce(series.name, ''), series_position
    from catalog.works left join catalog.series on series.id = series_id
    where works.id > %s and not exists (select from catalog.work_keys where work_id = works.id)
    order by works.id limit %s
"""
