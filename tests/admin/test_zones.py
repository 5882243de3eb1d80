import pytest

from app.admin.bands import NotABand, read_band
from app.admin.typed_prices import NotAPrice
from app.pricing.models import ShippingMethod, ShippingZone
from app.pricing.tables import methods_to

pytestmark = pytest.mark.usefixtures("tables_put_back")
PARCEL = {
    "name": "Slow boat",
    "promise": "Weeks",
    "kind": "parcel",
    "collect_from": "",
    "priced_by": "order",
    "price": "4.00",
    "bands": "",
    "free_from": "",
    "position": "1",
}


def seen_on(page):
    return page.text.split('name="seen" value="')[1].split('"')[0]


@pytest.fixture
def europe(app):
    return ShippingZone.get(ShippingZone.name == "Europe")


@pytest.fixture
def offer(desk, europe):
    """Sends the form of a new method for Europe."""

    def send(**typed):
        return desk.post(f"/admin/delivery/zones/{europe.id}/methods", data=PARCEL | typed)

    return send


def boat():
    return ShippingMethod.get(ShippingMethod.name == "Slow boat")


def url_of(method):
    return f"/admin/delivery/methods/{method.id}"


def test_the_page_shows_each_zone_with_its_countries_and_what_is_sent_there(desk):
    page = desk.get("/admin/delivery").text
    told = ["Guernsey, Isle of Man, Jersey, United Kingdom", "£2.95", "£30.00", "Tracked to Europe"]
    assert [words for words in told if words not in page] == []
    assert "No method of its own" in page  # the United States, in pounds


def test_a_country_is_moved_to_a_new_zone_by_ticking_it(desk, europe):
    form = {"name": "Alps", "position": "1", "countries": [f"CH:{europe.id}", "ZW:"]}
    assert desk.post("/admin/delivery/zones", data=form).status_code == 303
    alps = ShippingZone.get(ShippingZone.name == "Alps")
    assert alps.countries == ["CH", "ZW"]
    page = desk.get(f"/admin/delivery/zones/{europe.id}").text
    assert "Switzerland <span" in page
    assert "in Alps" in page
    assert "<del>Austria" in page  # the trail says that Europe has lost one


def test_a_country_that_was_moved_meanwhile_is_named_and_what_was_typed_is_kept(desk, europe):
    form = {"name": "Alps", "position": "1", "countries": [f"CH:{europe.id}"]}
    desk.post("/admin/delivery/zones", data=form)
    answer = desk.post("/admin/delivery/zones", data=form | {"name": "Rhine"})
    assert answer.status_code == 422
    assert "Moved by somebody else meanwhile: Switzerland" in answer.text
    assert 'value="Rhine"' in answer.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "A zone needs a name."),
        ({"name": "Europe"}, "Another zone has this name."),
        ({"countries": []}, "Choose the countries of this zone"),
        ({"countries": ["XX:", "fr:1", ""]}, "Choose the countries of this zone"),
        ({"position": "first"}, "a whole number"),
    ],
)
def test_what_is_wrong_about_a_zone_is_said(desk, typed, sentence):
    form = {"name": "Africa", "position": "1", "countries": ["ZW:"]} | typed
    answer = desk.post("/admin/delivery/zones", data=form)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert ShippingZone.get_or_none(ShippingZone.name == "Africa") is None


def test_everywhere_else_is_renamed_but_has_no_countries_to_choose(desk):
    rest = ShippingZone.get(ShippingZone.countries.is_null())
    page = desk.get(f"/admin/delivery/zones/{rest.id}")
    assert 'name="countries"' not in page.text
    form = {"name": "The world", "position": "9", "seen": seen_on(page)}
    assert desk.post(f"/admin/delivery/zones/{rest.id}", data=form).status_code == 303
    assert ShippingZone.get_by_id(rest.id).name == "The world"
    assert ShippingZone.get_by_id(rest.id).countries is None


def test_of_two_clerks_at_one_zone_the_second_is_shown_what_differs(desk, europe):
    url = f"/admin/delivery/zones/{europe.id}"
    seen = seen_on(desk.get(url))
    form = {"name": "Europe", "position": "1", "seen": seen}
    desk.post(url, data=form | {"countries": [f"FR:{europe.id}", f"DE:{europe.id}"]})
    answer = desk.post(url, data=form | {"countries": [f"FR:{europe.id}"]})
    assert answer.status_code == 409
    assert "France, Germany" in answer.text or "Germany, France" in answer.text
    assert sorted(ShippingZone.get_by_id(europe.id).countries) == ["DE", "FR"]


def test_a_zone_goes_only_without_a_way_of_sending(desk, europe):
    refused = desk.post(f"/admin/delivery/zones/{europe.id}/removal")
    assert refused.status_code == 422
    assert "stays" in refused.text
    desk.post("/admin/delivery/zones", data={"name": "Africa", "countries": ["ZW:"]})
    africa = ShippingZone.get(ShippingZone.name == "Africa")
    assert desk.post(f"/admin/delivery/zones/{africa.id}/removal").status_code == 303
    assert ShippingZone.get_or_none(ShippingZone.id == africa.id) is None


