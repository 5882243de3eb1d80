import pytest

from app.accounts.addresses.envelope import address_lines

AT = {"line1": "12 Dale Street", "line2": "", "city": "", "region": "", "postcode": ""}


@pytest.mark.parametrize(
    ("country", "parts", "lines"),
    [
        ("GB", ("Edinburgh", "", "EH1 1YZ"), ["Edinburgh", "EH1 1YZ", "United Kingdom"]),
        ("US", ("Cupertino", "CA", "95014"), ["Cupertino, CA 95014", "United States"]),
        ("DE", ("Berlin", "", "10115"), ["10115 Berlin", "Germany"]),
        ("CH", ("Bern", "", "3011"), ["CH-3011 Bern", "Switzerland"]),
        ("AU", ("Carlton", "VIC", "3053"), ["Carlton VIC 3053", "Australia"]),
        ("IE", ("Cobh", "Co. Cork", ""), ["Cobh", "Co. Cork", "Ireland"]),
        ("ES", ("Alcalá", "M", "28801"), ["28801 Alcalá Madrid", "Spain"]),
        ("BR", ("Santos", "SP", "11010-000"), ["Santos-SP", "11010-000", "Brazil"]),
    ],
)
def test_an_address_is_printed_in_the_order_of_its_country(country, parts, lines):
    city, region, postcode = parts
    address = {**AT, "city": city, "region": region, "postcode": postcode, "country": country}
    assert address_lines(address) == ["12 Dale Street", *lines]


def test_on_the_parcel_capitals_stand_where_the_post_asks_for_them():
    address = {**AT, "line2": "Flat 3", "city": "Edinburgh", "postcode": "EH1 1YZ", "country": "GB"}
    lines = ["12 Dale Street", "Flat 3", "EDINBURGH", "EH1 1YZ", "UNITED KINGDOM"]
    assert address_lines(address, capitals=True) == lines


@pytest.mark.parametrize(
    ("country", "parts", "lines"),
    [
        ("CH", {"city": "Bern"}, ["Bern", "Switzerland"]),
        ("US", {"city": "Cupertino"}, ["Cupertino", "United States"]),
        ("US", {"region": "CA"}, ["CA", "United States"]),
        ("TR", {"city": "Fatih"}, ["Fatih", "Türkiye"]),
    ],
)
def test_what_is_left_out_leaves_no_signs_behind(country, parts, lines):
    assert address_lines({**AT, **parts, "country": country}) == ["12 Dale Street", *lines]


def test_an_old_address_loses_nothing_that_its_country_no_longer_asks_for():
    address = {**AT, "city": "Lewes", "region": "Sussex", "postcode": "BN7 1AA", "country": "GB"}
    assert "Sussex" in address_lines(address)


def test_what_was_typed_is_never_read_as_a_format():
    address = {**AT, "line1": "%Z %C%n%S", "city": "Lewes", "postcode": "BN7 1AA", "country": "GB"}
    assert address_lines(address)[0] == "%Z %C%n%S"


def test_an_address_of_little_is_printed_all_the_same():
    assert address_lines({"line1": "14 Folio Street"}) == ["14 Folio Street"]


def test_where_the_name_of_the_place_is_a_line_already_it_is_not_said_again():
    address = {**AT, "city": "St Helier", "postcode": "JE2 3AB", "country": "JE"}
    assert address_lines(address)[1:] == ["St Helier", "JERSEY", "JE2 3AB"]
