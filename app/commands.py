"""`flask …`: what an operator types."""

import click
from flask.cli import AppGroup

from app import migrations
from app.accounts.commands import api
from app.accounts.commands import group as staff
from app.catalog.commands import catalog
from app.db import db
from app.orders.commands import check
from app.privacy.commands import privacy


def register(app):
    app.cli.add_command(database)
    app.cli.add_command(staff)
    app.cli.add_command(api)
    app.cli.add_command(catalog)
    app.cli.add_command(check)
    app.cli.add_command(privacy)


database = AppGroup("db", help="Migrate the database, or say where it stands.")


@database.command("migrate")
def migrate():
    """Apply the pending migrations."""
    with db.connection_context():
        applied = migrations.migrate()
    click.echo("\n".join(f"applied {name}" for name in applied) or "nothing to apply")


@database.command("status")
def status():
    """List the migrations; exit 1 when one is pending."""
    with db.connection_context():
        rows = migrations.runner().status()
    for migration in rows:
        click.echo(f"{'applied' if migration.applied else 'PENDING'}  {migration.name}")
    if not all(migration.applied for migration in rows):
        raise SystemExit(1)
