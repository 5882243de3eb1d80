"""`flask catalog …`"""

import click
from flask.cli import AppGroup

from app.catalog.starter import load_starter
from app.db import db

catalog = AppGroup("catalog", help="Fill the shelves.")


@catalog.command("starter")
def starter():
    """Load the starter catalogue; what is there already stays as it is."""
    with db.connection_context():
        added = load_starter()
    click.echo(f"added {added} works" if added else "nothing to add")
