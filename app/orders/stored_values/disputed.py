"""Gift cards whose price a dispute has taken: what is unspent is blocked, until it is won."""

from app.orders.models import StoredValue
from app.orders.refunds.refundable import left_of
from app.orders.stored_values.gift_cards import block, unblock


def follow_dispute(dispute, order):
    """Block or free the gift cards that were bought with its money; under the order's lock."""
    if dispute.status == "lost" and price_is_lost(order):
        for card in cards_of(order).where(
            StoredValue.balance_minor > 0, StoredValue.blocked_at.is_null()
        ):
            block(card.id, dispute.id)
            order.note("gift_card_blocked", "stripe", said_of(card))
    elif dispute.status == "won":
        for card in cards_of(order).where(StoredValue.blocked_for_id == dispute.id):
            unblock(card.id)
            order.note("gift_card_unblocked", "stripe", said_of(card))


def price_is_lost(order):
    """Whether less is left of the order's money than its gift cards cost."""
    left = left_of(order)
    return left.minor < left.kept_minor(())


def cards_of(order):
    bought = [card.stored_value_id for card in order.gift_cards_bought]
    cards = StoredValue.select().where(StoredValue.id.in_(bought))
    return cards.order_by(StoredValue.id).for_update()


def said_of(card):
    return f"…{card.code_end}, {card.balance} on it"