def test_a_method_is_priced_by_bands_of_weight(desk, offer):
    bands = "1 kg: 6.00\n\n 500 g:£4.00 \n2500: 9"
    assert offer(priced_by="weight", price="3.00", bands=bands).status_code == 303
    offered = next(one for one in methods_to("FR", "GBP") if one.name == "Slow boat")
    assert offered.bands == ((500, 400), (1000, 600), (2500, 900))
    page = desk.get(url_of(boat())).text
    assert "500 g: 4.00\n1000 g: 6.00\n2500 g: 9.00</textarea>" in page
    assert "£4.00 up to 500 g; £6.00 up to 1 kg; £9.00 up to 2.5 kg" in desk.get("/delivery").text


def test_a_method_is_priced_by_bands_of_what_the_books_cost(desk, offer):
    assert offer(priced_by="total", bands="10.00: 2.00\n30: 0").status_code == 303
    offered = next(one for one in methods_to("FR", "GBP") if one.name == "Slow boat")
    assert offered.bands == ((1000, 200), (3000, 0))
    told = "£2.00 up to £10.00 of books; free up to £30.00 of books"
    assert told in desk.get("/admin/delivery").text


@pytest.mark.parametrize(
    ("line", "priced_by", "refusal", "sentence"),
    [
        ("1000 g", "weight", NotABand, "Write a limit, a colon and a price"),
        ("a kilo: 4.00", "weight", NotABand, "Write the weight in grams"),
        ("0.5 g: 4.00", "weight", NotABand, "whole grams"),
        ("1001 kg: 4.00", "weight", NotABand, "1000000 at the most"),
        ("0 g: 4.00", "weight", NotABand, "more than nothing"),
        ("1000 g: four", "weight", NotAPrice, "in figures"),
        ("1000 g: 4.005", "weight", NotAPrice, "smallest part"),
        ("0.00: 4.00", "total", NotABand, "more than nothing"),
        ("all: 4.00", "total", NotAPrice, "in figures"),
    ],
)
def test_a_line_that_is_no_band_is_refused_with_the_reason(line, priced_by, refusal, sentence):
    with pytest.raises(refusal, match=sentence):
        read_band(line, priced_by, "GBP")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Say what shoppers choose"),
        ({"promise": ""}, "Say how long it takes."),
        ({"price": ""}, "Say the price; 0 is free."),
        ({"price": "lots"}, "Write the price in figures"),
        ({"kind": "pigeon"}, "Choose one of these."),
        ({"kind": "collect"}, "Say where the books are collected."),
        ({"priced_by": "weight"}, "Say at least one, such as 1000 g: 4.00."),
        ({"priced_by": "weight", "bands": "1 kg: 4\n1000 g: 5"}, "another line has this limit"),
        ({"priced_by": "total", "bands": "cheap"}, "“cheap”: Write a limit"),
        ({"free_from": "0"}, "make the price 0 instead"),
    ],
)
def test_what_is_wrong_about_a_method_is_said_and_what_was_typed_is_kept(offer, typed, sentence):
    answer = offer(position="7", **typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="7"' in answer.text


def test_click_and_collect_has_an_address(desk, offer):
    offer(kind="collect", collect_from="14 Folio Street\nNorwich", price="0")
    assert boat().collect_from == "14 Folio Street, Norwich"
    assert "You collect it: 14 Folio Street, Norwich" in desk.get("/delivery").text


def test_the_price_of_a_method_is_changed_and_the_trail_says_from_what(desk, offer):
    offer()
    page = desk.get(url_of(boat()))
    data = PARCEL | {"price": "4.50", "free_from": "40", "seen": seen_on(page)}
    assert desk.post(url_of(boat()), data=data).status_code == 303
    assert (boat().price_minor, boat().free_from_minor) == (450, 4000)
    assert "<del>£4.00</del> <ins>£4.50</ins>" in desk.get(url_of(boat())).text


def test_of_two_clerks_at_one_method_the_second_is_shown_what_differs(desk, offer):
    offer()
    seen = {"seen": seen_on(desk.get(url_of(boat())))}
    desk.post(url_of(boat()), data=PARCEL | {"price": "4.50"} | seen)
    answer = desk.post(url_of(boat()), data=PARCEL | {"price": "5.50"} | seen)
    assert answer.status_code == 409
    assert "£4.50" in answer.text
    assert 'value="5.50"' in answer.text
    assert boat().price_minor == 450


def test_a_method_is_withdrawn_and_brought_back(desk, client, offer):
    offer()
    desk.post(f"{url_of(boat())}/withdrawal")
    assert "Slow boat" not in client.get("/delivery").text
    assert "withdrawn" in desk.get("/admin/delivery").text
    desk.post(f"{url_of(boat())}/return")
    assert "Slow boat" in client.get("/delivery").text
    trail = desk.get(url_of(boat())).text
    assert trail.index("brought back") < trail.index("withdrew")


def test_a_method_in_another_currency_is_not_there(desk):
    dollars = ShippingMethod.get(ShippingMethod.currency == "USD")
    assert desk.get(url_of(dollars)).status_code == 404
