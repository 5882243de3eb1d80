"""Carts that nobody comes back for."""

from datetime import timedelta

from app.cart.models import Cart
from app.db import now

# Longer than the cookie that leads to them lives.
KEEP = timedelta(days=45)


def forget_stale():
    """Delete guests' carts that have not changed for long; orders placed from them stay."""
    Cart.delete().where(Cart.customer.is_null(), Cart.updated_at < now() - KEEP).execute()
