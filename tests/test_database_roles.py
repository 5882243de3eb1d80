"""What the shop's own role in the database may do, and what the role for reports may read."""

import pytest
from peewee import DatabaseError, ProgrammingError

from app.accounts.audit import audit
from app.db import db
from app.orders.models import Order
from tests.conftest import all_tables
from tests.placed_orders import placed_order

APPEND_ONLY = {
    "accounts.audit_events",
    "accounts.staff_actions",
    "catalog.inventory_movements",
    "sales.order_events",
    "sales.stored_value_movements",
}


@pytest.fixture
def as_role(app):
    """From now on in the test, the shop is this role to its database."""

    def become(name):
        db.execute_sql(f"set role {name}")

    yield become
    db.execute_sql("reset role")


def refused(sql):
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), db.atomic():
        db.execute_sql(sql)
    return True


def rights(role, right):
    """The tables that the role has the right to, in the shop's schemas."""
    tables = [f"{schema}.{table}" for schema, table in all_tables()]
    rows = db.execute_sql(
        "select t from unnest(%s) t where has_table_privilege(%s, t, %s)", (tables, role, right)
    )
    return {table for (table,) in rows.fetchall()}


def test_the_web_role_sells_a_book(an_edition, client, as_role):
    edition = an_edition(on_hand=2)
    as_role("octavo_web")
    placed_order(edition, "paid")
    assert client.post("/cart/items", data={"edition_id": edition.id}).status_code == 303
    assert client.get("/cart").status_code == 200
    assert client.get("/checkout").status_code in (200, 303)
    assert Order.get().status == "paid"


def test_the_web_role_registers_somebody_and_signs_her_in(as_role, client):
    as_role("octavo_web")
    joining = {"name": "Ada", "email": "ada@example.org", "password": "four quiet rivers meet"}
    assert client.post("/register", data=joining).status_code == 303
    signing_in = {"email": "ada@example.org", "password": "four quiet rivers meet"}
    assert client.post("/login", data=signing_in).status_code == 303


@pytest.mark.parametrize(
    "sql",
    [
        "drop table sales.orders",
        "truncate sales.orders",
        "alter table sales.orders disable trigger all",
        "create table sales.extra (id int)",
        "create table public.extra (id int)",
        "create schema extra",
        "create role extra",
        "set session_replication_role = replica",
        "update accounts.audit_events set event = 'nothing'",
        "delete from accounts.audit_events",
        "update accounts.staff_actions set action = 'nothing'",
        "update catalog.inventory_movements set note = ''",
        "delete from catalog.inventory_movements",
        "delete from sales.order_events",
        "update sales.stored_value_movements set amount_minor = 0",
        "insert into sales.order_ways select 'refunded', 'paid'",
        "insert into public.schema_migrations (name, applied) values ('9999', now())",
        "delete from public.schema_migrations",
    ],
)
def test_the_web_role_changes_no_schema_and_no_trail(as_role, sql):
    as_role("octavo_web")
    assert refused(sql)


def test_every_trail_is_only_added_to_and_every_other_table_written(app):
    tables = {f"{schema}.{table}" for schema, table in all_tables()}
    triggers = db.execute_sql(
        "select tgrelid::regclass::text from pg_trigger where tgname = 'append_only'"
    )
    assert {table for (table,) in triggers.fetchall()} == APPEND_ONLY
    assert rights("octavo_web", "select") == tables
    assert rights("octavo_web", "insert") == tables - {"sales.order_ways"}
    for right in ("update", "delete"):
        assert rights("octavo_web", right) == tables - {"sales.order_ways"} - APPEND_ONLY
    assert rights("octavo_web", "truncate") == set()


def test_a_table_to_come_is_open_to_the_web_role_and_closed_to_reports(app):
    with db.atomic() as change:
        db.execute_sql("create table sales.to_come (id bigint generated always as identity)")
        for right in ("select", "insert", "update", "delete"):
            assert "sales.to_come" in rights("octavo_web", right)
        assert "sales.to_come" not in rights("octavo_reports", "select")
        change.rollback()


def test_reports_read_figures_but_write_nothing(an_edition, as_role):
    placed_order(an_edition(), "paid")
    as_role("octavo_reports")
    assert db.execute_sql("select count(*), sum(total_minor) from sales.orders").fetchone()[0] == 1
    assert db.execute_sql("select name from accounts.customers").fetchall() is not None
    assert refused("update sales.orders set email = 'x'")
    assert refused("insert into accounts.audit_events (event) values ('x')")


@pytest.mark.parametrize(
    "secret",
    [
        "password_hash from accounts.customers",
        "token_hash from accounts.sessions",
        "token_hash from accounts.tokens",
        "token_hash from accounts.api_tokens",
        "token from sales.carts",
        "code_hash from sales.stored_values",
        "code_to_mail from sales.stored_values",
        "* from accounts.customers",
    ],
)
def test_reports_read_nothing_that_opens_something(as_role, secret):
    as_role("octavo_reports")
    assert refused(f"select {secret}")


def test_old_events_are_forgotten_by_a_role_that_may_not_delete(as_role):
    audit("signed in", 1)
    audit("signed in", 2)
    insert = (
        "insert into accounts.audit_events (at, event) values (now() - interval '3 years', 'x')"
    )
    db.execute_sql(insert)
    as_role("octavo_web")
    db.execute_sql("select accounts.forget_old_audit_events()")
    assert (
        db.execute_sql("select event from accounts.audit_events").fetchall() == [("signed in",)] * 2
    )


def test_nobody_forgets_early(app):
    audit("signed in", 1)
    for change in (
        "delete from accounts.audit_events",
        "update accounts.audit_events set event = 'x'",
    ):
        with pytest.raises(DatabaseError, match="append-only"), db.atomic():
            db.execute_sql(change)


def test_who_may_make_no_roles_migrates_all_the_same(app):
    """The procedure gives a warning and leaves the rest of the migration alone."""
    with db.atomic() as change:
        db.execute_sql("create role makes_no_roles; grant all on schema public to makes_no_roles")
        db.execute_sql("alter role octavo_web rename to octavo_web_away")
        db.execute_sql("set local role makes_no_roles")
        db.execute_sql("call public.grant_shop_roles()")
        assert db.execute_sql("select to_regrole('octavo_web')").fetchone() == (None,)
        change.rollback()
