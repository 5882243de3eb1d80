import pytest

from app.accounts.addresses.forms import address_errors, read_address

TYPED = {"name": "Ada Lovelace", "line1": "12 Dale Street", "city": "Edinburgh"}
TYPED |= {"postcode": "EH1 1YZ", "country": "GB"}


def errors_of(**typed):
    return address_errors(read_address({**TYPED, **typed}))


def test_a_whole_address_has_no_errors():
    assert errors_of() == {}


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"name": " "}, "name", "Type the name for the parcel."),
        ({"country": "XX"}, "country", "Choose a country from the list."),
        ({"country": "IC"}, "country", "Choose a country from the list."),
        ({"line1": "\x00"}, "line1", "Type the first line of the address."),
        ({"city": ""}, "city", "Type the town or city."),
        ({"country": "AU", "city": "", "region": "NSW", "postcode": "2000"}, "city", "the suburb"),
        ({"country": "US", "postcode": "95014"}, "region", "Choose the state."),
        ({"country": "US", "postcode": "95014", "region": "Kent"}, "region", "state from the list"),
        ({"country": "US", "region": "CA", "postcode": ""}, "postcode", "Type the ZIP code."),
        ({"country": "US", "region": "CA"}, "postcode", "look like a ZIP code, such as 95014."),
        ({"country": "IE", "postcode": "D2"}, "postcode", "like an Eircode, such as A65 F4E2."),
        ({"country": "CR", "postcode": ""}, "region", "Type the region."),
        ({"postcode": "12345"}, "postcode", "a UK postcode, such as EH1 1YZ."),
        ({"phone": "call me"}, "phone", "Type a phone number"),
        ({"phone": "12345"}, "phone", "Type a phone number"),
        ({"phone": "1" * 16}, "phone", "Type a phone number"),
        ({"line2": "x" * 101}, "line2", "100 characters"),
    ],
)
def test_what_is_wrong_gets_a_sentence_beside_its_field(typed, field, sentence):
    errors = errors_of(**typed)
    assert list(errors) == [field]
    assert sentence in errors[field]


@pytest.mark.parametrize("phone", ["", "+44 131 496 0000", "(030) 1234-567", "0131.496.0000"])
def test_a_phone_number_may_be_written_in_many_ways_and_left_out(phone):
    assert errors_of(phone=phone) == {}


def test_errors_stand_in_the_order_of_the_form():
    errors = address_errors(read_address({"country": "US"}))
    assert list(errors) == ["name", "line1", "city", "region", "postcode"]


def test_what_the_country_does_not_have_is_left_out():
    assert read_address({**TYPED, "country": "SG", "region": "Fife"})["city"] == ""
    assert read_address({**TYPED, "region": "Fife"})["region"] == ""


def test_what_was_typed_is_kept_while_the_country_is_unknown():
    assert read_address({**TYPED, "country": "XX", "region": "Fife"})["region"] == "Fife"


def test_two_addresses_of_one_form_are_told_apart_by_their_prefix():
    form = {**TYPED, "billing_name": "Analytical Engines", "billing_country": "DE"}
    bill = read_address(form, "billing_")
    assert (bill["name"], bill["country"], bill["city"]) == ("Analytical Engines", "DE", "")
    assert set(address_errors(bill, "billing_")) == {
        "billing_line1",
        "billing_city",
        "billing_postcode",
    }
