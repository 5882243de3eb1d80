"""The form of a delivery zone: from its row to fields, and back."""

from app.admin.places import COUNTRIES
from app.admin.typed import Typed
from app.pricing.models import ShippingZone
from app.pricing.zone_editing import is_named
from app.typed_text import whole_number

EMPTY = {"name": "", "position": "1", "countries": []}


def shown(zone):
    """The fields of a zone as they stand in its row."""
    return {
        "name": zone.name,
        "position": zone.position,
        "countries": zone.countries or [],
    }


def as_typed(form):
    return {
        "name": form.get("name", ""),
        "position": form.get("position", ""),
        "countries": list(chosen_countries(form)),
    }


def read(form, zone=None):
    """The facts of a zone that a form holds, and what is wrong with its fields."""
    typed = Typed(form)
    values = {
        "name": typed.words("name", longest=60, missing="A zone needs a name."),
        "position": typed.number("position", 0, 1000) or 0,
        "countries": chosen_countries(form),
    }
    if is_named(zone or ShippingZone()) and not values["countries"]:
        typed.errors["countries"] = "Choose the countries of this zone; one at the least."
    return values, typed.errors


def chosen_countries(form):
    """By code the id of the zone in which the form showed the country, or None: "FR:2", "FR:"."""
    pairs = [value.partition(":") for value in form.getlist("countries")]
    return {code: whole_number(zone) for code, _, zone in pairs if code in COUNTRIES}


def places():
    """All countries by name, each with the zone that it is in now, if any."""
    zones = ShippingZone.select().where(ShippingZone.countries.is_null(False))
    zone_of = {code: zone for zone in zones for code in zone.countries}
    return [(code, name, zone_of.get(code)) for code, name in COUNTRIES.items()]
