"""A session's lines and what they add up to."""

import time

from dev.stripe_simulator.identifiers import new_id
from dev.stripe_simulator.simulation import public


def line_item(item):
    price, quantity = item["price_data"], item["quantity"]
    currency, product = price["currency"].lower(), price["product_data"]
    total = price["unit_amount"] * quantity
    return {
        "id": new_id("li"),
        "object": "item",
        "adjustable_quantity": None,
        "amount_discount": 0,
        "amount_subtotal": total,
        "amount_tax": 0,
        "amount_total": total,
        "currency": currency,
        "description": product["name"],
        "metadata": item.get("metadata", {}),
        "price": _price(price, currency, product),
        "quantity": quantity,
    }


def _price(price, currency, product):
    return {
        "id": new_id("price"),
        "object": "price",
        "active": False,
        "billing_scheme": "per_unit",
        "created": int(time.time()),
        "currency": currency,
        "custom_unit_amount": None,
        "livemode": False,
        "lookup_key": None,
        "metadata": {},
        "nickname": None,
        "product": new_id("prod"),
        "recurring": None,
        "tax_behavior": price.get("tax_behavior", "unspecified"),
        "tiers_mode": None,
        "transform_quantity": None,
        "type": "one_time",
        "unit_amount": price["unit_amount"],
        "unit_amount_decimal": str(price["unit_amount"]),
        "_detail": product.get("description"),
    }


def line_items(session):
    """The session's lines as the API shows them."""
    return [{**item, "price": public(item["price"])} for item in session["_line_items"]]


def amounts(items, shipping):
    """The sums of a session; `shipping` is an amount, or None when there is none to charge."""
    subtotal = sum(item["amount_subtotal"] for item in items)
    details = {"amount_discount": 0, "amount_shipping": shipping or 0, "amount_tax": 0}
    sums = {
        "amount_subtotal": subtotal,
        "amount_total": subtotal + (shipping or 0),
        "total_details": details,
    }
    if shipping is not None:
        sums["shipping_cost"] = {
            "amount_subtotal": shipping,
            "amount_tax": 0,
            "amount_total": shipping,
            "shipping_rate": new_id("shr"),
        }
    if not sums["amount_total"]:
        sums["payment_status"] = "no_payment_required"
    return sums
