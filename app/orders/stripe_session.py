"""What we send Stripe about a payment attempt: the same words every time we send it."""

from flask import current_app

from app.catalog.models import FORMATS

LONGEST_NAME = 250  # characters of a product's name


def session_params(order, payment):
    """Parameters of the hosted page; all from rows that do not change, so a repeat is the same."""
    shop = current_app.config["SETTINGS"].public_url
    page = f"{shop}/orders/{order.number}"
    told = {"order": order.number, "payment": str(payment.id)}
    return {
        "mode": "payment",
        "ui_mode": "hosted_page",
        "client_reference_id": order.number,
        "customer_email": order.email,
        "metadata": told,
        "payment_intent_data": {"metadata": told, "description": f"Order {order.number}"},
        "line_items": [_line(line, order) for line in order.ordered_lines],
        "shipping_options": [_shipping(order)],
        "success_url": page + "/return?session_id={CHECKOUT_SESSION_ID}",
        "cancel_url": page,
        "expires_at": int(payment.expires_at.timestamp()),
    }


def _line(line, order):
    kind = FORMATS.get(line.format, line.format)
    product = {
        "name": line.title[:LONGEST_NAME],
        "description": f"{kind}, {line.byline}"[:LONGEST_NAME] if line.byline else kind,
    }
    price = {
        "currency": order.currency.lower(),
        "unit_amount": line.unit_price_minor,
        "product_data": product,
    }
    return {"quantity": line.quantity, "price_data": price}


def _shipping(order):
    amount = {"amount": order.shipping_minor, "currency": order.currency.lower()}
    rate = {"type": "fixed_amount", "display_name": order.shipping_name, "fixed_amount": amount}
    return {"shipping_rate_data": rate}
