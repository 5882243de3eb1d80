"""Each run has a database of its own on the given server; each test finds it empty."""

import itertools
import os
from types import SimpleNamespace
from urllib.parse import urlsplit, urlunsplit

import hypothesis
import psycopg2
import pytest
from argon2 import PasswordHasher
from flask.testing import FlaskClient
from playhouse.db_url import parse

from app import create_app, migrations, throttle
from app.accounts import passwords
from app.catalog.indexing import indexed_once
from app.catalog.inventory import receive
from app.catalog.models import (
    AUTHOR,
    Contributor,
    Edition,
    Subject,
    Work,
    WorkContributor,
    WorkSubject,
)
from app.db import Database, db
from app.planned import Prepared

# A busy machine takes its time, and no test asserts one.
hypothesis.settings.register_profile("shop", deadline=None)
hypothesis.settings.load_profile("shop")

HTMX = {"HX-Request": "true"}
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
SEEDED = {
    "order_ways",
    "schema_migrations",
    "shipping_methods",
    "shipping_zones",
    "tax_rates",
    "tax_regimes",
    "terms",
    "zone_countries",
}
# Of a table that holds anything, and of a sequence that has been used, what would undo it.
# Truncating makes new files for every table and index, which takes ten times as long as deleting
# a few rows.
FILLED = "select 'delete from {0}' where exists (select from {0})"
USED = "select 'select setval(''{0}'', {1}, false)' from {0} where is_called"
REPLICA = "-c session_replication_role=replica -c lock_timeout=10000"


def pytest_make_parametrize_id(val, argname):
    """What is made of bytes may hold the time of its making; a test has one name everywhere."""
    return argname if isinstance(val, bytes) else None


# What starts whole shops and browsers, and what goes through whole files and all pages.
LONG = {"chaos", "races", "test_any_order_of_events", "browser", "dev", "attacks"} | {
    "test_real_csv_files",
    "test_commands",
    "test_streaming",
    "test_round_trip",
    "test_scale",
    "test_relevance",
    "test_guessing",
    "test_processes",
    "test_links",
    "test_starter",
}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """What takes longest goes first, so that no process waits for another at the end."""
    for item in items:
        if is_long(item):
            item.add_marker("long")
    items.sort(key=lambda item: not is_long(item))


def is_long(item):
    return bool(LONG & {*item.path.relative_to(item.config.rootpath).parts, item.path.stem})


@pytest.fixture(scope="session")
def database_url():
    server = os.environ["DATABASE_URL"]
    name = f"octavo_test_{os.getpid()}"
    run_sql(server, f"drop database if exists {name} with (force)", f"create database {name}")
    yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    run_sql(server, f"drop database if exists {name} with (force)")


def run_sql(url, *statements):
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    connection.close()


@pytest.fixture(scope="session")
def settings(database_url):
    """The environment of a shop under test; a test may add to a copy of it."""
    return {
        "OCTAVO_ENV": "test",
        "SECRET_KEY": "a key for tests that nobody else has",
        "PUBLIC_URL": "http://localhost",
        "DATABASE_URL": database_url,
        "REDIS_URL": own_redis(),
        "STRIPE_WEBHOOK_SECRET": "whsec_test",
        "STRIPE_API_BASE": "http://127.0.0.1:1",
        "SMTP_URL": "smtp://127.0.0.1:1",
        "MAIL_FROM": "shop@octavo.example",
    }


def own_redis():
    """Where tests run beside others, each process of them has a Redis database of its own."""
    number = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    return urlunsplit(urlsplit(os.environ["REDIS_URL"])._replace(path=f"/{number}"))


class Browser(FlaskClient):
    """Gives each request a context of its own, so that nobody stays signed in through `g`."""

    def open(self, *args, **kwargs):
        with self.application.app_context():
            return super().open(*args, **kwargs)


@pytest.fixture(scope="session")
def empty_shop(settings):
    return empty_shop_with(settings)


def empty_shop_with(settings):
    """The shop by these settings, its database made ready; from now on it is the one asked."""
    app = create_app(settings)
    app.test_client_class = Browser
    with db.connection_context():
        migrations.migrate()
        traces = [*traces_in_tables(), *traces_in_sequences()]
    return SimpleNamespace(app=app, empty=Emptying(settings["DATABASE_URL"], traces))


