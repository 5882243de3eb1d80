"""What the documents name is there: files, and tests by their names."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# All but decisions.md, which says what was so at the time.
PAGES = sorted({*ROOT.glob("docs/*.md"), *ROOT.glob("*.md")} - {ROOT / "docs" / "decisions.md"})
NAMED = re.compile(r"`((?:[\w.-]+/)*[\w-]+\.(?:py|md|txt|toml|css|js|html)|Procfile)(?:::(\w+))?`")
PLACES = (ROOT, ROOT / "app", ROOT / "docs", ROOT / "templates")  # that a name may begin from
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")


def named(page):
    return NAMED.findall(page.read_text("utf-8"))


def found(name):
    return next((place / name for place in PLACES if (place / name).is_file()), None)


@pytest.mark.parametrize("document", PAGES, ids=lambda document: document.name)
def test_every_file_that_a_page_names_is_there(document):
    assert [name for name, _ in named(document) if "/" in name and not found(name)] == []


@pytest.mark.parametrize("document", PAGES, ids=lambda document: document.name)
def test_every_test_that_a_page_names_is_there(document):
    missing = [
        f"{name}::{test}"
        for name, test in named(document)
        if test and f"def {test}(" not in found(name).read_text("utf-8")
    ]
    assert missing == []


@pytest.mark.parametrize("document", PAGES, ids=lambda document: document.name)
def test_every_link_within_the_repository_leads_somewhere(document):
    links = LINK.findall(document.read_text("utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_the_page_about_security_names_a_test_in_every_chapter_that_concerns_the_shop():
    document = ROOT / "docs" / "security.md"
    chapters = re.split(r"^## (V\d+) · .+$", document.read_text("utf-8"), flags=re.MULTILINE)[1:]
    numbers, texts = chapters[::2], chapters[1::2]
    assert numbers == [f"V{number}" for number in range(1, 18)]
    assert [number for number, text in zip(numbers, texts, strict=True) if "::" not in text] == [
        "V17"
    ]
