"""Publisher, availability, related products and covers."""

import pytest

from app.catalog.imports.records import Related
from tests.catalog.imports.onix.messages import ISBN, OTHER_ISBN, PUBLISHED, record, record_2


def published(inner):
    return record("", PUBLISHED % inner)


def publisher(role, name):
    return (
        f"<Publisher><PublishingRole>{role}</PublishingRole>"
        f"<PublisherName>{name}</PublisherName></Publisher>"
    )


def test_publisher_and_imprint():
    found = published(
        "<Imprint><ImprintName>Vintage</ImprintName></Imprint>"
        + publisher("02", "Co")
        + publisher("01", "Penguin")
    )
    assert (found.publisher, found.imprint) == ("Penguin", "Vintage")


def test_a_sponsor_is_no_publisher():
    assert published(publisher("03", "A Bank")).publisher == ""


def test_a_publisher_without_a_role_is_the_publisher():
    assert record_2("<Publisher><PublisherName>P</PublisherName></Publisher>").publisher == "P"
    assert record_2("<PublisherName>Old</PublisherName>").publisher == "Old"


STATUS = "<PublishingStatus>%s</PublishingStatus>"
SUPPLY = (
    "<ProductSupply><SupplyDetail><ProductAvailability>%s</ProductAvailability>"
    "</SupplyDetail></ProductSupply>"
)


@pytest.mark.parametrize(
    ("publishing", "availability", "status"),
    [
        ("04", "", "active"),
        ("02", "", "forthcoming"),
        ("01", "", "cancelled"),
        ("06", "", "unavailable"),
        ("07", "", "out_of_print"),
        ("07", "21", "out_of_print"),
        ("04", "21", "active"),
        ("04", "40", "unavailable"),
        ("04", "51", "out_of_print"),
        ("04", "10", "forthcoming"),
        ("04", "99", "active"),
        ("00", "31", "unavailable"),
        ("", "20", "active"),
        ("", "", None),
        ("", "97", None),
    ],
)
def test_whether_the_trade_can_get_it(publishing, availability, status):
    blocks = PUBLISHED % (STATUS % publishing) + SUPPLY % availability
    assert record("", blocks).trade_status == status


def test_one_supplier_who_has_it_is_enough():
    assert record("", SUPPLY % "31" + SUPPLY % "21").trade_status == "active"


def test_availability_of_onix_2():
    def available(code):
        xml = f"<SupplyDetail><AvailabilityCode>{code}</AvailabilityCode></SupplyDetail>"
        return record_2(xml).trade_status

    assert available("IP") == "active"
    assert available("OP") == "out_of_print"
    market = (
        "<MarketRepresentation><MarketPublishingStatus>02  </MarketPublishingStatus>"
        "</MarketRepresentation>"
    )
    assert record_2(market).trade_status == "forthcoming"


def related(isbn, *relations):
    codes = "".join(f"<ProductRelationCode>{each}</ProductRelationCode>" for each in relations)
    return (
        f"<RelatedProduct>{codes}<ProductIdentifier><ProductIDType>03</ProductIDType>"
        f"<IDValue>{isbn}</IDValue></ProductIdentifier></RelatedProduct>"
    )


def test_related_products_in_each_relation():
    material = (
        related(OTHER_ISBN, "06", "27") + related(ISBN, "13") + related("9787777777777", "13")
    )
    found = record("", f"<RelatedMaterial>{material}</RelatedMaterial>")
    assert found.related == [Related(OTHER_ISBN, "06"), Related(OTHER_ISBN, "27")]


def test_related_products_of_onix_2():
    xml = related(OTHER_ISBN, "03").replace("ProductRelationCode", "RelationCode")
    assert record_2(xml).related == [Related(OTHER_ISBN, "03")]


def resource(link, content="01", mode="03"):
    return (
        f"<SupportingResource><ResourceContentType>{content}</ResourceContentType>"
        f"<ContentAudience>00</ContentAudience><ResourceMode>{mode}</ResourceMode>"
        f"<ResourceVersion><ResourceLink>{link}</ResourceLink></ResourceVersion>"
        "</SupportingResource>"
    )


def test_the_first_picture_of_the_front_cover_on_the_web():
    resources = [
        resource("https://pictures.example/sample.jpg", content="15"),
        resource("cover.jpg"),
        resource("javascript:alert(1)"),
        resource("file:///etc/passwd"),
        resource(" https://pictures.example/front.jpg "),
        resource("https://pictures.example/small.jpg"),
    ]
    found = record("", f"<CollateralDetail>{''.join(resources)}</CollateralDetail>")
    assert found.cover_address == "https://pictures.example/front.jpg"


def test_covers_of_onix_2():
    def file(kind, link):
        return (
            f"<MediaFile><MediaFileTypeCode>{kind}</MediaFileTypeCode>"
            f"<MediaFileLink>{link}</MediaFileLink></MediaFile>"
        )

    files = file("07", "http://p.example/thumb.jpg") + file("04", "http://p.example/front.jpg")
    assert record_2(files).cover_address == "http://p.example/front.jpg"
    assert record_2(file("08", "http://p.example/author.jpg")).cover_address == ""
