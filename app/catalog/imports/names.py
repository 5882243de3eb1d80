"""The houses, series and people that a batch of records names: known ones found, new ones made."""

from itertools import count

from app.catalog.editing import slug_of, sort_name_of
from app.catalog.imports import entries
from app.catalog.imports.kinds import CONTRIBUTORS, PUBLISHERS, SERIES
from app.catalog.models import Contributor, Publisher, Series
from app.catalog.moved import merged_names
from app.db import db

IDS_AT_ONCE = 500
MODELS = {CONTRIBUTORS: Contributor, SERIES: Series, PUBLISHERS: Publisher}


class Ids:
    """New ids of each kind; for a rehearsal negative ones, so that nothing is used up."""

    def __init__(self, rehearsal=False):
        self.rest, self.rehearsal = {}, rehearsal
        self.more = (lambda kind: count(-1, -1)) if rehearsal else from_sequence

    def next(self, kind):
        if kind not in self.rest:
            self.rest[kind] = self.more(kind)
        return next(self.rest[kind])


def from_sequence(kind):
    while True:
        rows = db.execute_sql(
            "select nextval(pg_get_serial_sequence(%s, 'id')) from generate_series(1, %s)",
            (f"catalog.{kind.table}", IDS_AT_ONCE),
        )
        yield from [id for (id,) in rows.fetchall()]


class Names:
    """Rows of a name and nothing else, such as publishers."""

    def __init__(self, kind, names, ids):
        self.kind, self.ids = kind, ids
        self.known = held_by_name(kind, names)
        self.new = {}  # states by id

    def id_of(self, name):
        if name not in self.known:
            self.known[name] = self.ids.next(self.kind)
            self.new[self.known[name]] = {"slug": slug_of(name), "name": name}
        return self.known[name]


class People:
    """Contributors: the same person by ISNI, else by name."""

    def __init__(self, credits, ids):
        self.ids = ids
        self.by_name, self.by_isni, self.before = known_people(credits)
        self.changed = {}  # states by id, of new people too
        self.learned = 0  # how often somebody was new or told of

    def id_of(self, credit):
        """The id of whom this credits; what the credit tells of a person is taken where we know
        nothing."""
        id = self.by_isni.get(credit.isni) or self.by_name.get(credit.name)
        if id is None:
            id = self.by_name[credit.name] = self.ids.next(CONTRIBUTORS)
            self.keep(id, introduced(credit))
        else:
            state = self.state(id)
            told = state | {
                "about": state["about"] or credit.about,
                "isni": state["isni"] or self.free(credit.isni),
                "other_names": other_names(state, credit),
            }
            if told != state:
                self.keep(id, told)
        return id

    def state(self, id):
        return self.changed.get(id) or self.before[id]

    def keep(self, id, state):
        self.changed[id] = state
        self.learned += 1
        if state["isni"]:
            self.by_isni[state["isni"]] = id

    def free(self, isni):
        return None if isni in self.by_isni else isni


def introduced(credit):
    return {
        "slug": slug_of(credit.name),
        "name": credit.name,
        "sort_name": credit.sort_name or sort_name_of(credit.name),
        "born": None,
        "died": None,
        "about": credit.about,
        "isni": credit.isni,
        "other_names": sorted([name] for name in {*credit.other_names} - {credit.name}),
    }


def other_names(state, credit):
    if credit.name == state["name"] and not credit.other_names:
        return state["other_names"]
    names = {name for (name,) in state["other_names"]} | {credit.name, *credit.other_names}
    return sorted([name] for name in names - {state["name"]})


def known_people(credits):
    """Ids of those credited by name and by ISNI, and their states."""
    while True:
        by_name = ids_by_name(CONTRIBUTORS, {credit.name for credit in credits})
        by_isni = ids_by("isni", CONTRIBUTORS, {credit.isni for credit in credits} - {None})
        ids = {*by_name.values(), *by_isni.values()}
        states = entries.read(CONTRIBUTORS, ids)
        if states.keys() == ids:
            return by_name, by_isni, states
        # One was merged while we waited for it: its name is another's now.


def held_by_name(kind, names):
    """Ids by name of rows that nobody renames or merges until we are done."""
    while True:
        ids = ids_by_name(kind, names)
        if set(entries.lock(kind, ids.values(), "key share")) == set(ids.values()):
            return ids


def ids_by_name(kind, names):
    """Also by the names of rows that staff merged into these."""
    return merged_names(MODELS[kind], names) | ids_by("name", kind, names)


def ids_by(column, kind, values):
    if not values:
        return {}
    return dict(db.execute_sql(entries.finding(kind, column), (list(values),)).fetchall())
