"""From cart to order: one transaction that holds the copies, or changes nothing."""

from flask import current_app

from app.db import db, now
from app.orders.checkout.agreement import check
from app.orders.checkout.codes import forget_codes
from app.orders.checkout.per_customer import check_limits
from app.orders.checkout.quotes import quote
from app.orders.holds import HOLD, hold_copies
from app.orders.models import GiftCardBought, Order, OrderLine
from app.orders.numbers import new_number
from app.orders.payments.acceptance import accept, lock_works
from app.orders.refusals import ConsentMissing, FormOfAnother
from app.orders.stored_values.spending import pay_with
from app.pricing.vouchers import redeem

SHORTEST_KEY = 16  # characters; ours have 32


def place_order(cart, details, customer_id=None):
    """Turn the cart into an order awaiting payment, with its copies held.

    The form's key makes one order however often and at the same instant it is sent: whoever comes
    second waits for the first and gets its order. Raises an OrderRefusal and changes nothing.
    """
    if len(details.key) < SHORTEST_KEY:
        raise FormOfAnother
    with db.atomic():
        cart.lock()
        placed = order_of(details.key) or write_order(cart, details, customer_id)
    if placed.cart_id is None or placed.cart_id != cart.id:
        raise FormOfAnother(placed)
    return placed


def order_of(key):
    # There is none yet, nearly always: no more is asked than that.
    placed = Order.select(Order.id).where(Order.idempotency_key == key).tuples().first()
    return Order.get_by_id(placed[0]) if placed else None


def write_order(cart, details, customer_id):
    """The new order; or the one of another cart, should it take the key at this very instant."""
    agreed = quote(cart, details, lock=True)
    check(agreed, details)
    check_limits(agreed.items, customer_id, details.email)
    if agreed.has_downloads and not details.download_consent:
        raise ConsentMissing
    order = claim(cart, details, agreed, customer_id)
    if order is None:
        return order_of(details.key)
    fill(order, agreed)
    cart.empty()
    forget_codes(cart)
    return order


def claim(cart, details, quote, customer_id):
    """Insert the order under the form's key; None when another cart's order has it."""
    rows = (
        Order.insert(
            number=new_number(),
            idempotency_key=details.key,
            cart=cart,
            customer=customer_id,
            email=details.email,
            name=details.name,
            phone=details.phone if quote.by_post else "",
            address=details.address_for(quote),
            billing_address=details.billing_address,
            gift_message=details.gift_message,
            download_consent_at=now() if quote.has_downloads else None,
            simulated=current_app.config["SETTINGS"].payments_simulated,
            hold_expires_at=now() + HOLD,
            **figures_of(quote),
        )
        .on_conflict(conflict_target=[Order.idempotency_key], action="IGNORE")
        .returning(Order)
        .execute()
    )
    return next(iter(rows), None)


def figures_of(quote):
    price, method = quote.price, quote.delivery.method
    return {
        "shipping_method": method.code,
        "shipping_name": method.name,
        "delivery_kind": method.kind,
        "collect_from": method.collect_from,
        "voucher": price.voucher.code if price.voucher in price.promotions else "",
        "currency": price.currency,
        "subtotal_minor": price.subtotal_minor,
        "discount_minor": price.discount_minor,
        "shipping_minor": price.shipping_minor,
        "standard_shipping_minor": price.standard_shipping_minor,
        "wrapped_free": price.wrapped and not price.wrap_minor,
        "wrap_minor": price.wrap_minor,
        "gift_cards_minor": price.gift_cards_minor,
        "tax_minor": price.tax_minor,
        "tax_included": price.tax_included,
        "tax_summary": [rate._asdict() for rate in price.taxes],
        "pricing": price.reasons,
        "total_minor": price.total_minor,
        "stored_minor": quote.stored_minor,
    }


def fill(order, quote):
    """Write the order's lines, hold its copies, and use up what it was paid or reduced with."""
    items = {item.edition_id: item for item in quote.items}
    # In edition order: each line holds on to its edition, which staff lock in that order.
    lines = sorted(quote.price.lines, key=lambda priced: priced.line.edition_id)
    rows = [{"order": order, **line_of(items[p.line.edition_id], p)} for p in lines]
    if rows:
        OrderLine.insert_many(rows).execute()
    if quote.gift_cards:
        bought = GiftCardBought.id.in_([card.id for card in quote.gift_cards])
        GiftCardBought.update(order=order, cart=None).where(bought).execute()
    used = [(promotion.id, minor) for promotion, minor in quote.price.promotions.items()]
    redeem(used, order.id, order.email, order.customer_id)
    pay_with(order, [(value.id, minor) for value, minor in quote.stored])
    if not order.due_minor:  # it is settled at once
        lock_works(order)
    hold_copies(order)
    order.note("placed", "buyer")
    if not order.due_minor:
        accept(order, "buyer")


def line_of(item, priced):
    return {
        "edition": item.edition,
        "title": item.work.title,
        "byline": item.work.byline,
        "isbn": item.edition.isbn,
        "format": item.edition.format,
        "condition": item.edition.condition,
        "quantity": item.quantity,
        "unit_price_minor": priced.line.unit_minor,
        "discount_minor": priced.discount_minor,
        "tax_class": priced.line.tax_class,
        "tax_rate_ppm": priced.rate_ppm,
        "tax_minor": priced.tax_minor,
        "is_download": priced.line.is_download,
    }
