"""Shelves of a subject, a person, a series, a house, and of what is new or coming."""

import json
import re
from datetime import timedelta

import pytest

from app.catalog.models import (
    Contributor,
    ContributorName,
    EditionContributor,
    OldSlug,
    Publisher,
    Series,
    Subject,
    WorkContributor,
)
from app.db import now
from app.times import shop_date
from tests.conftest import HTMX


def titles(page):
    return re.findall(r'class="card__title"><a href="[^"]*">([^<]*)', page.text)


def canonical(page):
    (address,) = re.findall(r'<link rel="canonical" href="http://localhost([^"]*)"', page.text)
    return address


def in_days(days):
    return now().date() + timedelta(days=days)


def a_person(name, **facts):
    return Contributor.create(name=name, slug="a-person", sort_name=name, **facts)


@pytest.fixture
def fiction(app):
    """Fiction, with crime and, in it, detectives."""
    above = None
    for name in ("Fiction", "Crime", "Detectives"):
        above = Subject.create(name=name, slug=name.lower(), parent=above)
    return Subject.get(Subject.slug == "fiction")


@pytest.fixture
def in_fiction(fiction, a_work, an_edition):
    def build(title, subject, **facts):
        return an_edition(work=a_work(title, subjects=(subject,), **facts)).work

    return build


def test_a_subject_shows_what_its_parts_hold_and_how_much(client, in_fiction):
    in_fiction("Middlemarch", "Fiction")
    in_fiction("The Moonstone", "Detectives")
    page = client.get("/subjects/fiction")
    assert set(titles(page)) == {"Middlemarch", "The Moonstone"}
    (parts,) = re.findall('aria-label="Parts of Fiction">(.*?)</nav>', page.text, re.DOTALL)
    assert re.findall(r"<span>([^<]+)", parts) == ["Crime", "1"]
    assert titles(client.get("/subjects/crime")) == ["The Moonstone"]


def test_a_subject_says_where_it_stands_in_the_tree(client, in_fiction):
    in_fiction("The Moonstone", "Detectives")
    page = client.get("/subjects/detectives").text
    (crumbs,) = re.findall('<nav class="breadcrumb".*?</nav>', page, re.DOTALL)
    assert re.findall(r'href="([^"]*)"', crumbs) == [
        "/subjects",
        "/subjects/fiction",
        "/subjects/crime",
    ]
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    steps = json.loads(data)["itemListElement"]
    assert [step["name"] for step in steps] == ["Subjects", "Fiction", "Crime", "Detectives"]
    assert steps[-1]["item"] == "http://localhost/subjects/detectives"


def test_a_subject_of_before_leads_to_what_it_is_called_now(client, fiction):
    OldSlug.create(kind="subject", slug="novels", row_id=fiction.id)
    answer = client.get("/subjects/novels")
    assert (answer.status_code, answer.location) == (301, "/subjects/fiction")
    assert client.get("/subjects/none").status_code == 404


@pytest.mark.parametrize("address", ["/search?q=sea", "/new?format=paperback"])
def test_a_search_in_a_subject_of_before_leads_to_the_same_in_that_of_now(client, fiction, address):
    OldSlug.create(kind="subject", slug="novels", row_id=fiction.id)
    answer = client.get(f"{address}&subject=novels&page=2")
    assert answer.status_code == 301
    assert set(answer.location.split("?")[1].split("&")) == {
        address.split("?")[1], "subject=fiction", "page=2"
    }  # fmt: skip


def test_a_shelf_is_narrowed_down_and_leafed_through_at_its_own_address(
    client, in_fiction, an_edition
):
    for number in range(30):
        in_fiction(f"Book {number:02}", "Fiction", popularity=30 - number)
    dear = in_fiction("Dear", "Fiction")
    an_edition(work=dear, format="hardback", price_minor=4000)
    page = client.get("/subjects/fiction")
    assert titles(page)[0] == "Book 00"
    assert 'href="/subjects/fiction?format=hardback"' in page.text
    assert titles(client.get("/subjects/fiction?format=hardback")) == ["Dear"]
    assert titles(client.get("/subjects/fiction?page=2"))[0] == "Book 24"