class Emptying:
    """Empties the database, all but what its migrations have put there."""

    def __init__(self, url, traces):
        self.most = len(traces)
        self.look = Prepared(f"{' union all '.join(traces)} limit $1", "int")
        # As a replica does it: without triggers and foreign keys. By a connection of its own, since
        # one that turns into a replica and back forgets all that it has planned.
        self.replica = Database(None)
        self.replica.init(**parse(url, unquote_user=True, unquote_password=True), options=REPLICA)

    def __call__(self):
        undo = [statement for (statement,) in self.look.run(self.most)]
        if undo:
            with self.replica.connection_context(), self.replica.atomic():
                self.replica.execute_sql("; ".join(undo))


def all_tables():
    return db.execute_sql(
        "select schemaname, tablename from pg_tables"
        " where schemaname in ('catalog', 'accounts', 'sales')"
    ).fetchall()


def traces_in_tables():
    tables = [f"{schema}.{table}" for schema, table in all_tables() if table not in SEEDED]
    return [FILLED.format(table) for table in tables]


def traces_in_sequences():
    sequences = db.execute_sql(
        "select schemaname || '.' || sequencename, start_value from pg_sequences"
        " where schemaname in ('catalog', 'accounts', 'sales')"
        " and sequencename !~ '^(shipping|tax)_'"
    )
    return [USED.format(*sequence) for sequence in sequences]


@pytest.fixture
def app(empty_shop):
    """The shop, with nothing in it, inside an application context with a connection."""
    empty_shop.app.extensions["redis"].flushdb()
    throttle._here.clear()
    with empty_shop.app.app_context(), db.connection_context():
        empty_shop.empty()
        yield empty_shop.app


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch):
    """Spares tests the work that is there to stop guessers."""
    monkeypatch.setattr(passwords, "hasher", QUICK)
    monkeypatch.setattr(passwords, "NOBODYS", QUICK.hash("nobody's"))


@pytest.fixture
def a_browser(app):
    """Builds a browser without JavaScript: it says that its posts come from our own pages."""

    def build():
        browser = app.test_client()
        browser.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
        return browser

    return build


@pytest.fixture
def client(a_browser):
    return a_browser()


@pytest.fixture
def a_work(app):
    """Builds a work; what a test does not say is filled in."""
    numbers = itertools.count(1)

    def build(title=None, *, authors=("Octavia E. Butler",), subjects=(), **facts):
        title = title or f"Kindred {next(numbers)}"
        with db.atomic(), indexed_once() as changed:
            work = Work.create(title=title, slug=slug_of(title), **facts)
            changed.add(work.id)
            credit(work, authors)
            shelve(work, subjects)
        return work

    return build


def credit(work, authors):
    for position, name in enumerate(authors):
        author, _ = Contributor.get_or_create(
            name=name, defaults={"slug": slug_of(name), "sort_name": name.split()[-1]}
        )
        WorkContributor.create(work=work, contributor=author, role=AUTHOR, position=position)


def shelve(work, subjects):
    for position, name in enumerate(subjects):
        subject, _ = Subject.get_or_create(slug=slug_of(name), defaults={"name": name})
        WorkSubject.create(work=work, subject=subject, position=position)


@pytest.fixture
def an_edition(a_work):
    """Builds an edition with copies on its shelf, and a work for it unless one is given."""
    numbers = itertools.count(1)

    def build(title=None, *, work=None, on_hand=None, price_minor=999, **facts):
        with db.atomic(), indexed_once() as changed:
            work = work or a_work(title)
            edition = Edition.create(
                work=work,
                isbn=facts.pop("isbn", None) or isbn_for(next(numbers)),
                format=facts.pop("format", "paperback"),
                price_minor=price_minor,
                currency="GBP",
                **facts,
            )
            changed.add(edition.work_id)
        if on_hand is None:
            on_hand = 0 if edition.is_download else 5
        if on_hand:
            receive(edition.id, on_hand)
        return edition

    return build


def slug_of(text):
    return "-".join(text.lower().split())


def isbn_for(number):
    """A valid ISBN-13 in the unassigned 979-99 range."""
    body = f"97999{number:07d}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body))
    return f"{body}{-total % 10}"


@pytest.fixture
def queries(monkeypatch):
    """Counts the queries that an action makes, but not what a connection plans once for them."""
    asked = []
    execute = db.execute_sql
    monkeypatch.setattr(db, "execute_sql", lambda *args: asked.append(args) or execute(*args))

    def count(action):
        asked.clear()
        action()
        return sum(not str(sql).startswith("prepare ") for sql, *_ in asked)

    return count
