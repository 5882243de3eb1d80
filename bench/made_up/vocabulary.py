"""The words and names that a made-up catalogue is made of, taken from real data when there is any.

Without `../shared/data` the starter catalogue serves, whose vocabulary is smaller.
"""

import ast
import csv
import gzip
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from app.catalog import starter_files
from app.catalog.subject_tree import files as subject_files

SHARED = Path(__file__).parents[3] / "shared" / "data"
SERIES_IN_TITLE = re.compile(r"\s*\([^)]*#[^)]*\)\s*$")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
CODES = {"eng": "en", "en-US": "en", "en-GB": "en", "en_US": "en", "English": "en", "": "en"}
CODES |= {"spa": "es", "Spanish": "es", "fre": "fr", "French": "fr", "ger": "de", "German": "de"}
FEW = 200  # titles of a language: with fewer, too few words to make others of
SMALL = 3  # letters: shorter words hold a title together and stay where they are


@dataclass
class Vocabulary:
    titles: dict  # by language, a list of real titles
    words: dict  # by language, content words, the commonest first
    prose: list  # words of descriptions, the commonest first
    first_names: list
    surnames: list
    authors: list  # real names
    publishers: list
    subjects: list  # pairs of slug and name


def read_vocabulary():
    rows = list(shared_rows() if SHARED.exists() else starter_rows())
    titles, prose, authors, publishers = {}, Counter(), Counter(), Counter()
    for language, title, names, publisher, description in rows:
        titles.setdefault(language, {})[SERIES_IN_TITLE.sub("", title).strip()] = None
        prose.update(WORD.findall(description))
        authors.update(names)
        publishers[publisher] += 1
    titles = {code: list(all) for code, all in titles.items() if len(all) >= FEW or code == "en"}
    names = [name.split() for name in authors if 2 <= len(name.split()) <= 4]
    return Vocabulary(
        titles=titles,
        words={code: content_words(all) for code, all in titles.items()},
        prose=common_first(prose),
        first_names=common_first(Counter(name[0] for name in names)),
        surnames=common_first(Counter(name[-1] for name in names)),
        authors=common_first(authors),
        publishers=[name for name in common_first(publishers) if name][:5000],
        subjects=[(s["slug"], s["name"]) for s in subject_files.subjects()],
    )


def content_words(titles):
    counts = Counter(word for title in titles for word in WORD.findall(title))
    return [word for word in common_first(counts) if len(word) > SMALL]


def common_first(counts):
    return [name for name, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))]


def shared_rows():
    """Language, title, authors, publisher and description of each real book."""
    for row in read(SHARED / "catalogue" / "books_catalogue.csv.gz"):
        names = [name.strip() for name in re.split("[/;,]", row["authors"]) if name.strip()]
        code = CODES.get(row["language"], row["language"])
        yield code, row["title"], names, row["publisher"].strip(" ,\n"), row["description"]
    for row in read(SHARED / "catalogue" / "isbndb_45k.csv.gz"):
        names = [" ".join(reversed(name.split(", "))) for name in listed(row["authors"])]
        yield CODES.get(row["language"], row["language"]), row["title"], names, "", ""


def starter_rows():
    _, works = starter_files.books()
    for work in works:
        publishers = [edition.get("publisher", "") for edition in work["edition"]]
        yield "en", work["title"], work["authors"], publishers[0], work["description"]


def read(path):
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def listed(text):
    try:
        return [str(name) for name in ast.literal_eval(text)]
    except (ValueError, SyntaxError):
        return []
