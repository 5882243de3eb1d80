"""What promotions take off the lines of a basket. Their rules, as docs/pricing.md states them:

Sale prices are prices. Of the offers the one that takes most off goes first, and a line is reduced
by one offer at the most. The one voucher of an order comes after them, on what is left to pay;
where it is not for reduced books, those that a sale or an offer has reduced do not count for it.
"""

from app.pricing.rounding import half_up, spread


def offers_on(lines, offers):
    """What the offers take off each line: pairs of an offer (or None) and an amount."""
    taken = [(None, 0)] * len(lines)
    left = [offer for offer in offers if offer.kind != "free_delivery"]
    while left:
        open_amounts = [0 if offer else line.total for line, (offer, _) in pairs(lines, taken)]
        best = max(left, key=lambda offer: (sum(taken_off(offer, lines, open_amounts)), -offer.id))
        for place, amount in enumerate(taken_off(best, lines, open_amounts)):
            if amount:
                taken[place] = (best, amount)
        left.remove(best)
    return taken


def taken_off(promotion, lines, amounts):
    """What a promotion takes off lines that now cost these amounts; nothing below its minimum."""
    counted = [
        amount if concerns(promotion, line) and not spared(promotion, line, amount) else 0
        for line, amount in pairs(lines, amounts)
    ]
    if not any(counted) or sum(counted) < promotion.minimum_minor:
        return [0] * len(lines)
    return KINDS[promotion.kind](promotion, lines, counted)


def concerns(promotion, line):
    """Whether it is for books of this kind."""
    of_subject = not promotion.subjects or promotion.subjects & line.subjects
    return bool(of_subject) and (not promotion.formats or line.format in promotion.formats)


def spared(promotion, line, amount):
    """Whether it leaves a line alone because that is reduced already."""
    return not promotion.on_reduced and (line.is_reduced or amount < line.total)


def percent_off(promotion, lines, amounts):
    return [half_up(amount * promotion.percent, 100) for amount in amounts]


def amount_off(promotion, lines, amounts):
    return spread(min(promotion.amount_minor, sum(amounts)), amounts)


def cheapest_free(promotion, lines, amounts):
    """Of every so many copies, the dearest first, the price of the last one is taken off: off all
    of them in proportion, so that whoever gives one back gives back its part of what it earned.
    """
    copies = [
        (price, place)
        for place, (line, amount) in enumerate(pairs(lines, amounts))
        for price in spread(amount, [1] * line.quantity)
        if amount
    ]
    copies.sort(key=lambda copy: (-copy[0], copy[1]))
    off = [0] * len(lines)
    for group in whole_groups(copies, promotion.of_copies):
        prices = [price for price, _ in group]
        for part, (_, place) in zip(spread(prices[-1], prices), group, strict=True):
            off[place] += part
    return off


def whole_groups(copies, size):
    return [copies[end - size : end] for end in range(size, len(copies) + 1, size)]


KINDS = {
    "percent": percent_off,
    "amount": amount_off,
    "cheapest_free": cheapest_free,
    "free_delivery": lambda promotion, lines, amounts: [0] * len(lines),
}


def frees_delivery(promotion, lines, amounts):
    """Whether a promotion for free delivery holds for these lines."""
    if promotion.kind != "free_delivery":
        return False
    counted = [
        amount
        for line, amount in pairs(lines, amounts)
        if concerns(promotion, line) and not spared(promotion, line, amount)
    ]
    return bool(counted) and sum(counted) >= promotion.minimum_minor


def pairs(lines, others):
    return zip(lines, others, strict=True)
