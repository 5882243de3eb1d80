"""`flask check …`: is everything as it must be?"""

from datetime import UTC

import click
from flask.cli import AppGroup

from app.db import db, now, unhurried
from app.orders.integrity import RULES, broken_invariants
from app.orders.payments import gateway
from app.orders.reconciliation.differences import open_differences
from app.orders.reconciliation.reconciling import reconcile
from app.orders.reconciliation.runs import REACH, Reconciliation

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


@check.command("payments")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="From that day (UTC).")
def payments(since):
    """Compare with Stripe; exit 1 and show what differs, or 2 when not all could be compared."""
    since = since.replace(tzinfo=UTC) if since else now() - REACH
    with db.connection_context():
        run = Reconciliation.create(asked_by="operator", since=since)
        show_outcome(compared(run))


def compared(run):
    """The run as it ended; exits with 2 when it could not."""
    try:
        if reconcile(run.id):
            return Reconciliation.get_by_id(run.id)
    except gateway.GatewayError as error:
        click.echo(f"CUT SHORT, so this says nothing of the rest: {error}")
        raise SystemExit(2) from error
    Reconciliation.delete().where(
        Reconciliation.id == run.id, Reconciliation.begun_at.is_null()
    ).execute()
    click.echo("Another comparison is under way; this one did not begin.")
    raise SystemExit(2)


def show_outcome(run):
    found = list(open_differences())
    for each in found:
        number = each.payment.order.number if each.payment else "no order"
        click.echo(f"{each.kind}: {each.about} ({number}): here {each.here}, there {each.there}")
    click.echo(f"Made between {run.since:%Y-%m-%d %H:%M} and {run.until:%Y-%m-%d %H:%M} UTC:")
    click.echo(
        f"{run.sessions} sessions, {run.charges} charges, {run.refunds} refunds and "
        f"{run.disputes} disputes compared; {len(found)} differences"
    )
    if found:
        raise SystemExit(1)
