"""An address as it is typed: tidied, checked by its country's rules, kept when it is refused."""

import re

from app.accounts.addresses.countries import COUNTRIES
from app.accounts.addresses.postcodes import is_postcode, tidy_postcode
from app.accounts.addresses.rules import rules_for
from app.typed_text import one_line

# Characters, in the order of the form.
LONGEST = {"name": 100, "country": 2, "line1": 100, "line2": 100}
LONGEST |= {"city": 80, "region": 80, "postcode": 16, "phone": 30}
BY_COUNTRY = ("city", "region", "postcode")
PHONE = re.compile(r"\+?[0-9 ()./-]+")
DIGITS_OF_PHONE = range(6, 16)  # at most, by ITU-T E.164


def read_address(form, prefix=""):
    """What the fields hold; of city, region and postcode no more than the country has."""
    address = {name: one_line(form.get(prefix + name)) for name in LONGEST}
    if address["country"] in COUNTRIES:
        rules = rules_for(address["country"])
        address |= {name: "" for name in BY_COUNTRY if name not in rules.fields}
        address["region"] = rules.known_region(address["region"])
        address["postcode"] = tidy_postcode(address["postcode"], rules)
    return address


def address_errors(address, prefix="", whose="for the parcel"):
    """A sentence for each field that cannot be kept, in the order of the form."""
    rules = rules_for(address["country"])
    errors = {
        "name": None if address["name"] else f"Type the name {whose}.",
        "country": None if address["country"] in COUNTRIES else "Choose a country from the list.",
        "line1": None if address["line1"] else "Type the first line of the address.",
        "city": _missing("city", address, rules),
        "region": _wrong_region(address["region"], rules) or _missing("region", address, rules),
        "postcode": _wrong_postcode(address, rules) or _missing("postcode", address, rules),
        "phone": _wrong_phone(address["phone"]),
    }
    for name, most in LONGEST.items():
        if name != "country" and len(address[name]) > most:
            errors[name] = f"This is too long; {most} characters are the most we can print."
    return {prefix + name: errors[name] for name in LONGEST if errors.get(name)}


def _missing(field, address, rules):
    if field not in rules.required or address[field]:
        return None
    verb = "Choose" if field == "region" and rules.regions else "Type"
    return f"{verb} the {rules.names[field]}."


def _wrong_region(region, rules):
    if region and rules.regions and region not in rules.regions:
        return f"Choose the {rules.names['region']} from the list."
    return None


def _wrong_postcode(address, rules):
    if not address["postcode"] or is_postcode(address["postcode"], rules):
        return None
    if address["country"] == "GB":
        return "This does not look like a UK postcode, such as EH1 1YZ."
    called = rules.names["postcode"]
    article = "an" if called == "Eircode" else "a"
    example = f", such as {rules.postcode_examples[0]}" if rules.postcode_examples else ""
    return f"This does not look like {article} {called}{example}."


def _wrong_phone(phone):
    digits = sum(map(str.isdigit, phone))
    if not phone or (PHONE.fullmatch(phone) and digits in DIGITS_OF_PHONE):
        return None
    return "Type a phone number, such as +44 131 496 0000."
