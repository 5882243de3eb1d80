"""`flask privacy …`: what an operator does for whoever has no account to do it with."""

import click
from flask.cli import AppGroup

from app.db import db
from app.privacy.erasing import NotYet
from app.privacy.guests import HasAccount, erase_guest

privacy = AppGroup("privacy", help="Forget people who ask for it.")


@privacy.command("erase-guest")
@click.argument("email")
def forget(email):
    """Take whoever ordered with this address, without an account, out of her orders."""
    with db.connection_context():
        try:
            orders = erase_guest(email)
        except HasAccount as refusal:
            raise click.ClickException(
                "This address has an account; its owner erases it on /account/privacy."
            ) from refusal
        except NotYet as refusal:
            raise click.ClickException(str(refusal)) from refusal
    click.echo(f"Done. {orders} orders do not say any more whose they were.")
