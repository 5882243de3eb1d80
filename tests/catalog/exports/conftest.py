"""An edition with every fact that a catalogue can hold, and what an export of it says."""

from datetime import date
from io import BytesIO

import pytest

from app.catalog import exports
from app.catalog.models import (
    Contributor,
    ContributorName,
    EditionContributor,
    Publisher,
    RelatedProduct,
    Series,
    TradePrice,
    WorkCode,
    WorkContributor,
)

BLURB = "<p>The <em>second</em> book &amp; the best.</p><ul><li>Tombs</li><li>Rings</li></ul>"


@pytest.fixture
def export(app):
    """The bytes of an export of this name."""
    return lambda name: b"".join(exports.pieces(name, app.config["SETTINGS"]))


@pytest.fixture
def read_back(export):
    """The records that our own reader finds in an export of this name."""

    def read(name, reader):
        return list(reader(BytesIO(export(name))))

    return read


@pytest.fixture
def rich_edition(a_work, an_edition):
    work = a_work(
        "The Tombs of Atuan",
        authors=["Ursula K. Le Guin"],
        subjects=["Fantasy", "Classics"],
        subtitle="A story of Earthsea",
        description=BLURB,
        description_is_html=True,
        keywords="wizards; labyrinths",
        original_language="en",
        first_published=1971,
        series=Series.create(slug="earthsea", name="Earthsea Cycle"),
        series_position="2",
        supplied_rating_sum=41,
        supplied_rating_count=10,
        popularity=10,
    )
    write_people(work)
    for scheme, code, heading, is_main in (
        ("10", "FIC009020", "FICTION / Fantasy / Epic", True),
        ("93", "FMB", "Epic fantasy", False),
        ("12", "FM", "", False),
    ):
        WorkCode.create(work=work, scheme=scheme, code=code, heading=heading, is_main=is_main)
    edition = an_edition(
        work=work,
        isbn="9780141439518",
        format="hardback",
        product_form="BB",
        edition_statement="Second edition",
        publisher=Publisher.create(slug="atheneum", name="Atheneum & Sons"),
        imprint=Publisher.create(slug="argo", name="Argo"),
        published_on=date(2021, 3, 4),
        embargo_until=date(2021, 3, 5),
        trade_status="active",
        pages=163,
        language="de",
        weight_g=310,
        height_mm=198,
        width_mm=129,
        thickness_mm=15,
        price_minor=1250,
        feed_price_minor=1250,
        reprice_on=date(2031, 1, 2),
        cover_address="https://covers.example/9780141439518.jpg?a=1&b=2",
    )
    translator = Contributor.create(slug="mg", name="Margot Groß", sort_name="Groß, Margot")
    EditionContributor.create(edition=edition, contributor=translator, role="B06")
    RelatedProduct.create(edition=edition, isbn="9780807083697", relation="06")
    TradePrice.create(
        edition=edition,
        position=0,
        price_type="02",
        amount_minor=1250,
        currency="GBP",
        territory="GB IE",
        starts_on=date(2021, 1, 1),
        ends_on=date(2031, 1, 1),
    )
    TradePrice.create(
        edition=edition,
        position=1,
        price_type="01",
        amount_minor=1499,
        currency="EUR",
        territory="WORLD except GB US",
    )
    return edition


def write_people(work):
    author = Contributor.get(Contributor.name == "Ursula K. Le Guin")
    author.sort_name = "Le Guin, Ursula K."
    author.about = "She was born in Berkeley.\n\nShe wrote of dragons & of men."
    author.isni = "0000000121454069"
    author.born, author.died = 1929, 2018
    author.save()
    ContributorName.create(contributor=author, name="Ursula Kroeber")
    artist = Contributor.create(slug="gg", name="Gail Garraty", sort_name="Garraty, Gail")
    WorkContributor.create(work=work, contributor=artist, role="A12", position=1)
