import io
from datetime import date
from pathlib import Path

import pytest

from app.catalog.imports import csv_files
from app.catalog.imports.csv_files.headers import NAMES, column_of
from app.catalog.imports.records import (
    TITLE_CUT,
    BookRecord,
    Credit,
    Price,
    Refusal,
    Related,
    UnreadableFile,
)

ISBN, OTHER_ISBN = "9780306406157", "9780441013593"


def read(*lines, encoding="utf-8"):
    return list(csv_files.read(io.BytesIO("\r\n".join(lines).encode(encoding))))


def record(**cells):
    """The one record of a file with these columns, `_` for a space in their names."""
    header = ";".join(name.replace("_", " ") for name in cells)
    row = ";".join('"' + text.replace('"', '""') + '"' for text in cells.values())
    (found,) = read(header, row)
    return found


def book(**cells):
    return record(Title="Kindred", Author="Octavia E. Butler", **cells)


# How a file is written


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_first_line_shows_what_parts_the_columns(delimiter):
    (found,) = read(delimiter.join(["Title", "ISBN-13"]), delimiter.join(["Kindred", ISBN]))
    assert (found.title, found.isbn, found.place) == ("Kindred", ISBN, "line 2")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_accents_are_right_in_any_usual_encoding(encoding):
    lines = ["Title,Author", "Kafka,Ann", "Les Misérables,Hugo", "Œuvres – “Émile”,Émile Zola"]
    assert [found.title for found in read(*lines, encoding=encoding)][1:] == [
        "Les Misérables",
        "Œuvres – “Émile”",
    ]


def test_a_damaged_letter_does_not_make_another_encoding_of_the_file():
    file = "Title\nÉmile\nŒuvres\n".encode() + b"Caf\xe9\n" + "Été\n".encode()
    found = list(csv_files.read(io.BytesIO(file)))
    assert [one.title for one in found] == ["Émile", "Œuvres", "Caf\ufffd", "Été"]
    assert "characters were lost" in found[2].remarks[0]


def test_lines_are_counted_through_quoted_line_breaks():
    found = read("Title,Description", 'One,"Line', "and line", '"', "", "Two,", '"Three",x')
    assert [(one.title, one.place) for one in found] == [
        ("One", "line 2"),
        ("Two", "line 6"),
        ("Three", "line 7"),
    ]
    assert found[0].description == "Line\nand line"


def test_old_line_ends_and_excels_first_line_are_known():
    old = list(csv_files.read(io.BytesIO(b"Title,Author\rKindred,Butler\r")))
    assert [one.title for one in old] == ["Kindred"]
    assert read("sep=;", "Title;Author", "Kindred;Butler")[0].title == "Kindred"


def test_a_record_of_another_width_is_refused_and_the_others_taken():
    found = read("Title,Author", "One,Ann", "Two, three,Ann", "Four", "Five,Ann,,", "Six,Ann")
    assert [type(one) for one in found] == [BookRecord, Refusal, Refusal, BookRecord, BookRecord]
    assert found[1].place == "line 3"
    assert "3 fields where the first line names 2 columns" in found[1].reason


def test_a_quotation_mark_that_is_never_closed_costs_one_record():
    found = read("Title,Author", 'One,"Ann', *(f"Title {n},Bo" for n in range(2000)))
    assert isinstance(found[0], Refusal)
    assert found[0].place == "line 2"
    assert "quotation mark" in found[0].reason
    assert len(found) == 2001
    assert found[1].title == "Title 0"


def test_a_quotation_mark_that_a_later_record_closes_costs_one_record():
    found = read("Title,Author", 'One,"Ann', 'Two,"Bo"', "Three,Cy")
    assert [getattr(one, "title", None) for one in found] == [None, "Two", "Three"]


def test_a_huge_field_costs_its_record_and_no_memory():
    for huge in ("x" * 5_000_000, '"' + "words and words\n" * 200_000 + '"'):
        found = read("Title,Author", f"One,{huge}", "Two,Bo")
        assert isinstance(found[0], Refusal)
        assert "longer than any book" in found[0].reason
        assert [one.title for one in found[1:]] == ["Two"]


def test_nothing_that_a_database_cannot_hold_gets_in():
    found = read("Title,Author", "O\0ne,Ann", "Two\x07,Bo")
    assert isinstance(found[0], Refusal)
    assert "NUL" in found[0].reason
    assert found[1].title == "Two"


