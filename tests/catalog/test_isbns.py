import pytest
from stdnum.exceptions import InvalidChecksum, InvalidComponent, InvalidFormat, InvalidLength

from app.admin.typed import Typed
from app.catalog.imports.csv_files.isbns import NoIsbn, isbn_of
from app.catalog.imports.records import BookRecord
from app.catalog.imports.soundness import Unfit, made_sound
from app.catalog.inventory_api.rows import Refused, read_isbn
from app.catalog.isbns import is_isbn13, isbn13

MUSIC = "9790060115615"  # an ISMN: its check digit fits


@pytest.mark.parametrize(
    "text",
    ["9780306406157", "978-0-306-40615-7", "978 ０306 40615 7", "0306406152", "0-306-40615-2"],
)
def test_every_spelling_of_an_isbn_is_one_isbn_13(text):
    assert isbn13(text) == "9780306406157"


def test_an_isbn_10_may_end_in_an_x():
    assert isbn13("080442957X") == isbn13("0-8044-2957-x") == "9780804429573"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("9780306406158", InvalidChecksum),
        ("0306406153", InvalidChecksum),
        ("030640615X", InvalidChecksum),
        ("978030640615", InvalidLength),
        ("4006381333931", InvalidComponent),
        (MUSIC, InvalidComponent),
        ("979-0-060-11561-5", InvalidComponent),
        ("a book", InvalidFormat),
        ("", InvalidFormat),
    ],
)
def test_what_is_none_says_why(text, why):
    with pytest.raises(why):
        isbn13(text)
    assert not is_isbn13(text)


def test_printed_music_has_no_isbn_whichever_way_it_comes():
    with pytest.raises(Unfit):
        made_sound(BookRecord(place="line 2", isbn=MUSIC, title="Nocturnes"))
    with pytest.raises(NoIsbn, match="something other than a book"):
        isbn_of([MUSIC])
    with pytest.raises(Refused, match="no ISBN"):
        read_isbn(MUSIC)
    typed = Typed({"isbn": MUSIC})
    assert (typed.isbn("isbn"), list(typed.errors)) == (None, ["isbn"])
