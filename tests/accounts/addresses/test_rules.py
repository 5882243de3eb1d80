"""What each country asks of an address, and how its postcodes are read."""

import pytest

from app.accounts.addresses.countries import COUNTRIES
from app.accounts.addresses.postcodes import is_postcode, tidy_postcode
from app.accounts.addresses.rules import rules_for


@pytest.mark.parametrize(
    ("country", "fields"),
    [
        ("GB", ["Town or city", "Postcode"]),
        ("US", ["Town or city", "State", "ZIP code"]),
        ("CA", ["Town or city", "Province", "Postcode"]),
        ("AU", ["Suburb", "State", "Postcode"]),
        ("IE", ["Town or city", "County", "Eircode"]),
        ("DE", ["Postcode", "Town or city"]),
        ("IN", ["Town or city", "PIN code", "State"]),
        ("JP", ["Prefecture", "Postcode"]),
        ("RO", ["Postcode", "Region", "Town or city"]),
        ("SG", ["Postcode"]),
        ("HK", ["District", "Area"]),
    ],
)
def test_a_country_has_its_own_fields_in_its_own_order_and_words(country, fields):
    rules = rules_for(country)
    assert [rules.label(name) for name in rules.fields] == fields


@pytest.mark.parametrize(
    ("country", "written", "name"),
    [
        ("US", "CA", "California"),
        ("CA", "QC", "Quebec"),
        ("AU", "NSW", "New South Wales"),
        ("IE", "Co. Cork", "Co. Cork"),
        ("ES", "M", "Madrid"),
        ("JP", "Kyoto", "Kyoto"),
        ("AE", "Dubai", "Dubai"),
        ("HK", "Kowloon", "Kowloon"),
    ],
)
def test_states_are_a_list_to_choose_from_in_letters_that_we_can_read(country, written, name):
    assert rules_for(country).regions[written] == name


def test_a_state_is_known_by_its_short_name_and_its_long_one():
    rules = rules_for("US")
    assert [rules.known_region(typed) for typed in ("ca", "california", "CA")] == ["CA"] * 3
    assert rules.known_region("Kalifornien") == "Kalifornien"


@pytest.mark.parametrize(
    ("country", "typed", "written"),
    [
        ("GB", "eh11yz", "EH1 1YZ"),
        ("GB", "e h 1 1 y z", "EH1 1YZ"),
        ("GB", "gir0aa", "GIR 0AA"),
        ("GB", "w1a4zz", "W1A 4ZZ"),
        ("GB", "ec1a1bb", "EC1A 1BB"),
        ("GB", "m25bq", "M2 5BQ"),
        ("US", "95014", "95014"),
        ("US", "221621010", "22162-1010"),
        ("CA", "k1a0b1", "K1A 0B1"),
        ("CA", "k1a-0b1", "K1A 0B1"),
        ("IE", "a65f4e2", "A65 F4E2"),
        ("DE", "D-10115", "10115"),
        ("DE", "d 10115", "10115"),
        ("CH", "CH-8001", "8001"),
        ("NL", "1234ab", "1234 AB"),
        ("PL", "00950", "00-950"),
        ("SE", "114 55", "114 55"),
        ("JP", "1540023", "154-0023"),
        ("LV", "1073", "LV-1073"),
        ("BR", "40301110", "40301-110"),
    ],
)
def test_a_postcode_is_read_however_it_is_typed(country, typed, written):
    rules = rules_for(country)
    assert tidy_postcode(typed, rules) == written
    assert is_postcode(written, rules)


@pytest.mark.parametrize(
    ("country", "typed"),
    [
        ("GB", "12345"),
        ("GB", "EH1 1YZ9"),
        ("GB", "EH1 1CZ"),
        ("GB", "nowhere"),
        ("US", "9501"),
        ("US", "EH1 1YZ"),
        ("US", "٩٥٠١٤"),
        ("CA", "K1A 0D1"),
        ("DE", "1011"),
        ("IE", "D02"),
        ("AU", "20600"),
    ],
)
def test_what_is_no_postcode_there_stays_as_it_was_typed(country, typed):
    rules = rules_for(country)
    assert not is_postcode(typed, rules)
    assert tidy_postcode(typed, rules) == typed


def test_the_examples_of_every_country_are_postcodes_of_it():
    assert [country for country in COUNTRIES if not knows_its_examples(rules_for(country))] == []


def knows_its_examples(rules):
    # BFPO numbers, among the British ones, are not of the form that we ask for.
    civil = [example for example in rules.postcode_examples if "BFPO" not in example]
    return all(is_postcode(tidy_postcode(example, rules), rules) for example in civil)


def test_what_is_no_country_has_the_fields_of_our_own():
    assert rules_for("nowhere") == rules_for("") == rules_for("GB")
