"""The catalogue in ONIX: EDItEUR's schema finds no fault, and our own reader the same facts."""

from dataclasses import asdict
from datetime import timedelta

import onixcheck
import pytest
from lxml import etree

from app.catalog.exports.reading import products
from app.catalog.imports import onix
from app.catalog.imports.records import Price
from app.db import now

NAMESPACE = {"o": "http://ns.editeur.org/onix/3.0/reference"}


@pytest.fixture
def elements(export):
    """The texts of what an XPath finds in the export."""

    def find(path):
        tree = etree.fromstring(export("catalogue.xml"))
        return [
            found if isinstance(found, str) else "".join(found.itertext())
            for found in tree.xpath(path, namespaces=NAMESPACE)
        ]

    return find


@pytest.fixture
def faults(export, tmp_path):
    """What EDItEUR's schema finds wrong with the export."""

    def find():
        file = tmp_path / "catalogue.xml"
        file.write_bytes(export(file.name))
        return [str(fault) for fault in onixcheck.validate(str(file))]

    return find


def facts(record):
    """What the record says of the book, however it was found."""
    said = asdict(record)
    return {name: said[name] for name in said if name not in ("place", "identifier", "remarks")}


def test_an_empty_shop_gives_a_message_without_products(faults, elements):
    assert faults() == []
    assert elements("//o:Product") == []


def test_the_public_schema_finds_no_fault(faults, rich_edition, an_edition):
    an_edition(price_minor=None, format="ebook", language="und")
    an_edition(format="audiobook", language="grc", withdrawn_at=now())
    an_edition(format="other", trade_status="cancelled")
    assert faults() == []


def test_our_own_reader_finds_the_same_facts(app, read_back, rich_edition):
    (written,) = [p.record for p in products(app.config["SETTINGS"].database_url)]
    (found,) = read_back("catalogue.xml", onix.read)
    expected = facts(written) | {
        "rating_average": None,  # which ONIX does not tell
        "rating_count": None,
    }
    assert found.remarks == []
    assert facts(found) == expected


def test_it_says_who_sends_it_and_when(elements):
    assert elements("//o:SenderName") == ["Octavo, localhost"]
    (sent,) = elements("//o:SentDateTime")
    assert sent.startswith(now().strftime("%Y%m%dT"))
    assert sent.endswith("Z")


def test_a_reference_stays_with_its_edition(elements, rich_edition):
    assert elements("//o:RecordReference") == ["localhost.9780141439518.new"]
    assert elements("//o:ProductIdentifier[o:ProductIDType='15']/o:IDValue") == [
        "9780141439518",
        "9780807083697",
    ]


def test_a_withdrawn_edition_is_a_notice_to_delete_it(elements, read_back, an_edition):
    edition = an_edition(withdrawn_at=now())
    assert elements("//o:NotificationType") == ["05"]
    (record,) = read_back("catalogue.xml", onix.read)
    assert (record.kind, record.isbn) == ("delete", edition.isbn)


def test_used_copies_are_the_shops_own_and_left_out(elements, an_edition):
    new = an_edition()
    an_edition(work=new.work, isbn=new.isbn, condition="good")
    assert len(elements("//o:Product")) == 1


def test_people_stand_in_their_order_with_what_is_known_of_them(elements, rich_edition):
    assert elements("//o:Contributor/o:PersonName") == [
        "Ursula K. Le Guin",
        "Gail Garraty",
        "Margot Groß",
    ]
    assert elements("//o:ContributorRole") == ["A01", "A12", "B06"]
    assert elements("//o:Contributor[1]/o:ContributorDate/o:Date") == ["1929", "2018"]


@pytest.mark.parametrize(
    ("facts", "on_hand", "code"),
    [
        ({}, 3, "21"),
        ({}, 0, "31"),
        ({"trade_status": "cancelled"}, 3, "01"),
        ({"trade_status": "forthcoming"}, 0, "10"),
        ({"published_on": now().date() + timedelta(days=9)}, 3, "10"),
        ({"trade_status": "unavailable"}, 0, "40"),
        ({"trade_status": "unavailable"}, 1, "21"),
        ({"trade_status": "out_of_print"}, 0, "51"),
        ({"format": "ebook"}, 0, "40"),
        ({"format": "audiobook", "product_form": "AJ"}, 0, "40"),
        ({"price_minor": None}, 3, "31"),
    ],
)
def test_availability_is_what_the_shop_can_do(elements, an_edition, facts, on_hand, code):
    an_edition(on_hand=on_hand, **facts)
    assert elements("//o:ProductAvailability") == [code]


def test_our_own_shelves_say_nothing_about_the_trade(read_back, an_edition):
    an_edition(on_hand=0, trade_status="active")
    (record,) = read_back("catalogue.xml", onix.read)
    assert record.trade_status == "active"


def test_a_free_edition_says_so_and_is_free_when_it_is_read(elements, read_back, an_edition):
    an_edition(price_minor=0)
    assert elements("//o:UnpricedItemType") == ["01"]
    (record,) = read_back("catalogue.xml", onix.read)
    assert record.prices == [Price(0, "GBP", "02")]


def test_an_edition_without_a_price_says_that_it_will_have_one(elements, an_edition):
    an_edition(price_minor=None)
    assert elements("//o:UnpricedItemType") == ["02"]


def test_what_the_shop_pays_for_its_copies_is_not_told(elements, rich_edition):
    rich_edition.trade_prices.model.create(
        edition=rich_edition, position=7, price_type="05", amount_minor=625, currency="GBP"
    )
    assert elements("//o:PriceAmount") == ["12.50", "14.99"]


@pytest.mark.parametrize(
    ("description", "is_html", "textformat"),
    [
        ("Plain < words.\n\nIn <paragraphs> & lines.", False, "06"),
        ("<p>Words<br>in <b>lines</b></p><blockquote><p>said</p></blockquote>", True, "05"),
        ("Loose words <i>and</i> <p>others</p>", True, "05"),
        ("<ul><li>One<ul><li>Two</li></ul></li></ul>", True, "05"),
        ("<li>Out of its list</li>", True, "02"),
        ("<b>Open <p>Turned inside out</p></b>", True, "05"),
        ("<ul>Loose<li>One</li></ul>", True, "02"),
        ("<ul></ul>", True, "02"),
        ("<blockquote>Loose</blockquote>", True, "02"),
        ("<p>Letters\x0b that XML does not know \ufffe</p>", True, "05"),
        ("Letters\x0b that XML does not know \ufffe", False, "06"),
    ],
)
def test_a_description_is_valid_in_whatever_form_it_is_kept(
    faults, elements, a_work, an_edition, description, is_html, textformat
):
    an_edition(work=a_work(description=description, description_is_html=is_html))
    assert elements("//o:Text/@textformat") == [textformat]
    assert faults() == []


def test_names_and_titles_keep_every_sign(read_back, a_work, an_edition):
    title = "A & B < C > \"D\" 'E' ]]> 𝔉 é"
    an_edition(work=a_work(title, authors=["Ann & Bo <Ek>"]))
    (record,) = read_back("catalogue.xml", onix.read)
    assert (record.title, record.credits[0].name) == (title, "Ann & Bo <Ek>")
