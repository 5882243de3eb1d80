"""The way from the door through the tree of subjects."""

from app.catalog.models import Subject
from app.catalog.shelves import subjects_with_counts

DEEPEST = 12  # so that a subject that is its own ancestor by mistake ends somewhere

ANCESTORS = """
    with recursive above as (
        select id, parent_id, slug, name, 0 as height from catalog.subjects where id = %s
        union all
        select s.id, s.parent_id, s.slug, s.name, height + 1
        from above join catalog.subjects s on s.id = above.parent_id where height < %s
    )
    select id, parent_id, slug, name from above order by height desc
"""

PARTS = """
    select s.id, s.parent_id, s.slug, s.name, sum(works)::int as count
    from catalog.subjects s join catalog.subject_counts on subject_id = s.id
    where s.parent_id = %s group by s.id having sum(works) > 0 order by s.position, s.name
"""


def trail_of(subject):
    """The subjects above this one, the widest first, and then itself."""
    return list(Subject.raw(ANCESTORS, subject.id, DEEPEST))


def parts_of(subject):
    """The subjects right below this one that hold something, each with its .count."""
    return list(Subject.raw(PARTS, subject.id))


def tree():
    """The widest subjects that hold something, each with its .count and its .parts, likewise."""
    subjects = subjects_with_counts()
    known = {subject.id: subject for subject in subjects}
    for subject in subjects:
        subject.parts = []
    for subject in subjects:
        if subject.parent_id in known:
            known[subject.parent_id].parts.append(subject)
    return [subject for subject in subjects if subject.parent_id not in known]
