"""Gift cards that are being bought, which are orders' to know about, as lines of a cart."""

from app.db import db


def gift_cards_in(cart):
    """Those in the cart, in the order they came."""
    return [card for card in all_of(cart) if not card.saved]


def gift_cards_saved(cart):
    """Those saved for later."""
    return [card for card in all_of(cart) if card.saved]


def gift_cards_brought(cart):
    return [card for card in gift_cards_in(cart) if card.brought]


def all_of(cart):
    return sorted(cart.gift_cards, key=lambda card: card.id) if cart.id else []


def save_gift_cards(cart):
    """Save all for later, in the caller's transaction."""
    db.execute_sql(
        "update sales.gift_cards_bought set saved = true, brought = false where cart_id = %s",
        (cart.id,),
    )


def forget_brought_gift_cards(cart):
    """What came at sign-in is no news any more."""
    db.execute_sql(
        "update sales.gift_cards_bought set brought = false where cart_id = %s and brought",
        (cart.id,),
    )


def bring_gift_cards(guest, cart, *, as_news):
    """Move those of the guest's cart into the other; `as_news`, they are noted as brought."""
    db.execute_sql(
        "update sales.gift_cards_bought set cart_id = %s, brought = %s and not saved"
        " where cart_id = %s",
        (cart.id, as_news, guest.id),
    )
