"""Which of the shop's subjects a book belongs to, by trade codes and names of genres."""

import time
from collections import defaultdict
from dataclasses import dataclass
from types import SimpleNamespace

from app.catalog.imports.folding import folded
from app.catalog.models import Subject, SubjectCode
from app.catalog.subject_tree.files import subjects
from app.db import db

MOST = 4  # subjects of a book
FRESH = 1.0  # seconds: staff may change the tree while a long import runs
FACT = "nonfiction "


@dataclass
class Tree:
    """The tree as it stands in the database, made for looking up."""

    by_code: dict  # of dicts by code, by scheme
    by_name: dict
    above: dict  # the ids of all that a subject is a part of
    read_at: float

    def named(self, name, prefixes):
        return next((id for prefix in prefixes if (id := self.by_name.get(prefix + name))), None)


cache = SimpleNamespace(tree=None)  # of this process


def subjects_for(codes, genres):
    """The ids of the shop's subjects that these Codes and names of genres mean, best first.

    None of them is a part of another: the narrower one stands for both.
    """
    tree = current()
    found = list(dict.fromkeys([*by_codes(tree, codes), *by_genres(tree, genres)]))
    wider = set().union(*(tree.above[id] for id in found))
    return [id for id in found if id not in wider][:MOST]


def subjects_named(names):
    """The ids of the shop's subjects of these names, in their order, all that there are."""
    ids = (current().by_name.get(folded(name)) for name in names)
    return list(dict.fromkeys(id for id in ids if id))


def by_codes(tree, codes):
    for code in sorted(codes, key=lambda code: not code.is_main):
        known = tree.by_code.get(code.scheme, {})
        for length in range(len(code.code), 0, -1):
            if code.code[:length] in known:
                yield known[code.code[:length]]
                break


def by_genres(tree, genres):
    names = [folded(genre) for genre in genres]
    prefixes = (FACT, "") if "nonfiction" in names or "non fiction" in names else ("",)
    for genre, name in zip(genres, names, strict=True):
        # `Fantasy,Magic` is known as a whole, or else by its parts.
        if id := tree.named(name, prefixes):
            yield id
        elif "," in genre:
            found = (tree.named(folded(part), prefixes) for part in reversed(genre.split(",")))
            yield from filter(None, found)


def current():
    if cache.tree is None or time.monotonic() - cache.tree.read_at > FRESH:
        cache.tree = read_tree()
    return cache.tree


def forget():
    """Read the tree anew at the next look."""
    cache.tree = None


def read_tree():
    rows = list(Subject.select(Subject.id, Subject.name, Subject.parent).tuples())
    parents = {id: parent_id for id, _, parent_id in rows}
    by_code = defaultdict(dict)
    for scheme, code, id in SubjectCode.select().tuples():
        by_code[scheme][code] = id
    return Tree(
        by_code=by_code,
        by_name=other_names() | {folded(name): id for id, name, _ in rows},
        above={id: set(ancestors(id, parents)) for id in parents},
        read_at=time.monotonic(),
    )


def other_names():
    ids = ids_by_slug()
    return {
        folded(name): ids[subject["slug"]]
        for subject in subjects()
        if subject["slug"] in ids
        for name in subject.get("also", ())
    }


def ancestors(id, parents):
    while id := parents[id]:
        yield id


def ids_by_slug():
    """The ids of all subjects by their slugs and by those that they once had."""
    known = db.execute_sql(
        "select slug, row_id from catalog.old_slugs where kind = 'subject'"
        " union all select slug, id from catalog.subjects"
    )
    return dict(known.fetchall())
