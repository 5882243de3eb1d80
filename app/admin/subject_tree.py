"""The subjects as a tree in reading order: each with its depth, its parts right below it."""

from collections import defaultdict

from peewee import fn

from app.catalog.models import Subject, WorkSubject


def whole_tree():
    parts = defaultdict(list)
    for subject in Subject.select().order_by(Subject.position, Subject.name):
        parts[subject.parent_id].append(subject)
    return list(in_order(parts, None, 0))


def in_order(parts, parent_id, depth):
    for subject in parts[parent_id]:
        subject.depth = depth
        yield subject
        yield from in_order(parts, subject.id, depth + 1)


def in_groups(subjects):
    """The tree cut into lists: each subject at the top with all its parts."""
    groups = []
    for subject in subjects:
        if subject.depth == 0:
            groups.append([])
        groups[-1].append(subject)
    return groups


def with_counts(subjects):
    """Give each `.works`: how many works stand in it, those of its parts not counted."""
    query = WorkSubject.select(WorkSubject.subject, fn.count(WorkSubject.work))
    counts = dict(query.group_by(WorkSubject.subject).tuples())
    for subject in subjects:
        subject.works = counts.get(subject.id, 0)
    return subjects


def with_all_below(subjects, subject):
    """The ids of a subject and of all its parts."""
    ids = {subject.id}
    for one in subjects:
        if one.parent_id in ids:
            ids.add(one.id)
    return ids
