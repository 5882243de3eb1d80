"""Everything the simulator remembers, in one SQLite file, so that a restart loses nothing."""

import json
import sqlite3
import threading
from contextlib import contextmanager

SCHEMA = """
create table if not exists objects (
    seq integer primary key autoincrement, id text unique not null, kind text not null,
    due_at real, body text not null
);
create index if not exists objects_by_kind on objects (kind, seq);
create index if not exists objects_by_due_at on objects (due_at);
create table if not exists deliveries (
    seq integer primary key autoincrement, event text not null, state text not null,
    due_at real not null, reversed integer not null, attempts integer not null default 0,
    answer text not null default ''
);
create index if not exists deliveries_by_state on deliveries (state, due_at);
create table if not exists answers (
    key text primary key, fingerprint text not null, endpoint text not null,
    request text not null, status integer not null, body text not null, saved_at real not null
);
"""


class Store:
    """One connection, one transaction at a time; the lock also makes each state change atomic."""

    def __init__(self, path):
        self._lock = threading.RLock()
        self._depth = 0
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("pragma journal_mode = wal")
        self._connection.execute("pragma synchronous = normal")
        self._connection.executescript(SCHEMA)

    @contextmanager
    def transaction(self):
        """Nests: only the outermost block commits, and an error takes all of it back."""
        with self._lock:
            if not self._depth:
                self._connection.execute("begin immediate")
            self._depth += 1
            try:
                yield
            except BaseException:
                self._leave("rollback")
                raise
            self._leave("commit")

    def _leave(self, ending):
        self._depth -= 1
        if not self._depth:
            self._connection.execute(ending)

    def execute(self, sql, parameters=()):
        with self._lock:
            return self._connection.execute(sql, parameters)

    def rows(self, sql, parameters=()):
        with self._lock:
            return self._connection.execute(sql, parameters).fetchall()

    def put(self, thing):
        """Insert or replace an API object by its id; keys beginning with _ are for us alone.

        `_due_at` says when the clock must look at it again (see clock.py).
        """
        self.execute(
            "insert into objects (id, kind, due_at, body) values (?, ?, ?, ?)"
            " on conflict (id) do update set due_at = excluded.due_at, body = excluded.body",
            (thing["id"], thing["object"], thing.get("_due_at"), json.dumps(thing)),
        )
        return thing

    def get(self, kind, id):
        rows = self.rows("select body from objects where kind = ? and id = ?", (kind, id))
        return json.loads(rows[0]["body"]) if rows else None

    def all(self, kind):
        """Newest first."""
        rows = self.rows("select body from objects where kind = ? order by seq desc", (kind,))
        return [json.loads(row["body"]) for row in rows]

    def where(self, kind, field, value):
        """Newest first, those whose top-level `field` equals `value`."""
        rows = self.rows(
            "select body from objects where kind = ? and json_extract(body, ?) = ?"
            " order by seq desc",
            (kind, f"$.{field}", value),
        )
        return [json.loads(row["body"]) for row in rows]

    def due(self, moment):
        rows = self.rows("select body from objects where due_at <= ? order by due_at", (moment,))
        return [json.loads(row["body"]) for row in rows]

    def clear(self):
        with self.transaction():
            self.execute("delete from objects")
            self.execute("delete from deliveries")
            self.execute("delete from answers")
