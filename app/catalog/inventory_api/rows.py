"""The rows of a stock update as they were sent, read with care: a Row, or a reason why not."""

import re
from collections import Counter
from decimal import Decimal
from typing import NamedTuple

from babel.numbers import get_currency_precision
from stdnum.exceptions import InvalidChecksum, ValidationError

from app.catalog.isbns import isbn13
from app.catalog.models import CONDITIONS
from app.typed_text import one_line

KNOWN = ("isbn", "condition", "on_hand", "price", "currency")
MOST_COPIES = 1_000_000
DEAREST = 100_000  # in the currency's major unit
AMOUNT = re.compile(r"[0-9]{1,6}(\.[0-9]{1,4})?")


class Row(NamedTuple):
    index: int  # its place among the updates, from 0
    isbn: str  # ISBN-13
    condition: str
    on_hand: int | None  # None: stays as it is
    price_minor: int | None  # None: stays as it is


class Refused(Exception):
    """Why a row is not taken: a short word for programs, a sentence for people."""

    def __init__(self, reason, detail):
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


def read_rows(updates, currency):
    """Rows, and refusals as the answer tells them; prices must be in this currency."""
    rows, refusals = [], []
    for index, sent in enumerate(updates):
        try:
            rows.append(read_row(index, sent, currency))
        except Refused as refused:
            refusals.append(refusal(index, isbn_sent(sent), refused))
    # Those that are refused count: what they meant to say is not what another one says.
    times = Counter(map(edition_sent, updates))
    once = [row for row in rows if times[row.isbn, row.condition] == 1]
    twice = [row for row in rows if times[row.isbn, row.condition] > 1]
    refusals += [refusal(row.index, row.isbn, TWO_ROWS) for row in twice]
    return once, refusals


def refusal(index, isbn, refused):
    return {"index": index, "isbn": isbn, "reason": refused.reason, "detail": refused.detail}


TWO_ROWS = Refused(
    "duplicate", "Two or more rows are for this edition, so we cannot tell which of them holds."
)


def edition_sent(sent):
    """ISBN-13 and condition of a row, as far as it can be read."""
    try:
        return read_isbn(sent.get("isbn")), str(sent.get("condition", "new"))
    except (Refused, AttributeError):
        return None


def isbn_sent(sent):
    isbn = sent.get("isbn") if isinstance(sent, dict) else None
    return one_line(isbn[:40]) if isinstance(isbn, str) else None


def read_row(index, sent, currency):
    if not isinstance(sent, dict):
        raise Refused("malformed", "A row is a JSON object.")
    for name in sent:
        if name not in KNOWN:
            odd = one_line(name[:40])
            raise Refused("malformed", f"A row has {', '.join(KNOWN)}, but no “{odd}”.")
    isbn = read_isbn(sent.get("isbn"))
    condition = sent.get("condition", "new")
    if not isinstance(condition, str) or condition not in CONDITIONS:
        raise Refused("malformed", f"The condition is one of {', '.join(CONDITIONS)}.")
    row = Row(index, isbn, condition, read_copies(sent), read_price(sent, currency))
    if row.on_hand is None and row.price_minor is None:
        raise Refused("malformed", "The row says neither how many are on hand nor a price.")
    return row


def read_isbn(sent):
    if not isinstance(sent, str):
        raise Refused("isbn_malformed", "The ISBN is missing, or it is not text in quotes.")
    try:
        return isbn13(sent)
    except InvalidChecksum as error:
        sentence = "The last digit of the ISBN does not fit the others, so one of them is wrong."
        raise Refused("isbn_check_digit", sentence) from error
    except ValidationError as error:
        sentence = "This is no ISBN: those have 10 digits, or 13 that begin with 978 or 979."
        raise Refused("isbn_malformed", sentence) from error


def read_copies(sent):
    copies = sent.get("on_hand")
    # To Python, true is a number.
    if copies is not None and (type(copies) is not int or not 0 <= copies <= MOST_COPIES):
        raise Refused("on_hand_malformed", f"on_hand is a whole number from 0 to {MOST_COPIES}.")
    return copies


def read_price(sent, currency):
    price = sent.get("price")
    if price is None:
        return None
    if sent.get("currency") != currency:
        raise Refused("currency", f"The prices of this shop are in {currency}.")
    minor = minor_units(price, currency)
    if minor is None:
        sentence = 'The price is an exact amount, in quotes, such as "9.99".'
        raise Refused("price_malformed", sentence)
    return minor


def minor_units(price, currency):
    """The amount in the currency's minor unit; None when it is malformed or not exact."""
    if not isinstance(price, str) or not AMOUNT.fullmatch(price) or Decimal(price) > DEAREST:
        return None
    minor = Decimal(price).scaleb(get_currency_precision(currency))
    return int(minor) if minor == int(minor) else None