@pytest.mark.parametrize("header", ["", "Colour,Taste", "Price,Stock", "PK\x03\x04\0\0", "ISBN"])
def test_a_file_whose_columns_we_do_not_know_says_which_we_need(header):
    with pytest.raises(UnreadableFile) as refusal:
        read(header, "a,b")
    assert "Title and Author" in str(refusal.value) or "no file of text" in str(refusal.value)


@pytest.mark.parametrize("header", ["Title,Au\rthor", f"Title,Author,{'x' * 500_000}"])
def test_a_first_line_that_cannot_be_parted_says_which_columns_we_need(header):
    with pytest.raises(UnreadableFile, match="Title and Author"):
        read(header, "a,b")


def test_columns_are_known_by_any_spelling_and_tell_units():
    assert column_of("isbn_13") == column_of(" ISBN-13 ") == ("isbn", "")
    assert column_of("Weight (g)") == ("weight_g", "g")
    assert column_of("RRP GBP") == column_of("RRP £") == ("list_price", "GBP")
    assert column_of("Height in cm") == ("height_mm", "cm")
    assert column_of("Colour") is None


def test_each_name_of_a_column_stands_for_one_field():
    spelt = [name.lower() for names in NAMES.values() for name in names]
    assert len(spelt) == len(set(spelt))


def test_a_file_without_titles_changes_books_that_we_have():
    found = read("EAN,Price,Currency", f"{ISBN},9.99,GBP", ",8.99,GBP")
    assert (found[0].kind, found[0].isbn) == ("update", ISBN)
    assert "no ISBN" in found[1].reason


# ISBNs


@pytest.mark.parametrize(
    "written",
    ["978-0-306-40615-7", "0306406152", "306406152", '="9780306406157"', "ISBN 0-306-40615-2"],
)
def test_an_isbn_is_known_in_any_spelling(written):
    assert book(ISBN=written).isbn == ISBN


def test_an_isbn_that_a_spreadsheet_spoilt_leaves_the_work_and_a_remark():
    found = book(ISBN="9.78001E+12")
    assert found.isbn is None
    assert "spreadsheet" in found.remarks[0]


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("9780306406158", "check digit"),
        ("0306406153", "check digit"),
        ("5012345678900", "barcode of something other"),
        ("97803064061", "11 digits"),
    ],
)
def test_a_wrong_isbn_refuses_the_record(written, why):
    found = book(ISBN=written)
    assert isinstance(found, Refusal)
    assert why in found.reason
    assert found.identifier == written


def test_of_two_isbns_the_good_one_counts_and_the_longer_of_two_good_ones():
    found = book(isbn10="0306406152", isbn13="9780306406158")
    assert found.isbn == ISBN
    assert "9780306406158 is not an ISBN" in found.remarks[0]
    found = book(isbn10="0306406152", isbn13=OTHER_ISBN)
    assert found.isbn == OTHER_ISBN
    assert "two books" in found.remarks[0]


# Titles, series and people


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


# Dates, prices, measures


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2014-02-11", date(2014, 2, 11)),
        ("2014-02-11T00:00:00", date(2014, 2, 11)),
        ("20140211", date(2014, 2, 11)),
        ("9/16/2006", date(2006, 9, 16)),
        ("16/9/2006", date(2006, 9, 16)),
        ("4/7/2005", date(2005, 7, 4)),
        ("February 11th 2014", date(2014, 2, 11)),
        ("June 28th 2017 ,", date(2017, 6, 28)),
        ("11 February 2014", date(2014, 2, 11)),
        ("31-Jul-14", date(2014, 7, 31)),
        ("31-Jul-98", date(1998, 7, 31)),
        ("Oct-97", date(1997, 10, 1)),
        ("November 2012", date(2012, 11, 1)),
        ("2008", date(2008, 1, 1)),
        ("2008.0", date(2008, 1, 1)),
        (", , , ,", None),
    ],
)
def test_dates_are_read_in_all_their_forms(written, day):
    found = book(ISBN=ISBN, Publication_date=written)
    assert found.published_on == day
    assert found.remarks == []


def test_a_file_shows_which_of_day_and_month_it_writes_first():
    dates = ["4/7/2005", "9/16/2006", "1/2/2003"]
    found = read("Title,Publish date", *(f"T{n},{text}" for n, text in enumerate(dates)))
    assert [one.published_on for one in found] == [
        date(2005, 4, 7),
        date(2006, 9, 16),
        date(2003, 1, 2),
    ]


@pytest.mark.parametrize("written", ["5-Aug", "soon", "31/31/2006", "900647", "2006-02-30"])
def test_what_is_no_date_is_left_out_with_a_remark(written):
    found = book(ISBN=ISBN, Publication_date=written)
    assert found.published_on is None
    assert "not a date" in found.remarks[0]


