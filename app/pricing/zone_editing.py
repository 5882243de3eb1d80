"""Staff edit the delivery zones: each change with its line in the trail."""

from peewee import IntegrityError

from app.accounts.staff_actions import record
from app.catalog.editing import note_change, unchanged_since
from app.db import db
from app.pricing.models import ShippingZone


class NameTaken(Exception):
    """Another zone has this name."""


class CountriesMoved(Exception):
    """Countries that have come to another zone since this editor saw where they were: `codes`."""

    def __init__(self, codes):
        super().__init__("moved meanwhile")
        self.codes = codes


class LeftEmpty(Exception):
    """A zone whose last country would be taken: `zone`."""

    def __init__(self, zone):
        super().__init__("left empty")
        self.zone = zone


class StillHasMethods(Exception):
    """A zone with methods is not removed: they would lead nowhere."""


def zone_facts(zone):
    """What a zone is, in values that the trail can keep."""
    return {
        "name": zone.name,
        "position": zone.position,
        "countries": sorted(zone.countries or ()),
    }


def save_zone(values, *, staff_id, zone=None, seen=None):
    """Write a zone, or add one when none is given; return it.

    `countries` maps the code of each to the id of the zone in which the editor saw it, or None. A
    country that was in another zone is taken out of it. Raises NameTaken, CountriesMoved, LeftEmpty
    and EditedMeanwhile.
    """
    with db.atomic():
        zones = lock_zones()
        row, before = ShippingZone(), None
        if zone:
            row = zones.pop(zone.id)
            before = unchanged_since(seen, zone_facts(row))
        if is_named(row):
            take_from_others(zones.values(), row, values["countries"], staff_id)
            row.countries = sorted(values["countries"])
        row.name, row.position = values["name"], values["position"]
        write(row)
        note_change(staff_id, f"zone {row.id}", before, zone_facts(row))
    return row


def is_named(zone):
    """Whether it is a zone of countries by their names, rather than everywhere else."""
    return zone.id is None or zone.countries is not None


def lock_zones():
    """All zones by id; whoever else edits them waits."""
    list(ShippingZone.select(ShippingZone.id).order_by(ShippingZone.id).for_update())
    return {zone.id: zone for zone in ShippingZone.select()}  # with one added meanwhile


def take_from_others(others, row, chosen, staff_id):
    zone_of = {code: other for other in others for code in other.countries or ()}
    taken = [code for code in chosen if code in zone_of]
    moved = [code for code in taken if chosen[code] != zone_of[code].id]
    if moved:
        raise CountriesMoved(moved)
    for other in {zone_of[code].id: zone_of[code] for code in taken}.values():
        before = zone_facts(other)
        other.countries = [code for code in other.countries if code not in chosen]
        if not other.countries:
            raise LeftEmpty(other)
        other.save()
        note_change(staff_id, f"zone {other.id}", before, zone_facts(other))


def write(row):
    try:
        with db.atomic():
            row.save()
    except IntegrityError as error:
        if "shipping_zones_name_key" in str(error):
            raise NameTaken from error
        raise


def remove_zone(zone, *, staff_id):
    """Its countries are then of everywhere else. Raises StillHasMethods."""
    with db.atomic():
        row = lock_zones()[zone.id]
        try:
            with db.atomic():
                row.delete_instance()
        except IntegrityError as error:
            raise StillHasMethods from error
        record(staff_id, "removed", f"zone {row.id}", before=zone_facts(row))
