import pytest

from tests.catalog.imports.onix.messages import record, record_2

ELEMENT = "<TitleElement><TitleElementLevel>%s</TitleElementLevel>%s</TitleElement>"
DETAIL = "<TitleDetail><TitleType>%s</TitleType>%s</TitleDetail>"
COLLECTION = "<Collection><CollectionType>%s</CollectionType>%s</Collection>"


def titled(*details, **options):
    return record("".join(details), title="", **options)


def element(level, **texts):
    return ELEMENT % (level, "".join(f"<{tag}>{text}</{tag}>" for tag, text in texts.items()))


def test_a_title_and_its_subtitle():
    found = titled(DETAIL % ("01", element("01", TitleText="Emma", Subtitle="A Novel")))
    assert (found.title, found.subtitle) == ("Emma", "A Novel")


@pytest.mark.parametrize(
    ("prefix", "rest", "title"),
    [("The", "Hobbit", "The Hobbit"), ("L'", "Étranger", "L'Étranger"), ("", "Emma", "Emma")],
)
def test_a_prefix_stands_before_the_title(prefix, rest, title):
    parts = element("01", TitlePrefix=prefix, TitleWithoutPrefix=rest)
    assert titled(DETAIL % ("01", parts)).title == title


def test_a_title_text_turned_around_yields_to_its_parts():
    parts = element("01", TitleText="Hobbit, The", TitlePrefix="The", TitleWithoutPrefix="Hobbit")
    assert titled(DETAIL % ("01", parts)).title == "The Hobbit"


def test_a_title_without_a_prefix_of_its_own_keeps_the_whole_text():
    parts = element("01", TitleText="Lost World", TitlePrefix="", TitleWithoutPrefix="Lost World")
    assert titled(DETAIL % ("01", parts)).title == "Lost World"


def test_the_title_on_the_book_wins_over_a_distributors():
    found = titled(
        DETAIL % ("10", element("01", TitleText="EMMA PBK")),
        DETAIL % ("01", element("01", TitleText="Emma")),
    )
    assert found.title == "Emma"


def test_a_distributors_title_is_better_than_none():
    assert titled(DETAIL % ("10", element("01", TitleText="EMMA PBK"))).title == "EMMA PBK"


def test_a_volume_without_a_title_is_named_after_its_collection():
    elements = element("02", TitleText="Naruto") + element("01", PartNumber="Vol. 12")
    found = titled(DETAIL % ("01", elements))
    assert found.title == "Naruto, Vol. 12"
    assert (found.series, found.series_position) == ("Naruto", "12")


def test_markup_and_entities_in_a_title_are_cleaned():
    text = "&lt;i&gt;Caf&amp;eacute;&lt;/i&gt;   Society"
    assert titled(DETAIL % ("01", element("01", TitleText=text))).title == "Café Society"


def test_a_less_than_sign_in_a_title_is_no_markup():
    text = "If a &lt; b and b &gt; c"
    assert titled(DETAIL % ("01", element("01", TitleText=text))).title == "If a < b and b > c"


def test_titles_of_onix_2():
    title = (
        "<Title><TitleType>01</TitleType><TitleText>Emma</TitleText><Subtitle>S</Subtitle></Title>"
    )
    found = record_2(title=title)
    assert (found.title, found.subtitle) == ("Emma", "S")
    old = "<DistinctiveTitle>Emma</DistinctiveTitle><Subtitle>S</Subtitle>"
    assert (record_2(title=old).title, record_2(title=old).subtitle) == ("Emma", "S")


def in_collection(kind, name, **number):
    part = element("01", PartNumber=number["part"]) if "part" in number else ""
    return COLLECTION % (kind, DETAIL % ("01", element("02", TitleText=name) + part))


def test_a_series_and_the_place_in_it():
    found = record(in_collection("10", "Martin Beck", part="1"))
    assert (found.series, found.series_position) == ("Martin Beck", "1")


def test_the_publishers_own_collection_wins_over_an_ascribed_one():
    found = record(in_collection("20", "Books for Holidays") + in_collection("10", "Martin Beck"))
    assert found.series == "Martin Beck"


@pytest.mark.parametrize(
    ("given", "position"),
    [
        ("02", "2"), ("Volume 28", "28"), ("Vol. 3", "3"), ("Tome 4", "4"), ("#7", "7"),
        ("1.5", "1.5"), ("Prequel", "Prequel"), ("0", "0"), ("IV", "IV"),
    ],
)  # fmt: skip
def test_positions_are_numbers_where_they_can_be(given, position):
    assert record(in_collection("10", "S", part=given)).series_position == position


def test_a_sequence_number_stands_in_for_a_part_number_title_order_first():
    sequences = "".join(
        f"<CollectionSequence><CollectionSequenceType>{kind}</CollectionSequenceType>"
        f"<CollectionSequenceNumber>{number}</CollectionSequenceNumber></CollectionSequence>"
        for kind, number in (("03", "9"), ("02", "4"))
    )
    detail = DETAIL % ("01", element("02", TitleText="Narnia"))
    assert record(COLLECTION % ("10", sequences + detail)).series_position == "4"


def test_series_and_sets_of_onix_2():
    series = (
        "<Series><TitleOfSeries>Travel</TitleOfSeries>"
        "<NumberWithinSeries>2</NumberWithinSeries></Series>"
    )
    box = (
        "<Set><TitleOfSet>Asia</TitleOfSet>"
        "<ItemNumberWithinSet>Volume 8</ItemNumberWithinSet></Set>"
    )
    found = record_2(box + series)
    assert (found.series, found.series_position) == ("Travel", "2")
    assert (record_2(box).series, record_2(box).series_position) == ("Asia", "8")
