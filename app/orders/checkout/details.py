"""What a shopper types at the checkout: cleaned, checked, and kept when it is refused."""

from dataclasses import dataclass, field

from app.accounts.addresses.forms import address_errors, read_address
from app.accounts.forms import wrong_email
from app.orders.refusals import CONSENT
from app.typed_text import one_line, some_lines

LONGEST = {"email": 254, "delivery": 40, "key": 64, "agreed": 64}
CHOICES = ("saved", "keep", "bill")
NEW = "new"
LONGEST_MESSAGE = 300  # characters on the card in the parcel
OF_A_PARCEL = ("saved", "line1", "line2", "city", "postcode", "phone")
OF_WHO = ("name", "country")  # asked of everybody but who has her parcel sent to an address chosen
GONE = "That address is not in your address book any more. Choose another, or type one."
LACKS = "This address is incomplete. Change it in your address book first."


@dataclass
class Details:
    email: str = ""
    name: str = ""
    line1: str = ""
    line2: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    phone: str = ""
    book: list = field(default_factory=list)  # the addresses that she has saved
    saved: str = NEW  # the id of the one that she chose, unless she types one
    keep: str = ""  # whether the one that she types goes into her book
    bill: str = ""  # whether the bill goes elsewhere: to
    billing: dict = field(default_factory=dict)
    delivery: str = ""
    wrapped: bool = False
    gift_message: str = ""
    use_credit: bool = True
    download_consent: bool = False  # to have downloads at once
    key: str = ""  # claims the order that this form places
    agreed: str = ""  # what the shopper saw: see agreement.agreement
    errors: dict = field(default_factory=dict)

    @property
    def address(self):
        names = ("line1", "line2", "city", "region", "postcode", "country")
        return {name: getattr(self, name) for name in names}

    def address_for(self, quote):
        """What is kept of the address: a place to send to; the country of what is collected, since
        how long it may come back when it is faulty follows that, though the taxes do not; and of
        downloads what decides about taxes.
        """
        kept = ("country",) if quote.is_collected else ("country", "region")
        return {n: text if quote.by_post or n in kept else "" for n, text in self.address.items()}

    @property
    def parcel(self):
        """The fields of the address that the parcel goes to, as its form has them."""
        return {**self.address, "name": self.name, "phone": self.phone}

    @property
    def billing_address(self):
        return {name: text for name, text in self.billing.items() if name != "phone"} or None

    def go_to(self, parcel):
        """Take the fields of an address, typed or from her book."""
        for name in self.parcel:
            setattr(self, name, parcel[name])

    def choose(self, saved):
        """Go to an address of her book; False when it is not there."""
        chosen = next((address for address in self.book if str(address.id) == saved), None)
        self.saved = saved if chosen else NEW
        if chosen:
            self.go_to(chosen.fields)
        return bool(chosen)

    def collected_by(self, typed):
        """Take who collects it; the address chosen waits for when it is sent after all, unless
        she has gone to another country.
        """
        if typed["country"] != self.country:
            self.saved = NEW
            self.go_to(typed)
        self.name = typed["name"]


def read_details(form, book=(), country=""):
    """The details as typed, tidied; `errors` says what is wrong with which field. Whoever wants
    another address than those in her book has seen no country yet: then it is this one.
    """
    names = (*LONGEST, *CHOICES)
    details = Details(**{name: one_line(form.get(name)) for name in names if name in form})
    details.book = list(book)
    details.wrapped = "wrapped" in form
    details.download_consent = "download_consent" in form
    details.gift_message = some_lines(form.get("gift_message"))
    # A box that is not ticked is not sent; its companion says that it was there to be ticked.
    details.use_credit = "use_credit" in form or "may_use_credit" not in form
    asked = form if "country" in form else {**form, "country": country}
    there = _take_address(details, asked)
    if details.bill:
        details.billing = _typed(form, "billing_", details.country)
    details.errors = find_errors(details)
    if not there:
        details.errors = {"saved": GONE, **details.errors}
    return details


def errors_for(details, quote):
    """What is wrong with the details for this order: what it does not need is not asked for."""
    errors = dict(details.errors)
    if not quote.by_post:
        needless = (*OF_A_PARCEL, "region") if quote.is_collected else OF_A_PARCEL
        errors = {name: words for name, words in errors.items() if name not in needless}
        if not details.name:
            errors["name"] = "Type your name."
    elif details.saved != NEW:
        errors = {name: words for name, words in errors.items() if name not in OF_WHO}
    if quote.has_downloads and not details.download_consent:
        errors["download_consent"] = CONSENT
    return errors


def _take_address(details, form):
    """Go to the address that was chosen, else the one typed; False when the one chosen is gone."""
    asked, typed = details.saved, _typed(form, "", details.country)
    if not details.choose(asked):
        details.go_to(typed)
        return asked in ("", NEW)
    if "name" in form and "line1" not in form:  # the form of what is collected
        details.collected_by(typed)
    return True


def _typed(form, prefix, country):
    return read_address({f"{prefix}country": country, **form}, prefix)


def find_errors(details):
    errors = {"email": _wrong_email(details.email), **_address_errors(details)}
    if details.bill:
        errors |= address_errors(details.billing, "billing_", "for the bill")
    for name, most in LONGEST.items():
        if len(getattr(details, name)) > most:
            errors[name] = f"This is too long; {most} characters are the most we can print."
    if len(details.gift_message) > LONGEST_MESSAGE:
        errors["gift_message"] = f"The card has room for {LONGEST_MESSAGE} characters."
    return {name: words for name, words in errors.items() if words}


def _address_errors(details):
    """Of an address chosen, which shows no fields, `saved` says all that is wrong; what may be
    typed beside it, by who collects, says so itself as well.
    """
    wrong = address_errors(details.parcel)
    if not wrong or details.saved == NEW:
        return wrong
    # Its country may ask for more than when it was saved.
    return {"saved": LACKS, **{name: wrong[name] for name in OF_WHO if name in wrong}}


def _wrong_email(email):
    return wrong_email(email) if email else "Type the address your receipt should go to."
