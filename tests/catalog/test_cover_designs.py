"""Covers drawn from words: they hold together whatever the words are."""

from itertools import combinations
from xml.parsers import expat

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.catalog.cover_designs import compose, draw_cover
from app.catalog.cover_designs.book import read_book
from app.catalog.cover_designs.colour import READABLE, contrast
from app.catalog.cover_designs.designs import DESIGNS
from app.catalog.cover_designs.faces import BOOK
from app.catalog.cover_designs.fitting import LEANING, Box, Type, fit
from app.catalog.cover_designs.sheet import TRIM, Sheet
from app.catalog.cover_designs.shelf import BY_SUBJECT, GENERAL, SERIES, choose

LONG_TITLE = (
    "The Life and Strange Surprizing Adventures of Robinson Crusoe, of York, Mariner: "
    "Who Lived Eight and Twenty Years, All"
)
TITLES = (
    "V.",
    "Ulysses",
    "The Waves",
    "To the Lighthouse and Back Again by Way of the Sea",
    "Donaudampfschifffahrtsgesellschaftskapitän",
    "紅樓夢與其他不可思議的長篇故事",
    "الف ليلة وليلة",
    LONG_TITLE,
)
AUTHORS = ("Gabriel García Márquez", "Adolfo Bioy Casares", "Ana María Matute", "A. S. Byatt")
SUBJECTS = sorted(BY_SUBJECT)


def cover(title="Persuasion", key="1", authors=("Jane Austen",), subjects=("classics",), **more):
    return draw_cover(key=key, title=title, authors=list(authors), subjects=list(subjects), **more)


def read_svg(svg):
    """Its first element's attributes and its title; fails on anything but well-formed XML."""
    parser, elements, texts = expat.ParserCreate(), [], []
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: elements.append(attributes)
    parser.CharacterDataHandler = texts.append
    parser.Parse(svg.encode(), True)
    return elements[0], texts[0]


def lines_of(design, title, key="1", authors=AUTHORS, series="Tales of the Sea", palette=0):
    """The lines of type on the cover a design gives a book."""
    book = read_book(key, title, authors, series, "3")
    sheet = Sheet()
    DESIGNS[design].draw(sheet, book, DESIGNS[design].palettes[palette])
    return sheet.lines


def chosen(key, subjects, series=None):
    design, palette = choose(read_book(key, "A Title", [], series, None), subjects)
    return design.draw.__name__, palette


def inside(box, other):
    return (
        box.x >= other.x - 0.1
        and box.y >= other.y
        and box.right <= other.right + 0.1
        and box.bottom <= other.bottom
    )


def collide(one, other):
    """Whether two lines touch, letting the tails of one hang between the heads of the other."""
    apart = abs((one.y + one.height / 2) - (other.y + other.height / 2))
    beside = one.right <= other.x or other.right <= one.x
    return not beside and apart < 0.4 * (one.height + other.height)


NASTY = {
    "markup": "<script>alert('1')</script>",
    "quotes": 'A & B "C" \' ]]>',
    "controls": "\x00\x08\x1b\ud800\ufffe\u202e",
    "nothing": " \n ",
    "foxes": "🦊 🦊🦊",
    "marks": "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L",
}


@pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY.keys())
def test_a_cover_is_valid_xml_whatever_its_words_hold(nasty):
    for subject in SUBJECTS:
        svg = cover(nasty, nasty, [nasty], [subject], series=nasty, position=nasty)
        root, spoken = read_svg(svg)
        assert root["viewBox"] == "0 0 400 600"
        assert spoken


@settings(max_examples=150, deadline=None)
@example("\xad", [], "art-and-design")
@given(st.text(max_size=130), st.lists(st.text(max_size=40), max_size=5), st.sampled_from(SUBJECTS))
def test_any_title_and_authors_give_a_cover_that_parses_and_fits(title, authors, subject):
    read_svg(cover(title, title, authors, [subject]))
    sheet = compose(title, title, authors, [subject])[1]
    assert all(inside(line.box, TRIM) for line in sheet.lines)


def test_a_line_that_fills_its_box_is_held_there_whatever_font_a_browser_has():
    sheet = Sheet()
    box = Box(0, 0, 100, 100)
    sheet.write("To the Lighthouse and Back Again", Type(BOOK, 40), box, "#000", "#fff")
    assert 'lengthAdjust="spacingAndGlyphs"' in sheet.svg("")
    short = Sheet()
    short.write("To", Type(BOOK, 20), box, "#000", "#fff")
    assert "textLength" not in short.svg("")


