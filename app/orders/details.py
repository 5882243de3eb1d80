"""What a shopper types at the checkout: cleaned, checked, and kept when it is refused."""

import re
from dataclasses import dataclass, field

from app.accounts.forms import wrong_email
from app.orders.countries import COUNTRIES
from app.typed_text import one_line, some_lines

HOME = "GB"

# The form of a UK postcode, without its space (BS 7666).
UK_POSTCODE = re.compile(r"(GIR0AA|[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][ABD-HJLNP-UW-Z]{2})")

LONGEST = {"email": 254, "name": 100, "line1": 100, "line2": 100, "city": 80, "region": 80}
LONGEST |= {"postcode": 16, "country": 2, "delivery": 40, "key": 64, "agreed": 64}
LONGEST_MESSAGE = 300  # characters on the card in the parcel
OF_A_PARCEL = ("saved", "line1", "line2", "city", "postcode", "phone")
CONSENT = "Tick this box to have your downloads; we may not hand them over otherwise."
WANTED = {
    "email": "Type the address your receipt should go to.",
    "name": "Type the name for the parcel.",
    "line1": "Type the first line of the address.",
    "city": "Type the town or city.",
}


@dataclass
class Details:
    email: str = ""
    name: str = ""
    line1: str = ""
    line2: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = HOME
    delivery: str = ""
    wrapped: bool = False
    gift_message: str = ""
    use_credit: bool = True
    download_consent: bool = False  # to have downloads at once
    key: str = ""  # claims the order that this form places
    agreed: str = ""  # what the shopper saw: see checkout.agreement
    errors: dict = field(default_factory=dict)

    @property
    def address(self):
        names = ("line1", "line2", "city", "region", "postcode", "country")
        return {name: getattr(self, name) for name in names}


def read_details(form):
    """The details as typed, tidied; `errors` says what is wrong with which field."""
    details = Details(**{name: one_line(form.get(name)) for name in LONGEST if name in form})
    details.wrapped = "wrapped" in form
    details.download_consent = "download_consent" in form
    details.gift_message = some_lines(form.get("gift_message"))
    # A box that is not ticked is not sent; its companion says that it was there to be ticked.
    details.use_credit = "use_credit" in form or "may_use_credit" not in form
    if details.country in COUNTRIES:
        details.postcode = _tidy_postcode(details.postcode, details.country)
    details.errors = find_errors(details)
    return details


def errors_for(details, quote):
    """What is wrong with the details of this order: what it does not need is not asked for."""
    errors = dict(details.errors)
    if not quote.needs_address:
        errors = {name: words for name, words in errors.items() if name not in OF_A_PARCEL}
    if quote.has_downloads and not details.download_consent:
        errors["download_consent"] = CONSENT
    return errors


def find_errors(details):
    errors = {name: words for name, words in WANTED.items() if not getattr(details, name)}
    if details.email and (words := wrong_email(details.email)):
        errors["email"] = words
    if details.country not in COUNTRIES:
        errors["country"] = "Choose a country from the list."
    elif words := _postcode_error(details):
        errors["postcode"] = words
    for name, most in LONGEST.items():
        if len(getattr(details, name)) > most:
            errors[name] = f"This is too long; {most} characters are the most we can print."
    if len(details.gift_message) > LONGEST_MESSAGE:
        errors["gift_message"] = f"The card has room for {LONGEST_MESSAGE} characters."
    order = (*LONGEST, "gift_message")
    return {name: errors[name] for name in order if name in errors}  # in the form's order


def _postcode_error(details):
    if details.country != HOME:
        return None
    if not details.postcode:
        return "Type the postcode."
    if not UK_POSTCODE.fullmatch(details.postcode.replace(" ", "")):
        return "This does not look like a UK postcode, such as EH1 1YZ."
    return None


def _tidy_postcode(postcode, country):
    if country != HOME:
        return postcode
    together = postcode.replace(" ", "").upper()
    return f"{together[:-3]} {together[-3:]}" if UK_POSTCODE.fullmatch(together) else postcode
