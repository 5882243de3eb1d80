"""Each fact of each record of the real files against plain XPath over the same XML."""

import re
from decimal import Decimal
from html import unescape

import pytest

from tests.catalog.imports.onix.real_files import manifest, needs_files, products, read_file

# Not well-formed, or with entities of a DTD that plain lxml does not have; looked at below.
BY_HAND = {
    "yob__aau.xml",
    "yob__entities.xml",
    "onixdata__Onix3sample_refnames_badchar.xml",
}
pytestmark = needs_files


def names():
    return [row["file"] for row in manifest() if row["file"] not in BY_HAND]


@pytest.fixture(scope="module")
def pairs():
    """(record, its product as lxml has it), of all records that were taken from a file."""
    known = {}

    def of(name):
        if name not in known:
            lines = {element.sourceline: element for element in products(name)}
            records = read_file(name)[0]
            known[name] = [(each, lines[int(each.place.removeprefix("line "))]) for each in records]
        return known[name]

    return of


def texts(element, path):
    return [" ".join(found.xpath("string()").split()) for found in element.xpath(path)]


def first(element, *paths):
    return next((text for path in paths for text in texts(element, path) if text), "")


@pytest.mark.parametrize("name", names())
def test_identifiers(pairs, name):
    for record, product in pairs(name):
        assert record.isbn == first(
            product,
            "ProductIdentifier[ProductIDType='15']/IDValue",
            "ProductIdentifier[ProductIDType='03']/IDValue",
        )


@pytest.mark.parametrize("name", names())
def test_titles(pairs, name):
    for record, product in pairs(name):
        found = product.xpath(
            "DescriptiveDetail/TitleDetail[TitleType='01']/TitleElement[TitleElementLevel='01']"
        ) + product.xpath("Title[TitleType='01' or TitleType='00']")
        if found:
            prefix, rest = first(found[0], "TitlePrefix"), first(found[0], "TitleWithoutPrefix")
            joined = f"{prefix} {rest}" if prefix and rest else first(found[0], "TitleText") or rest
            assert record.title == joined
            assert record.subtitle == first(found[0], "Subtitle")
        else:
            assert (record.title, record.kind) == ("", "update")


@pytest.mark.parametrize("name", names())
def test_contributors_with_their_roles_in_order(pairs, name):
    for record, product in pairs(name):
        contributors = product.xpath("DescriptiveDetail/Contributor | Contributor")
        contributors.sort(key=lambda each: int(first(each, "SequenceNumber") or 0))
        expected = [
            (person, role)
            for each in contributors
            for person in people_in(each)
            for role in texts(each, "ContributorRole")
        ]
        found = [(credit.name, credit.role) for credit in record.credits]
        assert found == list(dict.fromkeys(expected))


def people_in(contributor):
    given = first(contributor, "PersonName", "CorporateName")
    before, key = first(contributor, "NamesBeforeKey"), first(contributor, "KeyNames")
    inverted = first(contributor, "PersonNameInverted")
    if given or before or not inverted:
        return [given or f"{before} {key}".strip()]
    people = re.split("[;&]| and ", inverted) if "," in inverted else [inverted]
    parts = [[part.strip() for part in person.strip(", ").split(",")] for person in people]
    return [" ".join(reversed(each)) for each in parts if any(each)]


@pytest.mark.parametrize("name", names())
def test_subjects(pairs, name):
    for record, product in pairs(name):
        expected = [("10", code) for code in texts(product, "BASICMainSubject")]
        expected += [("12", code) for code in texts(product, "BICMainSubject")]
        for subject in product.xpath("MainSubject | Subject | DescriptiveDetail/Subject"):
            scheme = first(subject, "SubjectSchemeIdentifier", "MainSubjectSchemeIdentifier")
            if scheme != "20" and first(subject, "SubjectCode"):
                expected.append((scheme, first(subject, "SubjectCode")))
        assert {(code.scheme, code.code) for code in record.codes} == set(expected)
        words = texts(product, ".//Subject[SubjectSchemeIdentifier='20']/SubjectHeadingText")
        assert all(word.strip() in record.keywords for text in words for word in text.split(";"))


@pytest.mark.parametrize("name", names())
def test_prices(pairs, name):
    for record, product in pairs(name):
        expected = set()
        default = first(product, "../Header/DefaultCurrencyCode")
        for price in product.xpath(".//Price[PriceAmount][not(PriceQualifier='06')]"):
            currency = first(price, "CurrencyCode") or default
            if currency:
                amount = int(Decimal(first(price, "PriceAmount")) * 100)
                kind = first(price, "PriceType", "PriceTypeCode")
                expected.add((amount, currency, kind))
        found = {
            (each.amount_minor, each.currency, each.price_type) for each in record.prices or []
        }
        assert found == expected


