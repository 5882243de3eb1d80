import pytest

from app.catalog.imports.records import Related
from tests.catalog.imports.csv_files.conftest import OTHER_ISBN, book, record


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("English", "en"),
        ("eng", "en"),
        ("en-US", "en"),
        ("fre", "fr"),
        ("Deutsch", "de"),
        ("Greek, Modern (1453-)", "el"),
        ("Catalan; Valencian", "ca"),
        ("grc", "grc"),
        ("mul", "mul"),
    ],
)
def test_languages_are_codes(written, code):
    assert book(Language=written).language == code


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Paperback", ("paperback", "BC")),
        ("Mass Market Paperback", ("paperback", "BC")),
        ("Hardcover", ("hardback", "BB")),
        ("Board book", ("other", "BH")),
        ("Kindle Edition", ("ebook", "EA")),
        ("CD-Audio", ("audiobook", "AC")),
        ("Sheet music", ("other", "PI")),
    ],
)
def test_formats_are_ours_and_the_trades(written, told):
    found = book(Binding=written)
    assert (found.format, found.product_form) == told


def test_words_that_we_do_not_know_are_told_of():
    found = book(Language="Klingon-ish", Format="Scroll")
    assert (found.language, found.format) == (None, None)
    assert len(found.remarks) == 2


def test_text_is_repaired_where_that_is_sure():
    found = record(
        Title="CafÃ© &amp; Bar",
        Author="Ann",
        Publisher="Crown\n\n            ,",
        Description="It\u0092s Emmaâ€™s.\n\n\n\nNÃO and &c, R&D,",
    )
    assert found.title == "Café & Bar"
    assert found.publisher == "Crown"
    assert found.description == "It’s Emma’s.\n\nNÃO and &c, R&D,"


def test_a_description_with_tags_is_html():
    found = book(Description="<p>One &amp; two</p>")
    assert found.description_is_html
    assert found.description == "<p>One &amp; two</p>"
    assert not book(Description="1 < 2 > 0").description_is_html


@pytest.mark.parametrize(
    ("written", "genres"),
    [
        ("Fantasy;Science Fiction,Dystopia", ["Fantasy", "Science Fiction,Dystopia"]),
        ("['Classics', 'Historical > Fiction']", ["Classics", "Historical", "Fiction"]),
        ("Poetry-Drama", ["Poetry Drama"]),
        ("none", []),
    ],
)
def test_genres_are_known_in_all_their_forms(written, genres):
    assert book(Genres=written).genres == genres


def test_a_path_of_genres_is_known_by_its_parts():
    genres = book(Category="Fiction , Mystery &amp, Detective , General").genres
    assert {"Fiction", "Mystery & Detective", "General"} <= set(genres)


def test_codes_may_have_headings_and_stand_beside_words():
    found = book(BISAC="FIC028000 FICTION / Science Fiction; Time travel", Thema="FLG, FL")
    assert [(code.scheme, code.code, code.is_main) for code in found.codes] == [
        ("10", "FIC028000", True),
        ("93", "FLG", True),
        ("93", "FL", False),
    ]
    assert found.codes[0].heading == "FICTION / Science Fiction"
    assert "Time travel" in found.genres


def test_other_isbns_are_related_and_pictures_of_nothing_are_none():
    found = book(
        Related_ISBNs=f"{OTHER_ISBN} (06)", Cover_URL="https://images.example/nophoto/book.png"
    )
    assert found.related == [Related(OTHER_ISBN, "06")]
    assert found.cover_address == ""
    assert book(Cover_URL="https://images.example/1.jpg").cover_address.endswith("1.jpg")
    assert book(Cover_URL="javascript:alert(1)").cover_address == ""
