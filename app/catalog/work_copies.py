"""A new work that begins as another one is."""

from app.catalog.facts import PLAIN_WORK_FACTS
from app.catalog.models import Work
from app.db import db

LINKS = (
    """insert into catalog.work_contributors (work_id, contributor_id, role, position)
        select %(copy)s, contributor_id, role, position
        from catalog.work_contributors where work_id = %(work)s""",
    """insert into catalog.work_subjects (work_id, subject_id, position)
        select %(copy)s, subject_id, position
        from catalog.work_subjects where work_id = %(work)s""",
    """insert into catalog.work_codes (work_id, scheme, code, heading, is_main)
        select %(copy)s, scheme, code, heading, is_main
        from catalog.work_codes where work_id = %(work)s""",
)


def copy_of(work):
    work = Work.get_by_id(work.id)
    facts = {name: getattr(work, name) for name in (*PLAIN_WORK_FACTS, "slug", "series_id")}
    copy = Work.create(**facts)
    for statement in LINKS:
        db.execute_sql(statement, {"copy": copy.id, "work": work.id})
    return copy
