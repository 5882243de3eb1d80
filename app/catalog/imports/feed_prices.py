"""Which of the prices that a feed gives is the one that the shop asks."""

from datetime import date, timedelta

from flask import current_app, has_app_context

# The price of a file that knows one sort only, which is the shop's own; then ONIX code list 58:
# recommended retail prices with tax, without; fixed ones; those that a publisher sells at himself.
# Others, such as what the supplier asks of the shop, are no prices for readers.
TYPES = ("", "02", "01", "04", "03", "42", "41")
WORLD = "WORLD"


def shop_currency():
    """What prices are in when nothing says it."""
    return current_app.config["SETTINGS"].currency if has_app_context() else ""


def follow(edition, shop, today):
    """Make the price that a feed asks today ours when it is another than it asked before.

    So what a bookseller set by hand stays until the feed has another price: a new one, or one whose
    time has come. `edition` is a state; it also says on which day to look again. `shop` are its
    settings: its currency, and the country that it is at home in.
    """
    edition["reprice_on"] = next_change(edition["trade_prices"], today)
    price = price_of(edition["trade_prices"], shop, today)
    known = edition["feed_price_minor"] if edition["price_minor"] is not None else None
    if price in (None, known):
        return
    edition["feed_price_minor"] = price
    if edition["price_minor"] is None:
        edition["currency"] = shop.currency
    if edition["currency"] == shop.currency:
        reprice(edition, price)


def reprice(edition, price):
    before = edition["price_minor"]
    reduced = before is not None and before < edition["list_price_minor"]
    # A sale goes on: its price holds as long as it is the lower one.
    edition["price_minor"] = min(price, before) if reduced else price
    edition["list_price_minor"] = price


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


def price_of(rows, shop, today):
    """The amount, in the minor unit, that rows of trade_prices ask of a reader at home today."""
    day = today.isoformat()
    fitting = [
        (TYPES.index(kind), near, -newness(starts_on), position, amount)
        for position, kind, amount, currency, territory, starts_on, ends_on in rows
        if currency == shop.currency and kind in TYPES
        if (near := nearness(territory, shop.country)) is not None
        if (starts_on or day) <= day <= (ends_on or day)
    ]
    return min(fitting)[-1] if fitting else None


def nearness(territory, home):
    """How near to home a price is meant for: 0 for home itself, None for anywhere but home."""
    included, _, excluded = territory.partition(" except ")
    if home in excluded.split():
        return None
    places = included.split()
    if home in places:
        return 0
    return 1 if not places or WORLD in places else 2


def newness(starts_on):
    return date.fromisoformat(starts_on).toordinal() if starts_on else 0


def next_change(rows, today):
    """The first day to come on which one of these prices begins to hold, or no longer does."""
    days = {day for *_, starts_on, ends_on in rows for day in (starts_on, day_after(ends_on))}
    return min((day for day in days - {None} if day > today.isoformat()), default=None)


def day_after(day):
    if day in (None, date.max.isoformat()):
        return None
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
