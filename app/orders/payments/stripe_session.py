"""What we send Stripe about a payment attempt: the same words every time we send it."""

from flask import current_app

from app.currencies import LEAST_CHARGE

LONGEST_NAME = 250  # characters of a product's name
MOST_ITEMS = 100  # that a session has


def least_payable(currency):
    """The least that Stripe takes at once, in minor units."""
    return LEAST_CHARGE[currency]


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
        "line_items": line_items(order),
        **shipping_options(order),
        "success_url": page + "/return?session_id={CHECKOUT_SESSION_ID}",
        "cancel_url": page,
        "expires_at": int(payment.expires_at.timestamp()),
    }


def line_items(order):
    """What is to be paid, as Stripe lists it; together with delivery exactly what is due.

    Where gift cards or credit pay a part, it is one item: Stripe knows no items below nothing. So
    it is where there are more than Stripe takes.
    """
    if order.stored_minor:
        return [item(order, f"Order {order.number}", order.due_minor, _paid_already(order))]
    items = items_of(order)
    if len(items) > MOST_ITEMS:
        goods = order.total_minor - order.shipping_minor
        return [item(order, f"Order {order.number}", goods, f"All {len(items)} items of it")]
    return items


def items_of(order):
    items = [line_item(line, order) for line in order.ordered_lines if line.paid_minor]
    items += [item(order, f"Gift card for {card.recipient_name}", card.amount_minor)
              for card in order.gift_cards_bought]  # fmt: skip
    if order.wrap_minor:
        items.append(item(order, "Gift wrap", order.wrap_minor))
    if not order.tax_included and order.tax_minor:
        items.append(item(order, "Sales tax", order.tax_minor))
    return items or [item(order, order.shipping_name, order.shipping_minor)]


def line_item(line, order):
    about = f"{line.sold_as}, {line.byline}" if line.byline else line.sold_as
    if not line.discount_minor:
        return item(order, line.title, line.unit_price_minor, about, line.quantity)
    copies = f"{line.quantity} × " if line.quantity > 1 else ""
    return item(order, f"{copies}{line.title}", line.paid_minor, about)


def item(order, name, minor, about="", quantity=1):
    product = {"name": name[:LONGEST_NAME]}
    if about:
        product["description"] = about[:LONGEST_NAME]
    price = {"currency": order.currency.lower(), "unit_amount": minor, "product_data": product}
    return {"quantity": quantity, "price_data": price}


def shipping_options(order):
    """Delivery, unless it is an item already: a part of what is left to pay, or all of it."""
    if order.stored_minor or order.delivery_kind == "download":
        return {}
    if order.total_minor == order.shipping_minor:
        return {}
    amount = {"amount": order.shipping_minor, "currency": order.currency.lower()}
    rate = {"type": "fixed_amount", "display_name": order.shipping_name, "fixed_amount": amount}
    return {"shipping_options": [{"shipping_rate_data": rate}]}


def _paid_already(order):
    return f"After {order.stored} from gift cards or credit"
