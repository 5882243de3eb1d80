"""What staff type into forms, read with care: a value of the right kind, or a sentence why not."""

import re
from datetime import UTC, date, datetime

from stdnum.exceptions import (
    InvalidChecksum,
    InvalidComponent,
    InvalidFormat,
    InvalidLength,
    ValidationError,
)

from app.admin.typed_prices import NotAPrice, read_price
from app.catalog.isbns import isbn13
from app.times import shop_zone

WHOLE = re.compile(r"-?\d{1,9}", re.ASCII)
EARLIEST = 1970  # year of a moment that staff mean
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?", re.ASCII)
NOT_AN_ISBN = {
    InvalidFormat: "An ISBN is made of digits; it stands above the barcode.",
    InvalidLength: "An ISBN has 13 digits, or 10 in books before 2007.",
    InvalidChecksum: "The last digit does not fit the others, so one of them is wrong.",
    InvalidComponent: "This is not an ISBN; those begin with 978 or 979.",
}


class Typed:
    """Reads a form field by field; `errors` maps the fields that are wrong to sentences."""

    def __init__(self, form):
        self.form = form
        self.errors = {}

    def words(self, name, *, longest=300, missing=None):
        """One line, its spaces tidied; `missing` is what to say when it must not be empty."""
        words = " ".join(self.text(name).split())
        if missing and not words:
            self.errors[name] = missing
        return self.no_longer_than(name, words, longest)

    def prose(self, name, *, longest=20_000):
        """Paragraphs, as typed but for the ends of lines."""
        words = "\n".join(line.rstrip() for line in self.text(name).splitlines()).strip()
        return self.no_longer_than(name, words, longest)

    def lines(self, name, *, longest=200, most=30):
        """The lines that are not empty, each once."""
        tidy = (" ".join(line.split()) for line in self.text(name).splitlines())
        lines = list(dict.fromkeys(line for line in tidy if line))
        if len(lines) > most:
            self.errors[name] = f"That is {len(lines)} lines; {most} is the most we keep."
        for line in lines:
            self.no_longer_than(name, line, longest)
        return lines

    def number(self, name, least, most, *, missing=None, none=None):
        """A whole number in these bounds, or None when nothing was typed; `none` is what to say
        when the most is 0.
        """
        typed = self.text(name).strip()
        if not typed:
            if missing:
                self.errors[name] = missing
            return None
        if WHOLE.fullmatch(typed) and least <= int(typed) <= most:
            return int(typed)
        bounds = f"This must be a whole number from {least} to {most}."
        self.errors[name] = bounds if most or none is None else none
        return None

    def price(self, name, currency, *, missing=None):
        """A price such as 9.99 as an exact number of the currency's minor unit, or None."""
        typed = self.text(name).strip()
        if not typed:
            if missing:
                self.errors[name] = missing
            return None
        try:
            return read_price(typed, currency)
        except NotAPrice as wrong:
            self.errors[name] = str(wrong)
            return None

    def isbn(self, name):
        """An ISBN-13, digits only, from either kind of ISBN with or without hyphens."""
        typed = self.text(name).strip()
        try:
            return isbn13(typed)
        except ValidationError as error:
            self.errors[name] = NOT_AN_ISBN[type(error)] if typed else "An edition needs its ISBN."
            return None

    def day(self, name):
        """A date as a browser sends it, in ISO 8601, or None when nothing was typed."""
        typed = self.text(name).strip()
        if not typed:
            return None
        try:
            return date.fromisoformat(typed).isoformat()
        except ValueError:
            self.errors[name] = "Write the date as year-month-day, such as 2024-03-14."
            return None

    def moment(self, name, *, missing):
        """A date and time by the shop's clock, as a browser sends it; in UTC."""
        typed = self.text(name).strip()
        try:
            if not MOMENT.fullmatch(typed):
                raise ValueError(typed)
            moment = datetime.fromisoformat(typed).replace(tzinfo=shop_zone())
            if moment.year < EARLIEST:
                raise ValueError(typed)
            # Some moments near the first and last that there are have no equal in UTC.
            return moment.astimezone(UTC)
        except (ValueError, OverflowError):
            self.errors[name] = "Write it such as 2024-03-14 09:00." if typed else missing
            return None

    def choice(self, name, options):
        typed = self.text(name)
        if typed in options:
            return typed
        self.errors[name] = "Choose one of these."
        return None

    def text(self, name):
        # Postgres keeps no NUL character, and nobody means to type one.
        return self.form.get(name, "").replace("\0", "")

    def no_longer_than(self, name, words, longest):
        if len(words) > longest:
            self.errors[name] = f"Please keep this to {longest} characters; it has {len(words)}."
        return words
