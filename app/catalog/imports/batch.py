"""Records taken together: what the catalogue has of them is read at once, what they make of it is
worked out in memory, and that can then be written at once."""

from dataclasses import replace
from hashlib import blake2b

from app.catalog.imports import entries
from app.catalog.imports.kinds import CONTRIBUTORS, EDITIONS, PUBLISHERS, SERIES, WORKS
from app.catalog.imports.known import editions_of, first_editions, works_of
from app.catalog.imports.names import Names, People
from app.catalog.imports.soundness import Unfit
from app.catalog.imports.telling import new_edition, new_work, told_edition, told_work
from app.catalog.subject_tree import subjects_for
from app.db import db

ADDED, CHANGED, UNCHANGED = "added", "changed", "unchanged"


class Batch:
    """Takes records one after another; `keys` are theirs (see grouping), in the same order, and
    `told` what of tokens_of() this import has met before."""

    subjects_for = staticmethod(subjects_for)

    def __init__(self, records, keys, told, *, ids, shop, today):
        self.told, self.ids = set(told), ids
        self.shop, self.today = shop, today
        (self.moment,) = db.execute_sql("select to_json(now())").fetchone()
        # Locked in this order, as staff do: names, then editions, then works.
        self.people = People([c for record in records for c in record.credits], ids)
        houses = {name for record in records for name in (record.publisher, record.imprint)}
        self.publishers = Names(PUBLISHERS, houses - {""}, ids)
        self.series = Names(SERIES, {record.series for record in records} - {""}, ids)
        self.editions_by_isbn = editions_of({record.isbn for record in records} - {None})
        editions = entries.read(EDITIONS, set(self.editions_by_isbn.values()))
        self.owners, works = works_of(editions, {key for each in keys for key in each})
        self.before = {EDITIONS: editions, WORKS: works}
        self.now = {kind: dict(states) for kind, states in self.before.items()}
        self.speakers = first_editions(works)

    def take(self, record, keys):
        """Let a record change what there is; say what it did. Raises Unfit."""
        edition_id = self.editions_by_isbn.get(record.isbn)
        if record.kind == "delete":
            return self.withdraw(edition_id, record)
        check_it_is_enough(record, edition_id, keys)
        people = self.people.learned
        work_id = self.now[EDITIONS][edition_id]["work_id"] if edition_id else self.find_work(keys)
        new = work_id is None if record.isbn is None else edition_id is None
        work_id = work_id or self.add(WORKS, new_work(self.moment))
        if record.isbn and not edition_id:
            edition_id = self.add_edition(record.isbn, work_id)
        changed = self.tell(record, work_id, edition_id, keys) or self.people.learned > people
        tokens = tokens_of(record, keys, self.ids.rehearsal)
        met_before, told_all = not self.told.isdisjoint(tokens), tokens <= self.told
        self.told.update(tokens)
        if new and not met_before:
            return ADDED
        # What an earlier batch of a rehearsal made of it is not there to be compared with.
        if new and self.ids.rehearsal and told_all:
            return UNCHANGED
        return CHANGED if changed else UNCHANGED

    def withdraw(self, edition_id, record):
        if edition_id is None:
            record.remarks.append("It withdraws an edition that we do not have.")
            return UNCHANGED
        state = self.now[EDITIONS][edition_id]
        withdrawn = state | {"withdrawn_at": state["withdrawn_at"] or self.moment}
        return CHANGED if self.put(EDITIONS, edition_id, withdrawn) else UNCHANGED

    def find_work(self, keys):
        return next((self.owners[key] for key in keys if key in self.owners), None)

    def add_edition(self, isbn, work_id):
        state = new_edition(isbn, work_id, self.shop.currency, self.moment)
        id = self.editions_by_isbn[isbn] = self.add(EDITIONS, state)
        self.speakers.setdefault(work_id, id)
        return id

    def tell(self, record, work_id, edition_id, keys):
        """Let a record tell of its edition, if it has one, and its work: did it change them?"""
        replaces = record.kind == "update" or record.isbn not in self.told
        changed = False
        if edition_id:
            state = self.now[EDITIONS][edition_id]
            told = told_edition(state, record, self, replaces=replaces, today=self.today)
            changed = self.put(EDITIONS, edition_id, told)
            if state["withdrawn_at"] and record.kind == "whole":
                record.remarks.append("It is withdrawn from sale here, and stays so.")
        speaks = edition_id is not None and self.speakers[work_id] == edition_id
        told = told_work(self.now[WORKS][work_id], record, self, replaces=replaces and speaks)
        changed = self.put(WORKS, work_id, told) or changed
        # Only feeds see its keys, so new ones are no change of the work.
        if own := self.own(keys, work_id):
            self.put(WORKS, work_id, told | {"keys": [*told["keys"], *own]})
        return changed

    def own(self, keys, work_id):
        """Rows of the keys that belong to no work yet: they are this one's from now on, so that a
        record finds the same work whenever it comes."""
        free = [key for key in keys if key not in self.owners]
        self.owners.update(dict.fromkeys(free, work_id))
        return [[key] for key in free]

    def add(self, kind, state):
        id = self.ids.next(kind)
        self.now[kind][id] = state
        return id

    def put(self, kind, id, state):
        """Keep the state; was there another?"""
        entries.put_in_order(kind, state)
        changed = state != self.now[kind][id]
        self.now[kind][id] = state
        return changed

    def results(self):
        """(kind, states before by id, new and changed states by id), each before who names it."""
        yield PUBLISHERS, {}, self.publishers.new
        yield SERIES, {}, self.series.new
        yield CONTRIBUTORS, self.people.before, self.people.changed
        for kind in (WORKS, EDITIONS):
            before = self.before[kind]
            yield kind, before, {id: s for id, s in self.now[kind].items() if s != before.get(id)}


def tokens_of(record, keys, rehearsal=False):
    """What a record is met again by: its ISBN, else the keys of its work; in a rehearsal also
    all that it says."""
    tokens = {record.isbn} if record.isbn else set(keys)
    return tokens | {likeness(record)} if rehearsal else tokens


def likeness(record):
    said = replace(record, place="", remarks=[])
    return blake2b(repr(said).encode(), digest_size=12).hexdigest()


def check_it_is_enough(record, edition_id, keys):
    if edition_id is None and record.kind == "update" and not record.title:
        raise Unfit("It only changes an edition, and we do not have that one.")
    if edition_id is None and not record.title:
        raise Unfit("It has no title.")
    if record.isbn is None and not keys:
        raise Unfit("It has neither an ISBN nor an author, so we could not know it again.")