def test_a_title_is_told_to_those_who_cannot_see_the_cover():
    svg = cover("Pride & Prejudice", authors=["Jane Austen"])
    assert read_svg(svg)[1] == "Pride & Prejudice, Jane Austen"


def test_the_same_book_always_gets_the_same_cover():
    assert cover() == cover()
    assert cover(key="1") != cover(key="2")


@pytest.mark.parametrize("design", DESIGNS)
def test_every_line_of_type_stays_inside_the_trim(design):
    for title in TITLES:
        for line in lines_of(design, title):
            assert inside(line.box, TRIM.inset(10)), (title, line)


@pytest.mark.parametrize("design", DESIGNS)
def test_no_line_of_type_runs_into_another(design):
    for title in TITLES:
        boxes = [line.box for line in lines_of(design, title) if line.ground]
        for one, other in combinations(boxes, 2):
            assert not collide(one, other), (title, one, other)


@pytest.mark.parametrize("design", DESIGNS)
def test_every_line_of_type_reads_on_its_ground(design):
    for palette in range(len(DESIGNS[design].palettes)):
        for line in lines_of(design, "The Lives of Others", palette=palette):
            assert line.ground is None or contrast(line.ink, line.ground) >= READABLE, line


@pytest.mark.parametrize("design", DESIGNS)
def test_every_design_shows_title_author_series_and_number(design):
    lines = lines_of(design, "Wide Sargasso Sea", authors=["Jean Rhys"])
    shown = " ".join(line.text for line in lines).lower()
    for words in ("wide", "sargasso", "sea", "jean rhys", "tales of the sea", "3"):
        assert words in shown.replace("\u00a0", " ")


@pytest.mark.parametrize("design", DESIGNS)
def test_a_cover_is_small_and_fetches_nothing(design):
    for key in "abcdefgh":
        book, sheet = read_book(key, LONG_TITLE, AUTHORS, "Tales", "3"), Sheet()
        DESIGNS[design].draw(sheet, book, DESIGNS[design].palettes[0])
        svg = sheet.svg(book.title)
        assert len(svg.encode()) < 12_000
        assert "http" not in svg.replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert "url(" not in svg.replace("url(#", "")
        assert "<script" not in svg
        assert " style=" not in svg


def test_a_shop_of_books_is_a_table_of_many_designs_and_colours():
    chosen_ones = [chosen(f"book {number}", [SUBJECTS[number % 30]]) for number in range(90)]
    assert len({design for design, _ in chosen_ones}) >= 25
    assert len({palette.ground for _, palette in chosen_ones}) >= 25


def test_books_of_one_series_share_design_and_colours_whatever_their_subjects():
    volumes = {chosen(subject, [subject], series="Discworld") for subject in SUBJECTS}
    assert len(volumes) == 1
    assert cover("Mort", "4", series="Discworld") != cover("Sourcery", "5", series="Discworld")


def test_every_design_named_for_a_subject_exists_and_every_design_is_used():
    named = {name for names in (*BY_SUBJECT.values(), GENERAL, SERIES) for name in names.split()}
    assert named == set(DESIGNS)


def test_a_book_of_no_known_subject_has_a_cover_too():
    assert cover(subjects=[]).startswith("<svg")
    assert cover(subjects=["knitting"], authors=[]).startswith("<svg")


@pytest.mark.parametrize(
    "title", ["The Waves", "A Tale of Two Cities", "The Master and Margarita", "To the Lighthouse"]
)
def test_no_line_of_a_title_ends_in_a_word_that_leans_on_the_next(title):
    for width in (180, 240, 320):
        lines = fit(title, Type(BOOK, 60), width, 300).lines
        assert not [line for line in lines[:-1] if line.split()[-1].lower() in LEANING]


def test_a_long_word_is_made_small_before_it_is_cut():
    assert fit("Donaudampfschifffahrt", Type(BOOK, 60), 200, 100).lines == ["Donaudampfschifffahrt"]
    assert len(fit("x" * 100, Type(BOOK, 60), 200, 100).lines) > 1


def test_straight_quotation_marks_become_typographic():
    assert read_book("1", 'Foucault\'s "Pendulum"', [], None, None).title == "Foucault’s “Pendulum”"