@pytest.mark.parametrize(
    ("wish", "address"),
    [
        ("", "/subjects/fiction"),
        ("?page=2", "/subjects/fiction?page=2"),
        ("?page=99", "/subjects/fiction?page=2"),
        ("?format=paperback", "/subjects/fiction"),
        ("?sort=newest&page=2", "/subjects/fiction"),
        ("?utm_source=letter", "/subjects/fiction"),
    ],
)
def test_a_shelf_has_one_true_address(client, in_fiction, wish, address):
    for number in range(25):
        in_fiction(f"Book {number}", "Fiction")
    assert canonical(client.get(f"/subjects/fiction{wish}")) == address


def test_htmx_gets_the_results_alone(client, in_fiction):
    in_fiction("Middlemarch", "Fiction")
    part = client.get("/subjects/fiction", headers=HTMX)
    assert part.text.lstrip().startswith('<section id="results"')
    assert "HX-Request" in part.headers["Vary"]


def test_a_page_has_one_main_heading(client, in_fiction):
    in_fiction("Middlemarch", "Fiction")
    assert client.get("/subjects/fiction").text.count("<h1") == 1


def test_a_person_is_shown_with_all_she_did(client, a_work, an_edition):
    garnett = a_person("Constance Garnett", born=1861, died=1946, about="Learnt Russian.")
    own, idiot = a_work("Her own", authors=()), a_work("The Idiot")
    WorkContributor.create(work=own, contributor=garnett)
    an_edition(work=own)
    EditionContributor.create(edition=an_edition(work=idiot), contributor=garnett, role="B06")
    page = client.get(garnett.url)
    assert set(titles(page)) == {"Her own", "The Idiot"}
    for words in ("1861–1946", "Learnt Russian.", "Books by Constance Garnett"):
        assert words in page.text
    assert "Translated by Constance Garnett" in page.text


def test_books_are_counted_by_what_somebody_did_until_they_are_many(
    client, a_work, an_edition, monkeypatch
):
    ann = a_person("Ann")
    for number in range(3):
        work = an_edition(work=a_work(authors=())).work
        WorkContributor.create(work=work, contributor=ann, role="B11" if number else "B01")
    said = 'Edited by Ann <span class="muted">(3<'
    assert said in client.get(ann.url).text
    monkeypatch.setattr("app.catalog.people.FARTHEST", 2)
    assert said.replace("3", "2+") in client.get(ann.url).text


def test_who_only_writes_needs_no_list_of_what_she_did(client, an_edition):
    work = an_edition("Kindred").work
    author = work.contributions[0].contributor
    assert 'class="roles"' not in client.get(author.url).text


def test_a_person_is_known_by_her_other_names(client, an_edition):
    rendell, vine = a_person("Ruth Rendell"), a_person("Barbara Vine")
    for name in ("Barbara Vine", "Ruth Barbara Grasemann"):
        ContributorName.create(contributor=rendell, name=name)
    page = client.get(rendell.url).text
    assert f'Also writes as <a href="{vine.url}">Barbara Vine</a>.' in page
    assert "Also known as Ruth Barbara Grasemann." in page
    page = client.get(vine.url).text
    assert f'Also writes as <a href="{rendell.url}">Ruth Rendell</a>.' in page
    assert "Also known as" not in page


def test_a_series_is_in_reading_order(client, a_work, an_edition):
    series = Series.create(name="Discworld", slug="discworld")
    places = [
        ("", 1995), ("1-3", 1996), ("10", 1994), ("2", 1986), ("prequel", 2020), ("1.5", 1985),
        ("1", 1983), ("", 1990), ("Omnibus", 1999), ("0.5", 1984),
    ]  # fmt: skip
    for place, year in places:
        work = a_work(
            f"{place or 'none'} of {year}",
            series=series,
            series_position=place,
            first_published=year,
        )
        an_edition(work=work)
    page = client.get(series.url)
    assert titles(page) == [
        "prequel of 2020",
        "0.5 of 1984",
        "1 of 1983",
        "1.5 of 1985",
        "2 of 1986",
        "10 of 1994",
        "none of 1990",
        "none of 1995",
        "Omnibus of 1999",
        "1-3 of 1996",
    ]
    for words in ("Prequel", "Book 1.5", "Books 1-3"):
        assert f'<p class="card__aside">{words}</p>' in page.text


