"""The book page: editions side by side, who made it, what stands near, what machines are told."""

import json
import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from PIL import Image as Picture

from app.catalog.book_page import MOST_CHOICES, load_book
from app.catalog.models import (
    Contributor,
    EditionContributor,
    Image,
    MergedWork,
    PriceChange,
    Publisher,
    RelatedProduct,
    Series,
    Subject,
    WorkContributor,
)
from app.catalog.nearby import ROW
from app.catalog.prices import put_on_sale
from app.db import now
from app.money import Money
from tests.placed_orders import placed_order


@pytest.fixture
def request_of_a_page(app):
    with app.test_request_context():
        yield


def words_of(html):
    """The text of a page, without tags and with single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def page_of(client, work):
    answer = client.get(f"/books/{work.slug}-{work.id}")
    assert answer.status_code == 200
    return answer.text


def data_of(page):
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    return {block["@type"]: block for block in map(json.loads, blocks)}


def a_person(name):
    return Contributor.create(name=name, slug="a-person", sort_name=name)


def test_editions_stand_by_format_new_ones_first_and_then_by_price(
    request_of_a_page, a_work, an_edition
):
    work = a_work()
    facts = [
        ("paperback", "good", 300, "9780807083697"),
        ("paperback", "new", 999, "9780807083697"),
        ("paperback", "new", 899, "9780472030323"),
        ("paperback", "new", None, "9780140449136"),
        ("hardback", "new", 1899, "9780141439518"),
        ("ebook", "new", 499, "9780141040349"),
    ]
    for format, condition, price, isbn in facts:
        an_edition(work=work, format=format, condition=condition, price_minor=price, isbn=isbn)
    an_edition(work=work, price_minor=100, withdrawn_at=now())
    editions = load_book(work.id).editions_on_sale
    assert [(e.format, e.condition, e.price_minor) for e in editions] == [
        ("hardback", "new", 1899),
        ("paperback", "new", 899),
        ("paperback", "new", 999),
        ("paperback", "new", None),
        ("paperback", "good", 300),
        ("ebook", "new", 499),
    ]


def test_there_is_no_book_without_a_work(request_of_a_page):
    assert load_book(404) is None


def test_an_edition_is_told_with_all_we_know_of_it(client, an_edition):
    house = Publisher.create(name="Quire & Leaf", slug="quire-leaf")
    imprint = Publisher.create(name="Deckle", slug="deckle")
    edition = an_edition(
        "Kindred",
        isbn="9780807083697",
        publisher=house,
        imprint=imprint,
        published_on=date(2003, 2, 1),
        pages=288,
        language="de",
        edition_statement="25th anniversary edition",
        weight_g=310,
        height_mm=198,
        width_mm=129,
        thickness_mm=20,
    )
    page = page_of(client, edition.work)
    words = words_of(page)
    for fact in (
        "Quire &amp; Leaf",
        "Deckle",
        "1 February 2003",
        "288",
        "German",
        "25th anniversary edition",
        "310 g",
        "198 × 129 × 20 mm",
        "978-0-8070-8369-7",
        "In stock",
        "£9.99",
    ):
        assert fact in words
    assert '<h1 lang="de">' in page
    assert f'href="{imprint.url}"' in page


def test_used_copies_stand_under_the_new_ones_of_their_isbn(client, a_work, an_edition):
    work = a_work()
    isbn = "9780807083697"
    an_edition(work=work, isbn=isbn)
    an_edition(
        work=work,
        isbn=isbn,
        condition="good",
        condition_note="Spine creased",
        price_minor=300,
        on_hand=1,
    )
    page = page_of(client, work)
    assert "£3.00 Used, good: Spine creased 1 in stock" in words_of(page)
    assert page.count("978-0-8070-8369-7") == 1
    offers = [example["offers"] for example in data_of(page)["Book"]["workExample"]]
    assert [offer["itemCondition"].rpartition("/")[2] for offer in offers] == [
        "NewCondition",
        "UsedCondition",
    ]


def test_a_reduced_price_is_told_with_the_one_before_and_the_lowest_of_30_days(
    request_of_a_page, client, an_edition
):
    edition = an_edition(price_minor=1200)
    PriceChange.update(changed_at=now() - timedelta(days=20), price_minor=1100).execute()
    put_on_sale(edition, 800, now() - timedelta(hours=1), now() + timedelta(days=7))
    (found,) = load_book(edition.work_id).editions_on_sale
    assert (found.reduced_from, found.lowest_before) == (Money(1200, "GBP"), Money(1100, "GBP"))
    page = page_of(client, edition.work)
    assert '£8.00 <span class="visually-hidden">instead of</span> <s class="was">£12.00</s>' in page
    assert "Lowest price of the last 30 days: £11.00" in page


def test_a_full_price_is_told_alone(client, an_edition):
    page = page_of(client, an_edition().work)
    assert 'class="was"' not in page
    assert "Lowest price" not in page


def test_copies_that_others_hold_are_told_with_the_time_they_come_back(client, an_edition):
    edition = an_edition(on_hand=1)
    until = now() + timedelta(minutes=11, seconds=30)
    placed_order(edition, "awaiting_payment", hold_expires_at=until)
    page = page_of(client, edition.work)
    assert "Held by other readers; back in 12 minutes" in page
    assert "Add to cart" not in page


@pytest.mark.parametrize(
    "facts",
    [
        {"price_minor": None},
        {"format": "ebook"},
        {"embargo_until": now().date() + timedelta(days=2)},
        {"on_hand": 0},
    ],
)
def test_what_cannot_be_bought_is_shown_and_not_offered(client, an_edition, facts):
    edition = an_edition("Kindred", **facts)
    page = page_of(client, edition.work)
    assert "Add to cart" not in page
    assert edition.isbn_hyphenated in page


def test_a_book_without_an_edition_says_so(client, a_work):
    page = page_of(client, a_work("Kindred"))
    assert "We know this book but have no edition of it for sale." in page
    assert "Add to cart" not in page


def test_of_many_editions_those_one_can_buy_are_offered_and_all_are_shown(
    client, a_work, an_edition
):
    work = a_work()
    for number in range(MOST_CHOICES):
        an_edition(work=work, on_hand=0, price_minor=100 + number)
    best = an_edition(work=work, price_minor=2000)
    page = page_of(client, work)
    assert re.findall(r'name="edition_id" value="(\d+)"[^>]*checked', page) == [str(best.id)]
    assert page.count('name="edition_id"') == 1
    assert page.count('class="edition"') == MOST_CHOICES + 1


def test_makers_are_named_with_what_they_did(client, a_work, an_edition):
    work = a_work("Crime and Punishment", authors=("Fyodor Dostoevsky",))
    audiobook = an_edition(work=work, format="audiobook")
    drawn_by, translated_by, read_by = map(a_person, ("Ann", "Bo", "Cy"))
    WorkContributor.create(work=work, contributor=drawn_by, role="A12", position=1)
    WorkContributor.create(work=work, contributor=a_person("Di"), role="A12", position=2)
    EditionContributor.create(edition=audiobook, contributor=translated_by, role="B06")
    EditionContributor.create(edition=audiobook, contributor=read_by, role="E07")
    words = words_of(page_of(client, work))
    assert "Illustrated by Ann and Di" in words
    assert "Translated by Bo" in words
    assert "Read by Cy" in words


def test_a_book_without_an_author_is_told_with_who_made_it(client, a_work, an_edition):
    work = a_work("Ghosts", authors=())
    an_edition(work=work)
    WorkContributor.create(work=work, contributor=a_person("Ann"), role="B01")
    assert "Edited by Ann" in words_of(page_of(client, work))


def test_a_description_in_html_is_set_and_one_in_plain_words_escaped(client, a_work):
    html = a_work(description="<p>A <em>time</em> travel</p>", description_is_html=True)
    plain = a_work(description="Not <b>bold</b>\n\nSecond")
    assert "<p>A <em>time</em> travel</p>" in page_of(client, html)
    assert "<p>Not &lt;b&gt;bold&lt;/b&gt;</p>\n<p>Second</p>" in page_of(client, plain)


def test_the_rest_of_a_series_is_in_order_and_this_book_marked(client, a_work, an_edition):
    series = Series.create(name="Discworld", slug="discworld")
    for place in ("1-3", "2", "prequel", "1", "1.5"):
        an_edition(work=a_work(f"Volume {place}", series=series, series_position=place))
    here = an_edition(work=a_work("Volume 10", series=series, series_position="10")).work
    page = page_of(client, here)
    row = page[page.index("Other books in this series") :]
    assert re.findall(r"card__title.*?>(Volume [^<]*)", row) == [
        "Volume prequel",
        "Volume 1",
        "Volume 1.5",
        "Volume 2",
        "Volume 10",
        "Volume 1-3",
    ]
    assert "Book 10, this one" in row
    assert row.count('aria-current="true"') == 1


def test_a_long_series_shows_what_comes_before_and_after(client, a_work, an_edition):
    series = Series.create(name="Discworld", slug="discworld")
    works = [
        an_edition(work=a_work(f"Volume {n:02}", series=series, series_position=str(n))).work
        for n in range(1, 21)
    ]
    page = page_of(client, works[9])
    assert re.findall(r"card__title.*?>(Volume [^<]*)", page[page.index("Other books") :])[:6] == [
        f"Volume {n:02}" for n in range(8, 14)
    ]


def test_related_books_are_found_from_both_sides(client, an_edition):
    german, english = an_edition("Verbundenheit"), an_edition("Kindred")
    RelatedProduct.create(edition=german, isbn=english.isbn, relation="11")
    assert "Verbundenheit" in page_of(client, english.work)
    assert "Kindred" in page_of(client, german.work)


def shelf_under(heading, page):
    """The part of a page that begins with this heading."""
    return page.partition(f">{heading}</h2>")[2].partition("<h2")[0]


@pytest.mark.parametrize(
    ("relation", "heading"),
    [
        ("11", "In other languages"),
        ("05", "Other editions"),
        ("06", "Other editions"),
        ("02", "Sets, parts and companions"),
        ("30", "Sets, parts and companions"),
        ("23", "Readers may also like"),
        ("99", "Readers may also like"),
    ],
)
def test_related_books_stand_under_what_they_are(client, an_edition, relation, heading):
    ours, theirs = an_edition("Kindred"), an_edition("Verbundenheit")
    RelatedProduct.create(edition=ours, isbn=theirs.isbn, relation=relation)
    assert "Verbundenheit" in shelf_under(heading, page_of(client, ours.work))
    assert "Kindred" in shelf_under(heading, page_of(client, theirs.work))


def test_a_book_that_is_related_in_several_ways_stands_once_under_the_nearest(client, an_edition):
    ours, theirs = an_edition("Kindred"), an_edition("Verbundenheit")
    for relation in ("23", "06", "11"):
        RelatedProduct.create(edition=ours, isbn=theirs.isbn, relation=relation)
    RelatedProduct.create(edition=theirs, isbn=ours.isbn, relation="11")
    page = page_of(client, ours.work)
    assert shelf_under("In other languages", page).count("<h3") == 1
    assert page.count(f'href="{theirs.work.url}"') == shelf_under("In other languages", page).count(
        f'href="{theirs.work.url}"'
    )


def test_a_translation_is_not_lost_among_many_that_are_like_it(client, a_work, an_edition):
    ours, german = an_edition("Kindred"), an_edition("Verbundenheit")
    RelatedProduct.create(edition=ours, isbn=german.isbn, relation="11")
    for _ in range(40):
        like_it = an_edition(work=a_work(popularity=100))
        RelatedProduct.create(edition=ours, isbn=like_it.isbn, relation="23")
    page = page_of(client, ours.work)
    assert "Verbundenheit" in shelf_under("In other languages", page)
    assert shelf_under("Readers may also like", page).count("<li") == ROW


def test_pictures_lead_to_themselves_without_a_script(client, a_work, an_edition):
    work = an_edition("Kindred").work
    file = BytesIO()
    Picture.new("RGB", (4, 6), "red").save(file, "WEBP")
    picture = Image.create(
        work=work, kind="back", media_type="image/webp", image=file.getvalue(), version="abc1"
    )
    page = page_of(client, work)
    path = f"/images/{picture.id}-abc1.webp"
    assert f'<a href="{path}"><img src="{path}" alt="The back of Kindred"' in page
    answer = client.get(path)
    assert (answer.mimetype, answer.data) == ("image/webp", file.getvalue())
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_the_picture_of_an_old_page_leads_to_that_of_today(client, a_work):
    facts = {"kind": "back", "media_type": "image/png", "image": b"png", "version": "new"}
    picture = Image.create(work=a_work(), **facts)
    answer = client.get(f"/images/{picture.id}-old.webp")
    assert (answer.status_code, answer.location) == (302, f"/images/{picture.id}-new.png")
    assert "Cache-Control" not in answer.headers
    assert client.get("/images/999-new.png").status_code == 404


def test_a_book_that_became_part_of_another_leads_there(client, an_edition):
    work = an_edition("Kindred").work
    MergedWork.create(old_id=4321, work=work)
    answer = client.get("/books/kindred-4321")
    assert (answer.status_code, answer.location) == (301, work.url)


def test_machines_are_told_what_readers_are(client, a_work, an_edition):
    series = Series.create(name="Patternist", slug="patternist")
    work = a_work(
        "Kindred", subjects=("Science fiction",), series=series, rating_sum=9, rating_count=2
    )
    an_edition(work=work, price_minor=999, format="hardback")
    an_edition(work=work, on_hand=0, trade_status="out_of_print")
    an_edition(work=work, format="ebook")
    an_edition(work=work, price_minor=None)
    data = data_of(page_of(client, work))
    book = data["Book"]
    assert book["aggregateRating"]["ratingValue"] == 4.5
    assert book["author"][0]["name"] == "Octavia E. Butler"
    assert book["isPartOf"]["name"] == "Patternist"
    formats = [example.get("bookFormat") for example in book["workExample"]]
    assert formats[0] == "https://schema.org/Hardcover"
    offers = [example.get("offers") for example in book["workExample"]]
    assert [offer and offer["availability"].rpartition("/")[2] for offer in offers] == [
        "InStock",
        "Discontinued",
        None,
        None,
    ]
    assert (offers[0]["price"], offers[0]["priceCurrency"]) == ("9.99", "GBP")
    assert [step["name"] for step in data["BreadcrumbList"]["itemListElement"]] == [
        "Subjects",
        "Science fiction",
        "Kindred",
    ]


def test_the_way_to_a_book_leads_down_the_tree_of_subjects(client, a_work, an_edition):
    work = a_work("Kindred", subjects=("Time travel",))
    an_edition(work=work)
    fiction = Subject.create(name="Fiction", slug="fiction")
    Subject.update(parent=fiction).where(Subject.slug == "time-travel").execute()
    page = page_of(client, work)
    (crumbs,) = re.findall('(<nav class="breadcrumb".*?)</nav>', page, re.DOTALL)
    assert words_of(crumbs) == "Subjects Fiction Time travel Kindred"


def test_networks_get_a_picture_they_can_show(client, an_edition):
    work = an_edition("Kindred").work
    page = page_of(client, work)
    (picture,) = re.findall(r'property="og:image" content="([^"]*)"', page)
    assert picture.startswith("http://localhost/")
    assert picture.endswith(".png")
    assert client.get(picture.removeprefix("http://localhost")).status_code == 200


def test_the_same_facts_take_as_many_questions_for_many_editions(
    client, a_work, an_edition, queries
):
    few, many = a_work(), a_work()
    reader = a_person("Cy")
    for work, number in ((few, 1), (many, 9)):
        for price in range(number):
            edition = an_edition(work=work, price_minor=500 + price, on_hand=price % 2)
            edition.list_price_minor = 2000
            edition.save()
            EditionContributor.create(edition=edition, contributor=reader, role="E07")
    assert queries(lambda: page_of(client, few)) == queries(lambda: page_of(client, many))
