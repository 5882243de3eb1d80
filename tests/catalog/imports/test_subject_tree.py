import pytest

from app.catalog import subject_tree
from app.catalog.imports.folding import folded
from app.catalog.imports.records import Code
from app.catalog.models import Subject, SubjectCode
from app.catalog.subject_tree.files import SCHEMES, subjects
from app.db import db

PLANTED = ("literary-fiction", "science-fiction", "food", "mathematics")  # of the first thirty


@pytest.fixture
def tree(app):
    subject_tree.load()
    return {subject.slug: subject for subject in Subject}


@pytest.fixture
def slugs(tree):
    """Tells subjects by their slugs."""
    names = {subject.id: slug for slug, subject in tree.items()}

    def slugs_of(codes=(), genres=()):
        found = subject_tree.subjects_for([Code(*code) for code in codes], list(genres))
        return [names[id] for id in found]

    return slugs_of


def test_it_is_a_tree_of_shelves_that_one_can_walk_past():
    assert 120 <= len(subjects()) <= 180
    above = {}
    for subject in subjects():
        parent = subject.get("parent")
        assert parent is None or parent in above, "a part stands below what it is a part of"
        above[subject["slug"]] = 0 if parent is None else above[parent] + 1
    assert max(above.values()) <= 3
    for subject in subjects():
        if "parent" not in subject:
            assert subject["about"].endswith(".")
        assert ";" not in subject["name"]


def test_no_code_and_no_name_leads_to_two_subjects():
    for key in SCHEMES:
        codes = [code for subject in subjects() for code in subject.get(key, ())]
        assert len(codes) == len(set(codes))
    names = [folded(subject["name"]) for subject in subjects()]
    others = [name for subject in subjects() for name in subject.get("also", ())]
    assert len(names + others) == len(set(names + others))
    assert others == [folded(name) for name in others]


def test_loading_it_puts_it_up_once(tree):
    assert len(tree) == len(subjects())
    assert tree["epic-fantasy"].parent == tree["fantasy"]
    assert tree["fiction"].position < tree["childrens-books"].position
    before = SubjectCode.select().count()
    subject_tree.load()
    assert Subject.select().count() == len(tree)
    assert SubjectCode.select().count() == before > 700


def test_a_shop_that_has_shelves_already_keeps_its_words(app):
    old = Subject.create(slug="fantasy", name="Dragons and such", about="Ours", position=1)
    subject_tree.load()
    found = Subject.get_by_id(old.id)
    assert (found.name, found.about) == ("Dragons and such", "Ours")
    assert found.parent.slug == "science-fiction-fantasy-and-horror"


def test_what_a_shop_makes_of_its_tree_stays(tree):
    Subject.update(parent=None, name="Dragons").where(Subject.slug == "fantasy").execute()
    Subject.delete().where(Subject.slug == "drink").execute()
    SubjectCode.delete().where(SubjectCode.code == "FIC009").execute()
    Subject.update(slug="novels").where(Subject.slug == "fiction").execute()
    db.execute_sql(
        "insert into catalog.old_slugs (kind, slug, row_id) values ('subject', 'fiction', %s)",
        (tree["fiction"].id,),
    )
    subject_tree.load()
    assert not Subject.select().where(Subject.slug == "fiction").exists()
    assert not Subject.select().where(Subject.slug == "drink").exists()
    assert not SubjectCode.select().where(SubjectCode.code == "FIC009").exists()
    fantasy = Subject.get(Subject.slug == "fantasy")
    assert (fantasy.parent, fantasy.name) == (None, "Dragons")
    assert subject_tree.subjects_for([], ["Novels"]) == [tree["fiction"].id]


def test_the_first_thirty_shelves_are_in_it(tree):
    assert all(slug in tree for slug in PLANTED)


@pytest.mark.parametrize(
    ("code", "slug"),
    [
        (("10", "FIC009020"), "epic-fantasy"),
        (("10", "FIC009999"), "fantasy"),
        (("10", "FIC999000"), "fiction"),
        (("10", "JUV037000"), "childrens-fantasy"),
        (("10", "HIS027100"), "world-wars"),
        (("10", "CKB004000"), "baking"),
        (("93", "FMB"), "epic-fantasy"),
        (("93", "FYT"), "around-the-world"),
        (("93", "NHWR7"), "world-wars"),
        (("93", "QDTQ"), "ethics"),
        (("12", "WBXD1"), "drink"),
        (("12", "VFXB"), "parenting"),
        (("12", "HRCF"), "bibles"),
    ],
)
def test_a_trade_code_leads_to_the_nearest_subject(slugs, code, slug):
    assert slugs([code]) == [slug]


def test_codes_of_places_and_times_lead_nowhere(slugs):
    assert slugs([("93", "1DDU"), ("93", "5PBC"), ("13", "1HFMS"), ("29", "3442")]) == []


def test_the_main_code_comes_first(slugs):
    codes = [("10", "HIS000000"), ("10", "CKB000000", "", True)]
    assert slugs(codes) == ["food", "history"]


@pytest.mark.parametrize(
    ("genres", "found"),
    [
        (["Fantasy", "Fiction", "Fantasy,Magic"], ["fantasy"]),
        (["Science Fiction", "Historical,Historical Fiction"], None),
        (["Poetry Drama"], ["poetry-and-drama"]),
        (["Juvenile Fiction"], ["childrens-books"]),
        (["Wine, beer and other drinks"], ["drink"]),
        (["Audiobook", "Book Club"], []),
    ],
)
def test_genres_lead_to_subjects_by_their_many_names(slugs, genres, found):
    expected = ["science-fiction", "historical-fiction"] if found is None else found
    assert slugs(genres=genres) == expected


def test_the_same_word_means_something_else_where_a_book_is_no_fiction(slugs):
    assert slugs(genres=["War", "Fiction"]) == ["war-stories"]
    assert slugs(genres=["War", "Nonfiction"]) == ["military-history"]


def test_a_book_stands_on_four_shelves_at_most_and_codes_go_before_genres(slugs):
    genres = ["Mystery", "Travel", "Music", "Humour", "Poetry"]
    assert slugs([("10", "CKB004000")], genres) == [
        "baking",
        "crime-and-mystery",
        "travel",
        "music",
    ]


def test_subjects_that_the_shop_has_added_are_found_by_their_names(slugs):
    added = Subject.create(slug="maps-of-leeds", name="Maps of Leeds")
    subject_tree.load()
    assert subject_tree.subjects_for([], ["maps of LEEDS"]) == [added.id]
