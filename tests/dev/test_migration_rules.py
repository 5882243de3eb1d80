import re
from pathlib import Path

import pytest

from dev.migration_rules import faults

ROOT = Path(__file__).parents[2]
MIGRATIONS = {path.stem: path for path in (ROOT / "migrations").glob("0*.py")}
# Made before any shop had customers; what they hold up is in docs/operations.md.
WITH_THE_SHOP_STOPPED = {
    "0004_sales",
    "0006_search",
    "0007_staff_actions",
    "0008_trade_catalogue",
    "0013_stock",
    "0014_pages",
    "0015_embargoes",
    "0016_names_and_prices",
    "0018_cards_and_prices",
    "0023_cart",
    "0026_orders_whole",
    "0031_digital_files",
    "0033_gift_cards",
    "0036_refunds_in_part",
    "0037_returns",
}


@pytest.fixture
def migration(tmp_path):
    """Builds the file of a migration that does this."""

    def build(sql, more=""):
        path = tmp_path / "0099_a_change.py"
        path.write_text(
            f'def up(migrator, db):\n    db.execute_sql(SQL)\n{more}\nSQL = """{sql}"""\n'
        )
        return path

    return build


def test_no_migration_holds_a_live_shop_up_but_those_of_before_it_opened():
    held_up = {name for name, path in MIGRATIONS.items() if faults(path)}
    assert held_up == WITH_THE_SHOP_STOPPED


def test_the_manual_names_each_of_those():
    manual = (ROOT / "docs" / "operations.md").read_text("utf-8")
    assert set(re.findall(r"`(\d{4}_\w+)`", manual)) == WITH_THE_SHOP_STOPPED


@pytest.mark.parametrize(
    "sql",
    [
        "create index on sales.orders (email)",
        "CREATE UNIQUE INDEX one ON sales.orders (email)",
        "alter table sales.orders alter email set not null",
        "alter table sales.orders alter column email\n set  not null, add a int",
        "alter table sales.orders add a int, add check (a between 0 and greatest(1, b))",
        "alter table sales.orders add constraint some check (a > 0)",
        "alter table sales.orders add a int check (a > 0)",
        "alter table sales.orders add foreign key (a) references sales.carts",
        "alter table sales.orders add a text unique",
        "alter table sales.orders add primary key (a)",
        "alter table sales.orders alter total_minor type bigint",
        "alter table sales.orders alter column total_minor set data type bigint",
        "alter table only sales.orders alter total_minor type bigint",
        "update sales.orders set a = 1",
        "create table sales.ordersx (id int); create index on sales.orders (id)",
    ],
)
def test_what_would_hold_it_up_is_found(migration, sql):
    assert [table for _, table in faults(migration(sql))] == ["sales.orders"]


@pytest.mark.parametrize(
    "sql",
    [
        "create table sales.new (id int unique check (id > 0)); create index on sales.new (id)",
        "create table sales.new (id int); alter table sales.new add check (id > 0)",
        "create index concurrently some on sales.orders (email)",
        "alter table sales.orders add a int not null default 0, add b text",
        "alter table sales.orders add a bigint references sales.carts",
        "alter table sales.orders add constraint some check (a in ('check', 'b')) not valid",
        "alter table sales.orders validate constraint some",
        "alter table sales.orders add constraint some unique using index some",
        "alter table sales.orders alter a set default 1, drop constraint some_check",
        "create index on sales.promotions (name); update sales.promotions set name = 'x'",
        "comment on column sales.orders.a is 'create index on sales.orders; update sales.orders'",
        "select 1; -- update sales.orders set a = 1;",
        "create function f() returns void language sql as $$ update sales.orders set a = 1; $$",
    ],
)
def test_what_holds_up_nobody_is_not(migration, sql):
    assert faults(migration(sql)) == []


def test_rows_are_filled_in_batches_outside_a_transaction(migration):
    sql = "update sales.orders set a = 1 where id between %s and %s"
    assert faults(migration(sql, more="atomic = False")) == []
