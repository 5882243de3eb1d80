from datetime import date

import pytest

from tests.catalog.imports.onix.messages import PUBLISHED, record, record_2


def dated(*dates):
    composites = "".join(
        f"<PublishingDate><PublishingDateRole>{role}</PublishingDateRole>{day}</PublishingDate>"
        for role, day in dates
    )
    return record("", PUBLISHED % composites)


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("<Date>20060807</Date>", date(2006, 8, 7)),
        ('<Date dateformat="00">20060807</Date>', date(2006, 8, 7)),
        ('<Date dateformat="01">200608</Date>', date(2006, 8, 1)),
        ('<Date dateformat="05">2006</Date>', date(2006, 1, 1)),
        ("<DateFormat>01</DateFormat><Date>200608</Date>", date(2006, 8, 1)),
        ('<Date dateformat="02">200632</Date>', date(2006, 8, 7)),
        ('<Date dateformat="03">20063</Date>', date(2006, 7, 1)),
        ('<Date dateformat="04">20063</Date>', date(2006, 9, 1)),
        ('<Date dateformat="06">2006080720060901</Date>', date(2006, 8, 7)),
        ('<Date dateformat="07">200608200612</Date>', date(2006, 8, 1)),
        ("<DateFormat>14</DateFormat><Date>20060807T120000+0200</Date>", date(2006, 8, 7)),
        ("<DateFormat>14</DateFormat><Date>20060807</Date>", date(2006, 8, 7)),
        ('<Date dateformat="13">200608071200</Date>', date(2006, 8, 7)),
        ("<Date>2006-08-07</Date>", date(2006, 8, 7)),
        ("<Date>20060800</Date>", date(2006, 8, 1)),
    ],
)
def test_a_date_in_each_format(given, day):
    found = dated(("01", given))
    assert (found.published_on, found.remarks) == (day, [])


@pytest.mark.parametrize(
    "given", ["20163112", "01/21/2022", "spring", "99991231", "20060230", "²⁰⁰⁶", "1" * 30]
)
def test_what_is_no_date_gets_a_remark(given):
    found = dated(("01", f"<Date>{given}</Date>"))
    assert found.published_on is None
    assert found.remarks == [f"Its publication date “{given}” is not a date and was left out."]


def test_a_date_in_another_calendar_is_not_guessed():
    assert dated(("01", '<Date dateformat="20">14270712</Date>')).published_on is None


def test_a_date_of_zeros_says_nothing():
    found = dated(("01", "<Date>00000000</Date>"))
    assert (found.published_on, found.remarks) == (None, [])


def test_publication_embargo_and_first_publication():
    found = dated(
        ("01", "<Date>20060807</Date>"),
        ("02", "<Date>20060901</Date>"),
        ("11", "<Date>1968</Date>"),
        ("20", "<Date>1965</Date>"),
        ("19", "<Date>1950</Date>"),
    )
    assert found.published_on == date(2006, 8, 7)
    assert found.embargo_until == date(2006, 9, 1)
    assert found.first_published == 1965


def test_the_date_in_a_market_stands_in_for_the_publishers():
    market = (
        "<ProductSupply><MarketPublishingDetail><MarketDate><MarketDateRole>01</MarketDateRole>"
        "<Date>20060807</Date></MarketDate></MarketPublishingDetail></ProductSupply>"
    )
    assert record("", market).published_on == date(2006, 8, 7)


def test_dates_of_onix_2():
    found = record_2(
        "<PublicationDate>200612</PublicationDate><YearFirstPublished>1999</YearFirstPublished>"
        "<SupplyDetail><OnSaleDate>20061224</OnSaleDate></SupplyDetail>"
    )
    assert found.published_on == date(2006, 12, 1)
    assert found.first_published == 1999
    assert found.embargo_until == date(2006, 12, 24)
    market = (
        "<MarketRepresentation><MarketDate><MarketDateRole>01</MarketDateRole>"
        "<Date>20091201</Date></MarketDate></MarketRepresentation>"
    )
    assert record_2(market).published_on == date(2009, 12, 1)
