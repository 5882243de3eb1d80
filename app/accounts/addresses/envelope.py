"""An address as it is printed, in the order of its country."""

import re

from app.accounts.addresses.countries import COUNTRIES
from app.accounts.addresses.rules import PARTS, rules_for

# Where an address is known by the province's name, and not by the letters of its number plates.
WITH_REGIONS_BY_NAME = {"ES"}


def address_lines(address, *, capitals=False):
    """The lines below the name; with capitals where the post there asks for them."""
    rules = rules_for(address.get("country"))
    parts = {**_parts(address, rules), "country": COUNTRIES.get(address.get("country"), "")}
    if capitals:
        loud = {*rules.capitals, "country"}
        parts = {name: text.upper() if name in loud else text for name, text in parts.items()}
    printed = _fill(rules, parts)
    # What an older address has beyond what its country asks for.
    rest = [parts[name] for name in ("city", "region", "postcode") if name not in rules.fields]
    # In Jersey, Guernsey and Gibraltar its name is a line of each address already.
    if parts["country"].upper() not in rules.format.split("%n"):
        rest.append(parts["country"])
    return [line for line in [*printed, *rest] if line]


def _parts(address, rules):
    parts = {name: address.get(name) or "" for name in ("city", "region", "postcode")}
    parts["street"] = "\n".join(filter(None, [address.get("line1"), address.get("line2")]))
    if address.get("country") in WITH_REGIONS_BY_NAME:
        parts["region"] = rules.regions.get(parts["region"], parts["region"])
    return parts


def _fill(rules, parts):
    form = rules.format.replace("%n", "\n")
    if not parts["postcode"]:
        form = form.replace(f"{rules.postcode_prefix}%Z", "")
    filled = re.sub("%([A-Z])", lambda letter: parts.get(PARTS.get(letter[1]), ""), form)
    return [" ".join(line.split()).strip(" ,-/") for line in filled.split("\n")]
