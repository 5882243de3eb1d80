"""What an order is billed for, from its own columns alone."""

from app.orders.invoices.rows import Row, simple
from app.pricing.basket import Regime
from app.pricing.taxes import taxed


def billed(order):
    """The rows of an order's invoice; their sums are its total and its tax by rate."""
    return [*books(order), *services(order), *gift_cards(order)]


def books(order):
    regime = Regime(included=order.tax_included)
    return [book(line, regime) for line in order.ordered_lines]


def book(line, regime):
    net = without_tax(line.paid_minor, line.tax_minor, regime)
    before = net_of(line.quantity * line.unit_price_minor, line.tax_rate_ppm, regime)
    return Row(
        title=line.title,
        detail=f"{line.byline}. {line.sold_as}, {line.isbn}",
        quantity=line.quantity,
        unit_minor=net_of(line.unit_price_minor, line.tax_rate_ppm, regime),
        discount_minor=before - net,
        rate_ppm=line.tax_rate_ppm,
        net_minor=net,
        tax_minor=line.tax_minor,
    )


def without_tax(minor, tax_minor, regime):
    return minor - tax_minor if regime.included else minor


def net_of(minor, rate_ppm, regime):
    return without_tax(minor, taxed(minor, rate_ppm, regime).tax_minor, regime)


def services(order):
    """Delivery, a row for each rate that its goods have, and gift wrap."""
    left, rows = beside_books(order), []
    if order.wrap_minor:
        wrap = gift_wrap(order, max(left))
        net, tax = left[wrap.rate_ppm]
        left[wrap.rate_ppm] = (net - wrap.net_minor, tax - wrap.tax_minor)
        rows = [wrap]
    parts = [(rate, net, tax) for rate, (net, tax) in sorted(left.items()) if net or tax]
    return [simple(delivery_name(order), *part) for part in parts] + rows


def delivery_name(order):
    return f"Delivery: {order.shipping_name}"


def gift_wrap(order, rate_ppm):
    """Its rate is the standard one, the highest that an order knows beside its books."""
    regime = Regime(included=order.tax_included)
    tax = taxed(order.wrap_minor, rate_ppm, regime).tax_minor
    return simple("Gift wrap", rate_ppm, without_tax(order.wrap_minor, tax, regime), tax)


def beside_books(order):
    """By rate, what is not of the books: amount without tax, and the tax."""
    left = {one["rate_ppm"]: (one["net_minor"], one["tax_minor"]) for one in summary(order)}
    for row in books(order):
        net, tax = left.get(row.rate_ppm, (0, 0))
        left[row.rate_ppm] = (net - row.net_minor, tax - row.tax_minor)
    return left


def summary(order):
    # Orders from before there were taxes have no summary, and no tax.
    taxable = order.total_minor - order.gift_cards_minor
    return order.tax_summary or [{"rate_ppm": 0, "net_minor": taxable, "tax_minor": 0}]


def gift_cards(order):
    """No tax is due when they are sold, since what they will buy is not known (2006/112/EC,
    article 30b).
    """
    cards = order.gift_cards_bought
    return [simple(f"Gift card for {c.recipient_name}", None, c.amount_minor, 0) for c in cards]
