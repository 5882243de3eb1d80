"""Letters about what we hold: that a copy of it is there, and that it is gone."""

from app.accounts.letters import known_name
from app.accounts.models import Customer
from app.mail import Email, public_link, write_letter
from app.orders.models import Order
from app.privacy.legal_terms import kept_until, term
from app.privacy.models import Export


def export_ready(export_id):
    """None when its week is over before the letter could be sent."""
    export = Export.get_or_none(Export.id == export_id)
    if export is None:
        return None
    return write_letter(
        "export_ready",
        "The copy of your data is ready",
        name=known_name(export.customer),
        until=export.expires_at,
        link=public_link("privacy.overview"),
    )


def account_erased(customer_id):
    """It is for whoever was erased, so it names nobody."""
    latest = Order.select(Order.placed_at).where(Order.customer == customer_id)
    latest = latest.order_by(Order.placed_at.desc()).first()
    return write_letter(
        "account_erased",
        "Your account is erased",
        name="reader",
        erased_at=Customer.get_by_id(customer_id).erased_at,
        kept_until=kept_until(latest.placed_at) if latest else None,
        law=term().law,
    )


def forget_recipient(customer_id):
    Email.update(recipient="").where(
        Email.kind == "account_erased", Email.about == customer_id
    ).execute()
