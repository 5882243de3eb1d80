"""What is kept no longer than it is of use."""

from datetime import timedelta

from app.accounts import single_use
from app.accounts.models import Session, Token
from app.accounts.sessions import alive
from app.db import db, now

# Longer than any letter waits to be sent, as its link is made from the row.
KEEP_TOKENS = timedelta(days=30)


def forget_expired():
    """Delete sessions that are over, and tokens and events of the audit that are long past; safe to
    run at any time, and twice.
    """
    Session.delete().where(~alive()).execute()
    Token.delete().where(is_of_no_use()).execute()
    single_use.forget_old()
    db.execute_sql("select accounts.forget_old_audit_events()")


def is_of_no_use():
    """Long past; but an address that was hers is known by its link alone, and goes with her."""
    return (Token.expires_at < now() - KEEP_TOKENS) & (Token.purpose != "restore_email")
