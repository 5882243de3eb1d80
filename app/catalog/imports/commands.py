"""`flask catalog import` and `flask catalog undo-import`: here and now, without a worker."""

import sys
import time
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import with_appcontext

from app.catalog.imports import runs, undoing
from app.catalog.imports.records import UnreadableFile
from app.catalog.models import Import, ImportRemark
from app.db import db

PAUSE = 1  # seconds between asking whether another import is done


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Change nothing; only say what would be.")
@with_appcontext
def import_file(file, dry_run):
    """Import the books in FILE: CSV or ONIX, as it is or gzipped.

    Killed half-way, it is finished by a worker, or by the same command once more.
    """
    with db.connection_context():
        try:
            with file.open("rb") as stream:
                imported = runs.keep(stream, file.name, dry_run=dry_run)
        except UnreadableFile as reason:
            raise click.ClickException(str(reason)) from reason
        with progress("Trying out" if dry_run else "Importing", imported.bytes_total) as bar:
            carry_on(imported, lambda now: bar.update(now.bytes_read - bar.pos))
        imported = Import.get_by_id(imported.id)
        report(imported)
    if imported.status != "done":
        raise SystemExit(1)


@click.command("undo-import")
@click.argument("number", type=int)
@with_appcontext
def undo_import(number):
    """Undo import NUMBER as a whole, but for what was changed or ordered since."""
    with db.connection_context():
        imported = Import.get_or_none(Import.id == number)
        if imported is None:
            raise click.ClickException(f"There is no import {number}.")
        if imported.status != "undoing" and not undoing.begin(number):
            raise click.ClickException(f"Import {number} is {imported.status}: nothing to undo.")
        with progress("Undoing", imported.changes.count()) as bar:
            carry_on(imported, lambda now: bar.update(now.put_back + now.left_alone - bar.pos))
        imported = Import.get_by_id(number)
        click.echo(f"Import {number} is undone: {imported.put_back:,} entries put back.")
        tell(remarks(imported).where(ImportRemark.about_undoing))


@contextmanager
def progress(label, length):
    """A bar on a terminal, and nothing elsewhere."""
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=length, label=label, file=sys.stderr, hidden=hidden) as bar:
        yield bar


def carry_on(imported, on_batch):
    if not runs.carry_on(imported.id, on_batch):
        click.echo("Another import is at work; this one waits for its turn.", err=True)
        while not runs.carry_on(imported.id, on_batch):
            time.sleep(PAUSE)


def report(imported):
    would = "would be " if imported.dry_run else ""
    click.echo(
        f"Import {imported.id}, {imported.file_name}: {imported.records:,} records read;"
        f" {imported.added:,} {would}added, {imported.changed:,} {would}changed,"
        f" {imported.unchanged:,} unchanged, {imported.refused:,} refused."
    )
    tell(remarks(imported).where(ImportRemark.refused))
    taken = remarks(imported).where(~ImportRemark.refused).count()
    if taken:
        click.echo(f"{taken:,} remarks on records that were taken: see /admin/imports.")
    if imported.failure:
        click.echo(imported.failure, err=True)


def remarks(imported):
    return ImportRemark.select().where(ImportRemark.imported == imported).order_by(ImportRemark.id)


def tell(rows):
    for row in rows.iterator():
        about = f"{row.place} ({row.identifier})" if row.identifier else row.place
        click.echo(f"{about}: {row.reason}")
