"""Format, edition, pages, size, languages and subjects."""

import pytest

from app.catalog.imports.records import Code
from tests.catalog.imports.onix.messages import record, record_2


def form(code, *details, extra=""):
    xml = "".join(f"<ProductFormDetail>{each}</ProductFormDetail>" for each in details)
    return f"<ProductForm>{code}</ProductForm>{xml}{extra}"


@pytest.mark.parametrize(
    ("code", "details", "book_format"),
    [
        ("BB", [], "hardback"),
        ("BC", ["B105"], "paperback"),
        ("BA", ["B106"], "paperback"),
        ("BA", ["B402"], "hardback"),
        ("BA", [], "other"),
        ("ED", ["E101"], "ebook"),
        ("EA", [], "ebook"),
        ("ED", ["A103"], "audiobook"),
        ("AJ", [], "audiobook"),
        ("AC", [], "audiobook"),
        ("BH", [], "other"),
        ("DB", [], "other"),
        ("PC", [], "other"),
        ("??", [], "other"),
    ],
)
def test_formats(code, details, book_format):
    found = record(form(code, *details))
    assert (found.format, found.product_form) == (book_format, code)


def test_a_record_may_not_say_what_form_it_has():
    assert record().format is None


def test_an_audiobook_is_known_by_its_content():
    assert record(form("ED", extra="<PrimaryContentType>01</PrimaryContentType>")).format == (
        "audiobook"
    )


def test_ebooks_of_onix_2_get_the_codes_of_onix_3():
    found = record_2("<ProductForm>DG</ProductForm><EpubType>029</EpubType>")
    assert (found.format, found.product_form) == ("ebook", "ED")


@pytest.mark.parametrize(
    ("xml", "statement"),
    [
        ("<EditionNumber>2</EditionNumber>", "2nd edition"),
        ("<EditionNumber>11</EditionNumber>", "11th edition"),
        ("<EditionNumber>1</EditionNumber>", ""),
        ("<EditionType>REV</EditionType><EditionNumber>3</EditionNumber>", "3rd edition, revised"),
        ("<EditionType>ABR</EditionType>", "Abridged edition"),
        ("<EditionType>ILL</EditionType><EditionType>REV</EditionType>",
         "Illustrated, revised edition"),
        ("<EditionType>DGO</EditionType>", ""),
        ("<EditionStatement>Third, with maps</EditionStatement><EditionNumber>3</EditionNumber>",
         "Third, with maps"),
        ("<NoEdition/>", ""),
    ],
)  # fmt: skip
def test_editions(xml, statement):
    assert record(xml).edition_statement == statement


def extent(kind, value, unit="03"):
    return (
        f"<Extent><ExtentType>{kind}</ExtentType><ExtentValue>{value}</ExtentValue>"
        f"<ExtentUnit>{unit}</ExtentUnit></Extent>"
    )


def test_pages_are_those_of_the_main_content_first():
    assert record(extent("08", "260") + extent("11", "250") + extent("00", "245")).pages == 245
    assert record(extent("10", "213") + extent("22", "654961", "17")).pages == 213
    assert record(extent("09", "117", "11")).pages is None


def test_pages_of_onix_2():
    assert record_2("<NumberOfPages>192</NumberOfPages>" + extent("08", "200")).pages == 192
    assert record_2("<NumberOfPages>0</NumberOfPages>").pages is None
    found = record_2("<NumberOfPages>xii, 192</NumberOfPages>")
    assert found.pages is None
    assert found.remarks == ["Its number of pages “xii, 192” is not a number and was left out."]


def measure(kind, value, unit):
    return (
        f"<Measure><MeasureType>{kind}</MeasureType><Measurement>{value}</Measurement>"
        f"<MeasureUnitCode>{unit}</MeasureUnitCode></Measure>"
    )


