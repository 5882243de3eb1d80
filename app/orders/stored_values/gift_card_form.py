"""What a shopper types to buy a gift card: cleaned, checked, and kept when it is refused."""

import re
from datetime import date, timedelta

from babel.numbers import get_currency_precision

from app.accounts.forms import wrong_email
from app.currencies import scale_of
from app.money import Money, currency_sign
from app.times import shop_today
from app.typed_text import one_line, some_lines

AMOUNTS = (1000, 2500, 5000, 10000)  # minor units, to choose from, at a scale of 1
LEAST, MOST = 100, 100_000  # the same
AMOUNT = re.compile(r"\d{1,6}([.,]\d{1,2})?", re.ASCII)
LONGEST = {"recipient_name": 100, "recipient_email": 254, "sender_name": 100}
LONGEST_MESSAGE = 300
FARTHEST = timedelta(days=365)
FIELDS = ("choice", "amount", *LONGEST, "message", "send_on", "form_key")
WANTED = {
    "recipient_name": "Type the name of whoever it is for.",
    "recipient_email": "Type the address that it should be sent to.",
    "sender_name": "Type who it is from.",
}


def as_typed(form):
    typed = {name: one_line(form.get(name)) for name in FIELDS}
    return typed | {"message": some_lines(form.get("message"))}


def read_gift_card(typed, currency):
    """The facts of a gift card, and by field what is wrong with them, in the form's order."""
    minor, wrong_amount = read_amount(typed["amount"] or typed["choice"], currency)
    send_on, wrong_day = read_day(typed["send_on"])
    errors = {"amount": wrong_amount, "send_on": wrong_day}
    for name, words in WANTED.items():
        errors[name] = too_long(typed[name], LONGEST[name]) if typed[name] else words
    errors["recipient_email"] = errors["recipient_email"] or wrong_email(typed["recipient_email"])
    errors["message"] = too_long(typed["message"], LONGEST_MESSAGE)
    facts = {name: typed[name] for name in (*LONGEST, "message")}
    facts |= {"amount_minor": minor, "send_on": send_on, "form_key": typed["form_key"][:64]}
    return facts, {name: errors[name] for name in FIELDS if errors.get(name)}


def amounts_in(currency):
    """Those to choose from."""
    return [Money(minor * scale_of(currency), currency) for minor in AMOUNTS]


def read_amount(text, currency):
    """An amount in minor units as people write it, such as 25 or £25.50, or a sentence why not."""
    figures = text.replace(currency_sign(currency), "").strip()
    if not figures:
        return None, "Choose an amount, or type one."
    in_figures = f"Type the amount in figures, such as {amounts_in(currency)[1].amount}."
    if not AMOUNT.fullmatch(figures):
        return None, in_figures
    whole, _, part = figures.replace(",", ".").partition(".")
    digits = get_currency_precision(currency)
    if len(part) > digits:
        return None, in_figures
    minor = int(whole) * 10**digits + int(part.ljust(digits, "0") or 0)
    least, most = (Money(bound * scale_of(currency), currency) for bound in (LEAST, MOST))
    if not least.minor <= minor <= most.minor:
        return None, f"A gift card can be for {least} to {most}."
    return minor, None


def read_day(text):
    if not text:
        return None, None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None, "Type the day as year-month-day, such as 2027-03-14."
    if day < shop_today():
        return None, "Choose today or a day to come."
    if day > shop_today() + FARTHEST:
        return None, "Choose a day within a year."
    return day, None


def too_long(text, most):
    return f"This is too long; there is room for {most} characters." if len(text) > most else None
