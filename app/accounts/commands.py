"""`flask staff …` and `flask api …`: who works here, and which systems may speak to the shop."""

import click
from flask.cli import AppGroup

from app.accounts import api_tokens, forms, sessions, staff
from app.accounts.factors import having
from app.accounts.models import Customer
from app.accounts.permissions import ROLES
from app.db import db
from app.typed_text import one_line

group = AppGroup("staff", help="Give roles to people.")
api = AppGroup("api", help="Let other systems speak to the shop.")


@group.command("add")
@click.argument("email")
@click.option("--role", type=click.Choice(list(ROLES)), required=True)
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


@group.command("reset-factors")
@click.argument("email")
def reset_factors(email):
    """Take away the second factors of who has lost them; be sure first that it is she who asks."""
    with db.connection_context():
        customer = Customer.at(one_line(email))
        if not customer:
            raise click.ClickException(f"{email} has no account.")
        having.reset(customer)
    click.echo(f"{email} signs in with the password alone now, and is told so by mail.")


@group.command("sign-out")
@click.argument("email", required=False)
@click.option("--everybody", is_flag=True, help="All customers and staff, in all browsers.")
def sign_out(email, everybody):
    """End the sessions of the person with this address, or of everybody."""
    if bool(email) == everybody:
        raise click.ClickException("Name one address, or say --everybody.")
    with db.connection_context():
        customer = Customer.at(one_line(email)) if email else None
        if email and not customer:
            raise click.ClickException(f"{email} has no account.")
        ended = sessions.sign_out_by_operator(customer)
    click.echo("1 browser is signed out." if ended == 1 else f"{ended} browsers are signed out.")


@group.command("development")
def development():
    """Add the bookseller and the reader of a development shop."""
    with db.connection_context():
        staff.add_development_people()
    click.echo(f"{staff.BOOKSELLER} and {staff.READER}, password: {staff.OPEN_SESAME}")


@api.command("token")
@click.argument("name")
def token(name):
    """Make a token for the system of this name and print it, once."""
    if wrong := api_tokens.wrong_name(name):
        raise click.ClickException(wrong)
    with db.connection_context():
        click.echo(api_tokens.issue(one_line(name)))
