"""Zones and methods as staff write them: where a country is, and what is sent there how."""

import pytest
from peewee import IntegrityError

from app.catalog.editing import EditedMeanwhile
from app.catalog.facts import fingerprint
from app.db import db
from app.pricing import method_editing, zone_editing
from app.pricing.models import ShippingMethod, ShippingZone
from app.pricing.tables import methods_to
from tests.people import a_person

pytestmark = pytest.mark.usefixtures("tables_put_back")
PARCEL = {
    "name": "Slow boat",
    "promise": "Weeks",
    "kind": "parcel",
    "collect_from": "",
    "priced_by": "order",
    "price_minor": 400,
    "free_from_minor": None,
    "position": 1,
    "bands": [],
}


@pytest.fixture
def clerk(app):
    return a_person(role="bookseller")


@pytest.fixture
def save(clerk):
    """Saves a zone with these countries, as one who has just looked where they are."""

    def write(*countries, zone=None, name="Alps", seen=None, seen_in=None):
        places = {code: zone_of(code) for code in countries} | (seen_in or {})
        values = {"name": zone.name if zone else name, "position": 1, "countries": places}
        seen = seen or (zone and fingerprint(zone_editing.zone_facts(zone)))
        return zone_editing.save_zone(values, staff_id=clerk.id, zone=zone, seen=seen)

    return write


@pytest.fixture
def a_method(clerk):
    def build(zone, **facts):
        return method_editing.save_method(
            PARCEL | facts, staff_id=clerk.id, zone=zone, currency="GBP"
        )

    return build


def zone_of(code):
    found = ShippingZone.get_or_none(ShippingZone.countries.contains([code]))
    return found and found.id


def named(name):
    return ShippingZone.get(ShippingZone.name == name)


def names_to(country):
    return [method.name for method in methods_to(country, "GBP")]


def test_a_country_that_moves_to_another_zone_leaves_the_one_it_was_in(save, a_method):
    alps = save("CH", "AT")
    assert zone_of("CH") == zone_of("AT") == alps.id
    assert "CH" not in named("Europe").countries
    a_method(alps)
    assert names_to("CH") == ["Slow boat"]
    assert names_to("FR") == ["Tracked to Europe"]


def test_a_zone_without_a_way_of_its_own_has_those_of_everywhere_else(save):
    save("CH")
    assert names_to("CH") == names_to("JP") == ["Tracked airmail"]


def test_a_country_that_somebody_else_moved_meanwhile_stays_there(save):
    seen_in = {"CH": zone_of("CH")}
    alps = save("CH")
    with pytest.raises(zone_editing.CountriesMoved) as refusal:
        save("LI", name="Rhine", seen_in=seen_in)
    assert refusal.value.codes == ["CH"]
    assert zone_of("CH") == alps.id
    assert zone_of("LI") == named("Europe").id


def test_of_two_clerks_who_edit_one_zone_the_second_is_told(save):
    zone = named("Europe")
    seen = fingerprint(zone_editing.zone_facts(zone))
    save("FR", "DE", zone=zone)
    with pytest.raises(EditedMeanwhile):
        save("FR", "ES", zone=zone, seen=seen)
    assert named("Europe").countries == ["DE", "FR"]


def test_a_zone_does_not_lose_its_last_country(save):
    save("CH")
    with pytest.raises(zone_editing.LeftEmpty):
        save("CH", name="Rhine")
    assert named("Alps").countries == ["CH"]


def test_the_database_keeps_a_country_in_one_zone(app):
    with pytest.raises(IntegrityError), db.atomic():
        ShippingZone.create(name="Alps", countries=["CH"])


def test_the_database_keeps_one_zone_of_everywhere_else(app):
    with pytest.raises(IntegrityError), db.atomic():
        ShippingZone.create(name="Elsewhere", countries=None)


def test_a_zone_with_methods_is_not_removed_and_one_without_is(save, a_method, clerk):
    kept, removed = save("CH"), save("LI", name="Rhine")
    a_method(kept)
    with pytest.raises(zone_editing.StillHasMethods):
        zone_editing.remove_zone(kept, staff_id=clerk.id)
    zone_editing.remove_zone(removed, staff_id=clerk.id)
    assert names_to("CH") == ["Slow boat"]
    assert zone_of("LI") is None


@pytest.fixture
def by_weight(save, a_method, clerk):
    """A method of Switzerland, and a way to save other bands for it."""
    method = a_method(save("CH"), priced_by="weight", bands=[(500, 300), (1000, 500)])
    first_seen = fingerprint(method_editing.method_facts(method))

    def write(*bands):
        values = PARCEL | {"priced_by": "weight", "bands": bands}
        method_editing.save_method(values, staff_id=clerk.id, method=method, seen=first_seen)

    return write


def test_a_method_has_the_bands_that_were_written_last(by_weight):
    by_weight((500, 350))
    (offered,) = methods_to("CH", "GBP")
    assert offered.bands == ((500, 350),)


def test_who_did_not_see_the_bands_that_another_wrote_does_not_undo_them(by_weight):
    by_weight((500, 350))
    with pytest.raises(EditedMeanwhile):
        by_weight((500, 400))
    (offered,) = methods_to("CH", "GBP")
    assert offered.bands == ((500, 350),)


def test_a_withdrawn_method_is_offered_no_more_until_it_is_brought_back(clerk):
    express = ShippingMethod.get(ShippingMethod.code == "express")
    method_editing.withdraw(express, staff_id=clerk.id)
    assert names_to("GB") == ["Standard"]
    method_editing.bring_back(express, staff_id=clerk.id)
    assert names_to("GB") == ["Standard", "Express"]


def test_two_methods_of_one_name_are_told_apart(save, a_method):
    alps = save("CH")
    assert a_method(alps).code != a_method(alps).code
