"""The form of a delivery method: from its row to fields, and back."""

from app.admin.bands import band_lines, read_bands
from app.admin.typed import Typed
from app.admin.typed_prices import price_as_typed
from app.pricing.method_editing import bands_of

KINDS = {"parcel": "A parcel", "collect": "Click and collect"}
PRICED_BY = {
    "order": "The same for every order",
    "weight": "By the weight of the books",
    "total": "By what the books cost",
}
FIELDS = (
    *("name", "promise", "kind", "collect_from", "priced_by", "price", "bands", "free_from"),
    "position",
)
EMPTY = dict.fromkeys(FIELDS, "") | {"kind": "parcel", "priced_by": "order", "position": "1"}
LONGEST_ADDRESS = 300


def shown(method):
    """The fields of a method as they stand in its row."""
    currency, by_bands = method.currency, method.priced_by != "order"
    free_from = method.free_from_minor
    return {
        "name": method.name,
        "promise": method.promise,
        "kind": method.kind,
        "collect_from": method.collect_from,
        "priced_by": method.priced_by,
        "price": "" if by_bands else price_as_typed(method.price_minor, currency),
        "bands": "\n".join(band_lines(bands_of(method), method.priced_by, currency)),
        "free_from": price_as_typed(free_from, currency),
        "position": method.position,
    }


def as_typed(form):
    return {name: form.get(name, "") for name in FIELDS}


def read(form, currency):
    """The columns and bands of a method that a form holds, and what is wrong with its fields."""
    typed = Typed(form)
    values = {
        "name": typed.words(
            "name", longest=60, missing="Say what shoppers choose, such as Standard."
        ),
        "promise": typed.words("promise", longest=100, missing="Say how long it takes."),
        "kind": typed.choice("kind", KINDS),
        "position": typed.number("position", 0, 1000) or 0,
        "free_from_minor": typed.price("free_from", currency),
    }
    if values["free_from_minor"] == 0:
        typed.errors["free_from"] = "That would be free for everybody; make the price 0 instead."
    values |= read_address(typed, values["kind"]) | read_prices(typed, currency)
    return values, typed.errors


def read_address(typed, kind):
    if kind != "collect":
        return {"collect_from": ""}
    address = ", ".join(typed.lines("collect_from", most=8))
    if not address:
        typed.errors["collect_from"] = "Say where the books are collected."
    return {"collect_from": typed.no_longer_than("collect_from", address, LONGEST_ADDRESS)}


def read_prices(typed, currency):
    """Only what it is priced by is kept: its price, or its bands."""
    priced_by = typed.choice("priced_by", PRICED_BY)
    if priced_by in ("weight", "total"):
        bands = read_bands(typed, priced_by, currency)
        return {"priced_by": priced_by, "price_minor": 0, "bands": bands}
    price = typed.price("price", currency, missing="Say the price; 0 is free.")
    return {"priced_by": priced_by, "price_minor": price, "bands": []}