def test_a_year_beside_a_book_without_isbn_is_when_the_work_came_out():
    assert book(Year="1979").first_published == 1979
    assert book(Year="180").first_published == 180
    assert book(ISBN=ISBN, Year="1979").first_published is None
    assert book(ISBN=ISBN, First_published="1979").first_published == 1979


@pytest.mark.parametrize(
    ("price", "currency", "told"),
    [
        ("19", "$", Price(1900, "USD")),
        ("US$9.56", "$", Price(956, "USD")),
        ("42.16", "SAR", Price(4216, "SAR")),
        ("12,90 €", "", Price(1290, "EUR")),
        ("£1,234.50", "", Price(123450, "GBP")),
        ("850p", "", Price(850, "GBP")),
        ("500", "JPY", Price(500, "JPY")),
        ("1.234", "KWD", Price(1234, "KWD")),
    ],
)
def test_prices_are_in_the_minor_unit_of_their_currency(price, currency, told):
    assert book(ISBN=ISBN, Price=price, Currency=currency).prices == [told]


def test_the_list_price_is_the_recommended_one():
    found = book(ISBN=ISBN, Price="8.99", RRP_GBP="9.99", Currency="GBP")
    assert found.prices == [Price(899, "GBP"), Price(999, "GBP", "02")]


def test_a_price_in_no_currency_is_in_the_shops(app):
    assert book(ISBN=ISBN, Price="8.99").prices == [Price(899, "GBP")]


@pytest.mark.parametrize(
    ("price", "currency"), [("0", "Free"), ("cheap", "GBP"), ("1.5", "JPY"), ("9", "Taler")]
)
def test_what_is_no_price_is_left_out_with_a_remark(price, currency):
    found = book(ISBN=ISBN, Price=price, Currency=currency)
    assert found.prices is None
    assert found.remarks


@pytest.mark.parametrize("price", ["-5", "(5.00)", "£(5.00)", "(£5.00)", "−5", "-£5"])
def test_a_price_below_nothing_is_none_however_it_is_written(price):
    found = book(ISBN=ISBN, Price=price, Currency="GBP")
    assert found.prices is None
    assert found.remarks == [f"“{price}” is not a price."]


def test_a_price_may_say_its_currency_in_brackets():
    assert book(ISBN=ISBN, Price="5.00 (GBP)", Currency="GBP").prices == [Price(500, "GBP")]


def test_a_title_longer_than_we_keep_is_cut_and_told_of():
    found = record(Title="x" * 1500, Author="Octavia E. Butler")
    assert found.title == "x" * 1000
    assert found.remarks == [TITLE_CUT]
    assert record(Title="x" * 1000, Author="Octavia E. Butler").remarks == []


def test_so_many_people_as_nobody_keeps_are_left_to_be_told_of():
    found = record(Title="Kindred", Author="; ".join(f"Ann {number}" for number in range(250)))
    assert len(found.credits) == 250


def test_a_file_that_gives_no_price_says_nothing_of_prices():
    assert book(ISBN=ISBN).prices is None
    assert book(ISBN=ISBN, Price="").prices is None


def test_weight_and_size_are_metric():
    found = book(Weight="1.5 lb", Height_cm="19,8", Width="5.1 in", Thickness_mm="20")
    assert (found.weight_g, found.height_mm, found.width_mm, found.thickness_mm) == (
        680,
        198,
        130,
        20,
    )
    found = book(Dimensions="129 x 198 x 15mm", Weight_g="350")
    assert (found.width_mm, found.height_mm, found.thickness_mm) == (129, 198, 15)
    assert found.weight_g == 350


@pytest.mark.parametrize("nonsense", ["0", "-3", "many", "1e400", "9" * 400, "nan"])
def test_a_measure_that_makes_no_sense_is_none(nonsense):
    found = book(Pages=nonsense, Weight=nonsense, Rating=nonsense, Ratings_count=nonsense)
    assert (found.pages, found.weight_g, found.rating_average, found.rating_count) == (None,) * 4


def test_pages_and_ratings_are_numbers():
    found = book(Pages="352.0", Rating="4.57", Ratings_count="2,095,690")
    assert (found.pages, found.rating_average, found.rating_count) == (352, 4.57, 2095690)


# Words


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


def test_the_header_table_is_documented():
    page = (Path(__file__).parents[3] / "docs" / "imports.md").read_text("utf-8")
    for names in NAMES.values():
        assert f"| {names[0]} | {', '.join(names[1:])} |" in page
