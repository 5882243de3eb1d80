"""`flask staff …`: who works here."""

import click
from flask.cli import AppGroup

from app.accounts import forms, staff
from app.accounts.staff import ROLES
from app.db import db

group = AppGroup("staff", help="Give roles to people.")


@group.command("add")
@click.argument("email")
@click.option("--role", type=click.Choice(ROLES), required=True)
@click.option("--name", help="What to call a person who has no account yet.")
def add(email, role, name):
    """Give the person with this address a role; without an account she gets one, and a link."""
    if wrong := forms.wrong_email(email):
        raise click.ClickException(wrong)
    with db.connection_context():
        try:
            link = staff.add(email, role, name or email.partition("@")[0])
        except staff.NotVerified as refusal:
            raise click.ClickException(
                f"{email} has an account, but its address is not verified yet."
            ) from refusal
    click.echo(f"{email} now has the role of {role}.")
    if link:
        click.echo(f"To choose a password, within an hour, once:\n{link}")


@group.command("development")
def development():
    """Add the bookseller and the reader of a development shop."""
    with db.connection_context():
        staff.add_development_people()
    click.echo(f"{staff.BOOKSELLER} and {staff.READER}, password: {staff.OPEN_SESAME}")
