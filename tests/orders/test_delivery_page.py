from app.pricing.models import ShippingMethod, Terms
from tests.pricing.conftest import tables_put_back

__all__ = ["tables_put_back"]


def test_the_page_about_delivery_shows_what_each_zone_costs(client):
    page = client.get("/delivery").text
    told = ["United Kingdom", "£2.95; free from £30.00 of books", "£8.95", "France", "£14.95"]
    assert [words for words in told if words not in page] == []


def test_it_shows_the_shops_own_currency_and_no_zone_without_a_way(client, settings_changed):
    assert ">United States<" not in client.get("/delivery").text
    settings_changed(currency="USD")
    page = client.get("/delivery").text
    assert ">United States<" in page
    assert "US$12.95" in page
    assert "£2.95" not in page


def test_it_says_what_gift_wrap_costs_where_there_is_any(client, tables_put_back):
    assert "Gift wrap is £3.50" in client.get("/delivery").text
    Terms.update(gift_wrap_minor=None).execute()
    assert "Gift wrap" not in client.get("/delivery").text


def test_a_shop_that_sends_nothing_says_so(client, tables_put_back):
    ShippingMethod.update(currency="JPY").execute()
    assert "Nothing leaves us by post" in client.get("/delivery").text
