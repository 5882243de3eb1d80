"""Which of the prices that a feed gives is the one that the shop asks."""

from datetime import date

# The price of a file that knows one sort only, which is the shop's own; then ONIX code list 58:
# recommended retail prices with tax, without; fixed ones; those that a publisher sells at himself.
# Others, such as what the supplier asks of the shop, are no prices for readers.
TYPES = ("", "02", "01", "04", "03", "42", "41")
HOME, WORLD = "GB", "WORLD"


def rows_of(prices):
    """Rows of trade_prices, each price once."""
    rows = dict.fromkeys(
        (
            price.price_type,
            price.amount_minor,
            price.currency,
            price.territory,
            price.starts_on and price.starts_on.isoformat(),
            price.ends_on and price.ends_on.isoformat(),
        )
        for price in prices
    )
    return [[position, *row] for position, row in enumerate(rows)]


def price_of(rows, currency, today):
    """The amount, in the minor unit, that rows of trade_prices ask of a reader at home today."""
    day = today.isoformat()
    fitting = [
        (TYPES.index(kind), nearness(territory), -newness(starts_on), position, amount)
        for position, kind, amount, its_currency, territory, starts_on, ends_on in rows
        if its_currency == currency and kind in TYPES and nearness(territory) is not None
        if (starts_on or day) <= day <= (ends_on or day)
    ]
    return min(fitting)[-1] if fitting else None


def nearness(territory):
    """How near to home a price is meant for: 0 for home itself, None for anywhere but home."""
    included, _, excluded = territory.partition(" except ")
    if HOME in excluded.split():
        return None
    places = included.split()
    if HOME in places:
        return 0
    return 1 if not places or WORLD in places else 2


def newness(starts_on):
    return date.fromisoformat(starts_on).toordinal() if starts_on else 0
