import pytest

from app.catalog.imports.records import Credit
from tests.catalog.imports.csv_files.conftest import book, record


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Kindred", ("Kindred", "", "", "", "")),
        ("Dune (Dune #1)", ("Dune", "", "Dune", "1", "")),
        ("Dune Messiah (Dune  #2; Other, #7)", ("Dune Messiah", "", "Dune", "2", "")),
        ("Dune (Dune Chronicles, Book One)", ("Dune", "", "Dune Chronicles", "1", "")),
        ("Edge (Dune, #1.5)", ("Edge", "", "Dune", "1.5", "")),
        ("Set (Dune, #1-3)", ("Set", "", "Dune", "1-3", "")),
        ("Ash: Book Ten of 'The Wheel of Time'", ("Ash", "", "The Wheel of Time", "10", "")),
        ("Emma (Penguin Classics)", ("Emma", "", "", "", "Penguin Classics")),
        ("Fledgling: A Novel", ("Fledgling", "A Novel", "", "", "")),
        ("Poems (Vol. 2)", ("Poems (Vol. 2)", "", "", "", "")),
        ("Basketball (and Other Things)", ("Basketball (and Other Things)", "", "", "", "")),
        ("Night (light novel)", ("Night (light novel)", "", "", "", "")),
        ("Winter'S Bride", ("Winter's Bride", "", "", "", "")),
    ],
)
def test_a_title_gives_up_what_is_no_part_of_it(written, told):
    found = record(Title=written, Author="Ann Author")
    names = ("title", "subtitle", "series", "series_position", "edition_statement")
    assert tuple(getattr(found, name) for name in names) == told


def test_a_book_may_be_called_nothing_but_not_have_no_name():
    assert record(Title="Unknown", Author="Ann Null").title == "Unknown"
    assert record(Title="Unknown", Author="Null, Ann").credits[0].name == "Ann Null"
    assert "no title" in record(Title=" ", Author="Ann Lee").reason
    assert "no title" in record(Title="NaN", Author="Ann Lee").reason


def test_a_title_beside_a_subtitle_is_left_as_it_is():
    found = record(Title="Emma (Penguin): A Novel", Subtitle="", Author="Jane Austen")
    assert (found.title, found.subtitle) == ("Emma (Penguin): A Novel", "")


def test_a_series_has_its_own_column():
    found = book(Series="\n   (Patternist #2)\n")
    assert (found.series, found.series_position) == ("Patternist", "2")
    assert book(Series="Patternist", Series_number="Prequel").series_position == "prequel"


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Ann Lee", ["Ann Lee"]),
        ("Lee, Ann", ["Ann Lee"]),
        ("Ann Lee/Bo Day", ["Ann Lee", "Bo Day"]),
        ("Ann Lee; Bo Day", ["Ann Lee", "Bo Day"]),
        ("Lee, Ann; Day, Bo", ["Ann Lee", "Bo Day"]),
        ("Ann Lee,Bo Day,Cy Fox", ["Ann Lee", "Bo Day", "Cy Fox"]),
        ("['Lee, Ann', \"O'Day, Bo\"]", ["Ann Lee", "Bo O'Day"]),
        ("[]", []),
        ("Ann Lee and Bo Day", ["Ann Lee", "Bo Day"]),
        ("Simon and Schuster", ["Simon and Schuster"]),
        ("J.R.R. Tolkien", ["J. R. R. Tolkien"]),
        ("J R Ward", ["J. R. Ward"]),
        ("LILY ALLEN", ["Lily Allen"]),
        ("Martin Luther King, Jr.", ["Martin Luther King, Jr."]),
        ("Jr.  Martin Luther King", ["Martin Luther King Jr."]),
        ("Fitzgerald, F. Scott, 1896-1940", ["F. Scott Fitzgerald"]),
        ("Ann   Lee/Ann Lee", ["Ann Lee"]),
        ("Various", []),
    ],
)
def test_people_are_known_by_whatever_parts_them(written, names):
    assert [credit.name for credit in record(Title="Kindred", Author=written).credits] == names


def test_people_have_the_roles_that_brackets_or_columns_tell():
    found = record(
        Title="Kindred",
        Authors="Le Guin, Ursula K.; Bo Day (Illustrator); Cy Fox (A24)",
        Translated_by="Dee Elk",
        Narrator="Eve Gnu",
    )
    assert found.credits == [
        Credit("Ursula K. Le Guin", "A01", "Le Guin, Ursula K."),
        Credit("Bo Day", "A12"),
        Credit("Cy Fox", "A24"),
        Credit("Dee Elk", "B06"),
        Credit("Eve Gnu", "E07"),
    ]
