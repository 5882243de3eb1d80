"""`flask check …`: is everything as it must be?"""

import click
from flask.cli import AppGroup

from app.db import db, unhurried
from app.orders.integrity import RULES, broken_invariants

check = AppGroup("check", help="Look for what must never be.")


@check.command("integrity")
def integrity():
    """Check every rule of money and stock; exit 1 and show the rows when one is broken."""
    # One snapshot for all rules, so that orders placed meanwhile look broken to none.
    with db.connection_context(), unhurried():
        db.execute_sql("set transaction isolation level repeatable read read only")
        broken = broken_invariants()
    for rule, rows in broken:
        click.echo(f"BROKEN: {rule}")
        for row in rows:
            click.echo("  " + ", ".join(f"{name}={value}" for name, value in row.items()))
    if broken:
        raise SystemExit(1)
    click.echo(f"{len(RULES)} rules hold")
