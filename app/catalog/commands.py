"""`flask catalog …`"""

import click
from flask import current_app
from flask.cli import AppGroup

from app.catalog import exports
from app.catalog.imports.commands import import_file, undo_import
from app.catalog.starter import load_starter
from app.db import db

catalog = AppGroup("catalog", help="Fill the shelves.")
catalog.add_command(import_file)
catalog.add_command(undo_import)


@catalog.command("starter")
def starter():
    """Load the starter catalogue; what is there already stays as it is."""
    with db.connection_context():
        added = load_starter()
    click.echo(f"added {added} works" if added else "nothing to add")


@catalog.command("export")
@click.argument("file", type=click.Path(dir_okay=False, writable=True))
def export(file):
    """Write the catalogue to FILE: .csv, or .xml for ONIX 3.0; .csv.gz or .xml.gz packs it."""
    count = 0

    def tell(products):
        nonlocal count
        count = products

    try:
        exports.write(file, current_app.config["SETTINGS"], tell)
    except exports.UnknownFormat as refusal:
        raise click.ClickException(
            "The file must end in .csv, .csv.gz, .xml or .xml.gz."
        ) from refusal
    except OSError as failure:
        raise click.ClickException(f"{file} cannot be written: {failure.strerror}.") from failure
    click.echo(f"{count} written to {file}")