@pytest.mark.parametrize("name", names())
def test_dates(pairs, name):
    for record, product in pairs(name):
        given = first(
            product,
            "PublishingDetail/PublishingDate[PublishingDateRole='01']/Date",
            "PublicationDate",
            ".//MarketDate[MarketDateRole='01']/Date",
        )[:8]
        found = record.published_on.strftime("%Y%m%d") if record.published_on else ""
        assert found.startswith(given) if given else found == ""


@pytest.mark.parametrize("name", names())
def test_descriptions(pairs, name):
    for record, product in pairs(name):
        given = first(
            product,
            "CollateralDetail/TextContent[TextType='03']/Text",
            "CollateralDetail/TextContent[TextType='05']/Text",
            "CollateralDetail/TextContent[TextType='02']/Text",
            "OtherText[TextTypeCode='01']/Text",
            "OtherText[TextTypeCode='03']/Text",
            "OtherText[TextTypeCode='18']/Text",
            "OtherText[TextTypeCode='17']/Text",
            "OtherText[TextTypeCode='02']/Text",
        )
        assert letters(record.description) == letters(given)
        inline = product.xpath("boolean(CollateralDetail/TextContent[TextType='03']/Text/*)")
        assert record.description_is_html == (bool(inline) or bool(re.search("</?[a-z]", given)))


def letters(text):
    return re.sub(r"\W", "", unescape(re.sub(r"<[^<>]*>", "", text)))


@pytest.mark.parametrize("name", names())
def test_publishers_pages_and_languages(pairs, name):
    for record, product in pairs(name):
        publisher = ".//Publisher[not(PublishingRole) or PublishingRole='01']/PublisherName"
        assert record.publisher == first(product, publisher)
        assert record.imprint == first(product, ".//Imprint/ImprintName")
        pages = first(product, "NumberOfPages", ".//Extent[ExtentType='00']/ExtentValue")
        if pages:
            assert str(record.pages) == pages
        language = first(product, ".//Language[LanguageRole='01']/LanguageCode")
        short = {"eng": "en", "fre": "fr", "swe": "sv", "": record.language}
        assert record.language == short[language]


def test_a_record_in_two_releases_says_the_same():
    """The same 21 books in ONIX 2.1 and 3.0."""
    old = read_file("jonix__onix2-multiple.xml.gz")[0]
    new = read_file("jonix__onix3-multiple.xml.gz")[0]
    for was, now in zip(old, new, strict=True):
        for field in ("isbn", "title", "subtitle", "format", "pages", "publisher", "imprint"):
            assert getattr(was, field) == getattr(now, field), was.isbn
        assert was.published_on == now.published_on
        assert [credit.name for credit in was.credits] == [credit.name for credit in now.credits]
        assert set(was.prices) == set(now.prices)


def test_a_record_in_all_flavours_of_tags_says_the_same():
    flavours = ["jonix__single-book-onix3.xml", "jonix__single-book-onix3-short.xml"]
    [reference], [short] = (read_file(name)[0] for name in flavours)
    short.place = reference.place
    assert short == reference


def test_the_files_that_are_not_well_formed():
    [entities] = read_file("yob__entities.xml")[0]
    assert (entities.isbn, entities.title) == ("9780732287573", "High Noon–in Nimbin")
    assert [credit.name for credit in entities.credits] == ["Robert G Barrett"]
    [letter] = read_file("yob__aau.xml")[0]
    assert (letter.isbn, letter.title) == ("9780747595175", "Lost World")
    assert [credit.name for credit in letter.credits] == ["Patrícia Melo"]
    assert any("please check “Patrícia”" in remark for remark in letter.remarks)


def test_every_name_and_note_of_the_sample_record():
    [book] = read_file("jonix__single-book-onix3.xml")[0]
    assert [(credit.name, credit.role) for credit in book.credits] == [
        ("Maj Sjöwall", "A01"),
        ("Per Wahlöö", "A01"),
        ("Lois Roth", "B06"),
        ("Henning Mankell", "A24"),
    ]
    assert (book.series, book.series_position) == ("The Martin Beck series", "1")
    assert (book.language, book.original_language, book.first_published) == ("en", "sv", 1965)
    assert (book.height_mm, book.width_mm, book.thickness_mm, book.weight_g) == (197, 130, 18, 195)
    assert [(related.isbn, related.relation) for related in book.related] == [
        ("9780007324378", "06"),
        ("9780007324378", "27"),
    ]
    assert (book.trade_status, book.format) == ("active", "paperback")
