"""The key in our letters, with which the owner of an address may see and end her alert."""

from itsdangerous import BadSignature

from app.catalog.models import StockAlert
from app.mail import public_link
from app.signing import signer

PURPOSE = "stock alert"


def alert_link(alert):
    return public_link("catalog.stock_alert", key=signer(PURPOSE).dumps(alert.id))


def alert_of(key):
    """The alert that the key opens; None when it is not ours, or there is none any more."""
    try:
        return StockAlert.get_or_none(StockAlert.id == signer(PURPOSE).loads(key))
    except BadSignature:
        return None