def test_a_house_is_shown_with_its_imprints_and_an_imprint_with_its_house(client, an_edition):
    house = Publisher.create(name="Quire & Leaf", slug="quire-leaf")
    imprint = Publisher.create(name="Deckle", slug="deckle")
    an_edition("Kindred", publisher=house, imprint=imprint)
    page = client.get(house.url)
    assert titles(page) == ["Kindred"]
    assert f'Imprints: <a href="{imprint.url}">Deckle</a>' in page.text
    page = client.get(imprint.url)
    assert titles(page) == ["Kindred"]
    assert f'An imprint of <a href="{house.url}">Quire &amp; Leaf</a>' in page.text


def test_what_is_out_is_new_and_what_is_not_is_coming(client, an_edition):
    for days in (-9, -2, 5, 30):
        an_edition(f"In {days}", published_on=in_days(days), on_hand=0)
    assert titles(client.get("/new")) == ["In -2", "In -9"]
    page = client.get("/coming")
    assert titles(page) == ["In 5", "In 30"]
    assert page.text.count(f"Out on {shop_date(in_days(5))}") == 1


def test_a_new_edition_of_a_book_that_is_out_says_when_it_comes(client, a_work, an_edition):
    work = a_work()
    an_edition(work=work, published_on=in_days(-400))
    an_edition(work=work, published_on=in_days(5), on_hand=0)
    page = client.get("/coming").text
    assert "from £9.99" in page
    assert f"New edition out on {shop_date(in_days(5))}" in page


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"price_minor": 999}, "from £9.99"),
        ({"on_hand": 0}, "Out of stock"),
        ({"price_minor": None}, "Not for sale here yet"),
        ({"on_hand": 0, "published_on": in_days(5)}, f"Out on {shop_date(in_days(5))}"),
    ],
)
def test_a_card_promises_nothing_that_cannot_be_bought(client, an_edition, facts, words):
    author = an_edition(**facts).work.contributions[0].contributor
    (said,) = re.findall('class="card__price">(.*?)</p>', client.get(author.url).text, re.DOTALL)
    assert re.sub("<[^>]+>", "", said).strip() == words


def test_a_book_that_we_know_and_do_not_sell_stands_among_its_authors(client, a_work):
    author = a_work("Kindred").contributions[0].contributor
    page = client.get(author.url)
    assert titles(page) == ["Kindred"]
    assert "Not for sale here yet" in page.text


@pytest.mark.parametrize("path", ["/authors/a-person-1", "/series/old-1", "/publishers/old-1"])
def test_a_wrong_slug_leads_to_the_right_one(client, path):
    a_person("Ann").slug = "ann"
    Contributor.update(slug="ann").execute()
    Series.create(name="New", slug="new")
    Publisher.create(name="New", slug="new")
    answer = client.get(path)
    assert answer.status_code == 301
    assert client.get(answer.location).status_code == 200


def test_a_shelf_with_nothing_on_it_says_so_and_shows_a_way_on(client, app):
    Series.create(name="Empty", slug="empty")
    page = client.get("/series/empty-1")
    assert page.status_code == 200
    assert 'href="/subjects"' in page.text


def test_more_books_on_a_shelf_take_no_more_questions(client, a_work, an_edition, queries):
    series = Series.create(name="Discworld", slug="discworld")
    house = Publisher.create(name="Deckle", slug="deckle")

    def more(number):
        for place in range(number):
            work = a_work(subjects=("Poetry",), series=series, series_position=str(place))
            an_edition(work=work, publisher=house, published_on=in_days(-place))
            an_edition(work=a_work(), published_on=in_days(1 + place))

    def asked():
        paths = ("/subjects/poetry", "/authors/octavia-e.-butler-1", series.url, house.url)
        others = ("/new", "/coming", "/feeds/new.atom", "/sitemap.xml", "/sitemap-works-0.xml")
        return [queries(lambda path=path: client.get(path)) for path in (*paths, *others)]

    more(1)
    few = asked()
    more(5)
    assert asked() == few
