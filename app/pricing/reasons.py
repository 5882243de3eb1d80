"""Why a price is what it is: a line for each step, as staff read it beside the order."""

from app.money import Money
from app.pricing.taxes import rate_as_typed


def reasons(price):
    """Pairs of words and an amount in minor units; the last one is the total."""
    steps = [*of_lines(price), *of_delivery(price), *of_the_rest(price), *of_taxes(price)]
    return [*steps, ("Total", price.total_minor)]


def of_lines(price):
    for priced in price.lines:
        line = priced.line
        unit = Money(line.unit_minor, price.currency)
        sale = f", reduced from {Money(line.list_minor, price.currency)}" if line.is_reduced else ""
        yield f"{line.title}: {line.quantity} × {unit}{sale}", line.total
        if priced.offer_minor:
            yield f"{line.title}: offer “{priced.offer.name}”", -priced.offer_minor
        if priced.voucher_minor:
            yield f"{line.title}: voucher {price.voucher.code}", -priced.voucher_minor
    if price.voucher and not price.voucher_works:
        yield f"Voucher {price.voucher.code} takes nothing off these books", 0


def of_delivery(price):
    if price.delivery is None:
        return
    yield f"Delivery: {price.delivery.name}", price.delivery.minor
    if price.delivery_off_minor:
        yield f"Free delivery: “{price.free_delivery.name}”", -price.delivery_off_minor


def of_the_rest(price):
    if price.wrapped:
        yield "Gift wrap", price.wrap_minor
    if price.gift_cards_minor:
        yield "Gift cards, which are money and bear no tax", price.gift_cards_minor


def of_taxes(price):
    for rate, net, tax in price.taxes:
        named = f"{price.tax_name} of {rate_as_typed(rate)}%"
        on, of = Money(net, price.currency), Money(tax, price.currency)
        if rate and price.tax_included:
            yield f"{named}, {of} on {on}, is in these prices", 0
        elif rate:
            yield f"{named} on {on}", tax
