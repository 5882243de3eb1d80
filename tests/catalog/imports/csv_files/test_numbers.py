from datetime import date

import pytest

from app.catalog.imports.records import TITLE_CUT, Price
from tests.catalog.imports.csv_files.conftest import ISBN, book, read, record


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2014-02-11", date(2014, 2, 11)),
        ("2014-02-11T00:00:00", date(2014, 2, 11)),
        ("20140211", date(2014, 2, 11)),
        ("9/16/2006", date(2006, 9, 16)),
        ("16/9/2006", date(2006, 9, 16)),
        ("4/7/2005", date(2005, 7, 4)),
        ("February 11th 2014", date(2014, 2, 11)),
        ("June 28th 2017 ,", date(2017, 6, 28)),
        ("11 February 2014", date(2014, 2, 11)),
        ("31-Jul-14", date(2014, 7, 31)),
        ("31-Jul-98", date(1998, 7, 31)),
        ("Oct-97", date(1997, 10, 1)),
        ("November 2012", date(2012, 11, 1)),
        ("2008", date(2008, 1, 1)),
        ("2008.0", date(2008, 1, 1)),
        (", , , ,", None),
    ],
)
def test_dates_are_read_in_all_their_forms(written, day):
    found = book(ISBN=ISBN, Publication_date=written)
    assert found.published_on == day
    assert found.remarks == []


def test_a_file_shows_which_of_day_and_month_it_writes_first():
    dates = ["4/7/2005", "9/16/2006", "1/2/2003"]
    found = read("Title,Publish date", *(f"T{n},{text}" for n, text in enumerate(dates)))
    assert [one.published_on for one in found] == [
        date(2005, 4, 7),
        date(2006, 9, 16),
        date(2003, 1, 2),
    ]


@pytest.mark.parametrize("written", ["5-Aug", "soon", "31/31/2006", "900647", "2006-02-30"])
def test_what_is_no_date_is_left_out_with_a_remark(written):
    found = book(ISBN=ISBN, Publication_date=written)
    assert found.published_on is None
    assert "not a date" in found.remarks[0]


def test_a_year_beside_a_book_without_isbn_is_when_the_work_came_out():
    assert book(Year="1979").first_published == 1979
    assert book(Year="180").first_published == 180
    assert book(ISBN=ISBN, Year="1979").first_published is None
    assert book(ISBN=ISBN, First_published="1979").first_published == 1979


@pytest.mark.parametrize(
    ("price", "currency", "told"),
    [
        ("19", "$", Price(1900, "USD")),
        ("US$9.56", "$", Price(956, "USD")),
        ("42.16", "SAR", Price(4216, "SAR")),
        ("12,90 €", "", Price(1290, "EUR")),
        ("£1,234.50", "", Price(123450, "GBP")),
        ("850p", "", Price(850, "GBP")),
        ("500", "JPY", Price(500, "JPY")),
        ("1.234", "KWD", Price(1234, "KWD")),
    ],
)
def test_prices_are_in_the_minor_unit_of_their_currency(price, currency, told):
    assert book(ISBN=ISBN, Price=price, Currency=currency).prices == [told]


def test_the_list_price_is_the_recommended_one():
    found = book(ISBN=ISBN, Price="8.99", RRP_GBP="9.99", Currency="GBP")
    assert found.prices == [Price(899, "GBP"), Price(999, "GBP", "02")]


def test_a_price_in_no_currency_is_in_the_shops(app):
    assert book(ISBN=ISBN, Price="8.99").prices == [Price(899, "GBP")]


@pytest.mark.parametrize(
    ("price", "currency"), [("0", "Free"), ("cheap", "GBP"), ("1.5", "JPY"), ("9", "Taler")]
)
def test_what_is_no_price_is_left_out_with_a_remark(price, currency):
    found = book(ISBN=ISBN, Price=price, Currency=currency)
    assert found.prices is None
    assert found.remarks


@pytest.mark.parametrize("price", ["-5", "(5.00)", "£(5.00)", "(£5.00)", "−5", "-£5"])
def test_a_price_below_nothing_is_none_however_it_is_written(price):
    found = book(ISBN=ISBN, Price=price, Currency="GBP")
    assert found.prices is None
    assert found.remarks == [f"“{price}” is not a price."]


def test_a_price_may_say_its_currency_in_brackets():
    assert book(ISBN=ISBN, Price="5.00 (GBP)", Currency="GBP").prices == [Price(500, "GBP")]


def test_a_title_longer_than_we_keep_is_cut_and_told_of():
    found = record(Title="x" * 1500, Author="Octavia E. Butler")
    assert found.title == "x" * 1000
    assert found.remarks == [TITLE_CUT]
    assert record(Title="x" * 1000, Author="Octavia E. Butler").remarks == []


def test_so_many_people_as_nobody_keeps_are_left_to_be_told_of():
    found = record(Title="Kindred", Author="; ".join(f"Ann {number}" for number in range(250)))
    assert len(found.credits) == 250


def test_a_file_that_gives_no_price_says_nothing_of_prices():
    assert book(ISBN=ISBN).prices is None
    assert book(ISBN=ISBN, Price="").prices is None


def test_weight_and_size_are_metric():
    found = book(Weight="1.5 lb", Height_cm="19,8", Width="5.1 in", Thickness_mm="20")
    assert (found.weight_g, found.height_mm, found.width_mm, found.thickness_mm) == (
        680,
        198,
        130,
        20,
    )
    found = book(Dimensions="129 x 198 x 15mm", Weight_g="350")
    assert (found.width_mm, found.height_mm, found.thickness_mm) == (129, 198, 15)
    assert found.weight_g == 350


@pytest.mark.parametrize("nonsense", ["0", "-3", "many", "1e400", "9" * 400, "nan"])
def test_a_measure_that_makes_no_sense_is_none(nonsense):
    found = book(Pages=nonsense, Weight=nonsense, Rating=nonsense, Ratings_count=nonsense)
    assert (found.pages, found.weight_g, found.rating_average, found.rating_count) == (None,) * 4


def test_pages_and_ratings_are_numbers():
    found = book(Pages="352.0", Rating="4.57", Ratings_count="2,095,690")
    assert (found.pages, found.rating_average, found.rating_count) == (352, 4.57, 2095690)