@pytest.mark.parametrize(
    ("kind", "value", "unit", "field", "expected"),
    [
        ("01", "197", "mm", "height_mm", 197),
        ("02", "13.0", "cm", "width_mm", 130),
        ("03", "0.7", "in", "thickness_mm", 18),
        ("08", "195", "gr", "weight_g", 195),
        ("08", "720   ", "g", "weight_g", 720),
        ("08", "1.2", "kg", "weight_g", 1200),
        ("08", "0.631", "lb", "weight_g", 286),
        ("08", "10", "oz", "weight_g", 283),
        ("08", "0", "gr", "weight_g", None),
        ("08", "0,5", "kg", "weight_g", 500),
    ],
)
def test_measures(kind, value, unit, field, expected):
    assert getattr(record(measure(kind, value, unit)), field) == expected


def test_a_metric_measure_wins_over_the_inches_it_was_made_from():
    assert record(measure("01", "9", "in") + measure("01", "228", "mm")).height_mm == 228


def test_a_measure_that_makes_no_sense_gets_a_remark():
    found = record(measure("08", "heavy", "gr") + measure("01", "20", "px"))
    assert (found.weight_g, found.height_mm) == (None, None)
    assert "Its weight “heavy gr” makes no sense and was left out." in found.remarks


def test_units_of_the_header_in_onix_2():
    xml = (
        "<Measure><MeasureTypeCode>01</MeasureTypeCode><Measurement>10</Measurement></Measure>"
        "<Measure><MeasureTypeCode>08</MeasureTypeCode><Measurement>16</Measurement></Measure>"
    )
    header = "<DefaultLinearUnit>in</DefaultLinearUnit><DefaultWeightUnit>oz</DefaultWeightUnit>"
    found = record_2(xml, header=header)
    assert (found.height_mm, found.weight_g) == (254, 454)


def language(role, code):
    inner = f"<LanguageRole>{role}</LanguageRole><LanguageCode>{code}</LanguageCode>"
    return f"<Language>{inner}</Language>"


@pytest.mark.parametrize(
    ("given", "kept"),
    [("eng", "en"), ("fre", "fr"), ("ger", "de"), ("chi", "zh"), ("grc", "grc"), ("ENG", "en"),
     ("und", None), ("mul", "mul"), ("scr", "hr")],
)  # fmt: skip
def test_languages_are_kept_in_their_shortest_code(given, kept):
    assert record(language("01", given)).language == kept


def test_the_original_language_of_a_translation():
    found = record(language("02", "swe") + language("01", "eng"))
    assert (found.language, found.original_language) == ("en", "sv")


def test_a_language_that_is_none_gets_a_remark():
    found = record(language("01", "English"))
    assert found.language is None
    assert found.remarks == ["Its language “english” is not a language code; it was left out."]


def subject(scheme, code="", heading="", main=False):
    return (
        f"<Subject>{'<MainSubject/>' if main else ''}"
        f"<SubjectSchemeIdentifier>{scheme}</SubjectSchemeIdentifier>"
        f"<SubjectCode>{code}</SubjectCode><SubjectHeadingText>{heading}</SubjectHeadingText>"
        "</Subject>"
    )


def test_subjects_are_kept_in_all_schemes_with_their_headings():
    found = record(
        subject("93", "FFP", main=True)
        + subject("10", "FIC022000", "Mystery")
        + subject("93", "FFP")
    )
    assert found.codes == [Code("93", "FFP", "", True), Code("10", "FIC022000", "Mystery")]


def test_keywords_are_gathered():
    found = record(subject("20", heading="Oslo; crime;Oslo") + subject("20", heading="fjord"))
    assert found.keywords == "Oslo; crime; fjord"
    assert found.codes == []


def test_a_publishers_own_words_are_kept_as_names():
    found = record(subject("24", "X1", "Science fiction"))
    assert (found.genres, found.codes[0].scheme) == (["Science fiction"], "24")


def test_subjects_of_onix_2():
    found = record_2(
        "<BASICMainSubject>REL073000</BASICMainSubject><BICMainSubject>HR</BICMainSubject>"
        "<MainSubject><MainSubjectSchemeIdentifier>29</MainSubjectSchemeIdentifier>"
        "<SubjectCode>3080</SubjectCode></MainSubject>" + subject("10", "REL006050")
    )
    assert found.codes == [
        Code("10", "REL073000", "", True),
        Code("12", "HR", "", True),
        Code("29", "3080", "", True),
        Code("10", "REL006050"),
    ]
