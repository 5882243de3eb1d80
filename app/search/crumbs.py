"""The way back up the tree of subjects, as filters of a search."""

from app.catalog.trails import trail_of


def subject_crumbs(query):
    """Pairs of name and address: each subject above the chosen one, the widest first."""
    if not query.chosen_subject:
        return []
    above = trail_of(query.chosen_subject)[:-1]
    ids = [subject.id for subject in above]
    if query.within and query.within.kind == "subject" and query.within.id in ids:
        above = above[ids.index(query.within.id) + 1 :]
    return [
        ("All subjects", query.without("subject").url_with()),
        *((subject.name, query.url_with(subject=subject.slug)) for subject in above),
    ]
