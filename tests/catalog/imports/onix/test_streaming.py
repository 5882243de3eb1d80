"""Memory stays flat whatever the size of a file, and time grows with it alone."""

import tracemalloc

import psutil
import pytest

from app.catalog.imports.onix import read
from tests.catalog.imports.onix.messages import product

DESCRIPTION = "<p>Widely recognised as among the greatest ever written.</p>" * 20
TYPICAL = product(
    "<ProductForm>BC</ProductForm>"
    + "".join(
        f"<Contributor><SequenceNumber>{n}</SequenceNumber><ContributorRole>A01</ContributorRole>"
        f"<NamesBeforeKey>Maj</NamesBeforeKey><KeyNames>Sjöwall {n}</KeyNames></Contributor>"
        for n in (1, 2)
    )
    + "<Language><LanguageRole>01</LanguageRole><LanguageCode>eng</LanguageCode></Language>"
    + "<Extent><ExtentType>00</ExtentType><ExtentValue>245</ExtentValue><ExtentUnit>03</ExtentUnit>"
    + "</Extent>"
    + "".join(
        f"<Subject><SubjectSchemeIdentifier>93</SubjectSchemeIdentifier><SubjectCode>FF{letter}"
        "</SubjectCode></Subject>"
        for letter in "PHC"
    ),
    f"<CollateralDetail><TextContent><TextType>03</TextType><ContentAudience>00</ContentAudience>"
    f"<Text>{DESCRIPTION}</Text></TextContent></CollateralDetail>"
    "<PublishingDetail><Publisher><PublishingRole>01</PublishingRole><PublisherName>HarperCollins"
    "</PublisherName></Publisher><PublishingStatus>04</PublishingStatus><PublishingDate>"
    "<PublishingDateRole>01</PublishingDateRole><Date>20060807</Date></PublishingDate>"
    "</PublishingDetail><ProductSupply><SupplyDetail><ProductAvailability>21</ProductAvailability>"
    "<Price><PriceType>02</PriceType><PriceAmount>7.99</PriceAmount><CurrencyCode>GBP</CurrencyCode>"
    "</Price></SupplyDetail></ProductSupply>",
)


class Generated:
    """A file of so many products that is nowhere in memory."""

    def __init__(self, products):
        text = "\n".join([TYPICAL] * 100) + "\n"
        self.parts = iter(
            [b"<ONIXMessage>", *[text.encode()] * (products // 100), b"</ONIXMessage>"]
        )
        self.left = b""

    def read(self, size=-1):
        while len(self.left) < size and (part := next(self.parts, None)):
            self.left += part
        chunk, self.left = self.left[:size], self.left[size:]
        return chunk


@pytest.mark.parametrize("products", [200, 2_000])
def test_what_python_holds_does_not_grow_with_the_file(products):
    tracemalloc.start()
    count = sum(1 for _ in read(Generated(products)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == products
    assert peak < 6_000_000


def test_what_the_process_holds_does_not_grow_with_the_file():
    process = psutil.Process()
    sizes = []
    for count, _ in enumerate(read(Generated(12_000))):
        if count in (2_000, 11_999):
            sizes.append(process.memory_info().rss)
    assert sizes[1] - sizes[0] < 5_000_000


def test_lines_are_counted_to_the_end():
    *_, last = read(Generated(2_000))
    assert last.place == "line 2000"


def test_reading_stops_when_nobody_asks_for_more():
    stream = Generated(100_000)
    products = read(stream)
    next(products)
    products.close()
    assert next(stream.parts, None) is not None
