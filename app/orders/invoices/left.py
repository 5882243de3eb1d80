"""What of an order can still be credited at each rate of tax: what is invoiced less the credited.

A refund is priced by its own copies and the average of the order, so of an order with several
rates one rate may be asked for more than is left of it. The rest is credited at the others.
"""

from app.orders.invoices.rows import by_rate, simple
from app.orders.models import Invoice

TOO_MUCH = "Less what was credited before"
INSTEAD = "The rest of the price"


def left_by_rate(order):
    """By rate: amount without tax, and the tax."""
    left = {}
    for issued in Invoice.select().where(Invoice.order == order):
        sign = 1 if issued.kind == "invoice" else -1
        for one in issued.document["rates"]:
            net, tax = left.get(one["rate_ppm"], (0, 0))
            left[one["rate_ppm"]] = (
                net + sign * one["net_minor"],
                tax + sign * one["tax_minor"],
            )
    return left


def within(rows, left):
    """The rows, with others that take what is too much of one rate to those that have room."""
    asked = {one["rate_ppm"]: (one["net_minor"], one["tax_minor"]) for one in by_rate(rows)}
    rates = sorted({*asked, *left})
    nets, taxes = (
        moved([left.get(rate, (0, 0))[kind] - asked.get(rate, (0, 0))[kind] for rate in rates])
        for kind in (0, 1)
    )
    changes = [part for part in zip(rates, nets, taxes, strict=True) if any(part[1:])]
    return [*rows, *(simple(INSTEAD if net + tax > 0 else TOO_MUCH, rate, net, tax)
                     for rate, net, tax in changes)]  # fmt: skip


def moved(rooms):
    """What each gets so that none is below nothing, as far as the others have room for it."""
    lacking = min(sum(-room for room in rooms if room < 0), sum(r for r in rooms if r > 0))
    given, taken = lacking, lacking
    changes = []
    for room in rooms:
        change = min(room, given) if room > 0 else -min(-room, taken)
        given, taken = given - max(change, 0), taken + min(change, 0)
        changes.append(change)
    return changes
