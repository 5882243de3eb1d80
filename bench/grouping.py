"""How well editions are put together into works: bin/bench grouping

Reads the real files in ../shared/data, groups their records as an import does, and holds the
result against pairs of records that a person has judged (grouping_verdicts.csv: two row ids or
ISBNs, `same` or `different`, and the sample that the pair was drawn for). `--draw` prints pairs
to judge: anew if the rules of grouping have changed a lot.

  merged   two records that are put together, of different ISBNs
  unlike   such a pair whose titles differ
  missed   two works by one author that stay apart although one title holds the other's words
"""

import argparse
import csv
import gzip
from collections import Counter, defaultdict
from hashlib import blake2b
from itertools import combinations
from pathlib import Path

from app.catalog.imports import csv_files
from app.catalog.imports.folding import folded
from app.catalog.imports.grouping import keys_of, surname_and_initial
from app.catalog.imports.records import BookRecord

SHARED = Path(__file__).parents[2] / "shared" / "data" / "catalogue"
FILES = {"books_catalogue.csv.gz": "row_id", "isbndb_45k.csv.gz": "isbn13"}
VERDICTS = Path(__file__).with_name("grouping_verdicts.csv")
EACH = 100  # pairs


def main():
    arguments = argparse.ArgumentParser(prog="bin/bench grouping")
    arguments.add_argument("--draw", action="store_true", help="print pairs to judge")
    if not SHARED.exists():
        raise SystemExit("This needs the real files in ../shared/data.")
    books = Books()
    if arguments.parse_args().draw:
        books.draw()
    else:
        books.report()


class Books:
    """The records of both files by row id, and the work that each belongs to."""

    def __init__(self):
        self.records = {}
        self.raw = {}
        for name, id_column in FILES.items():
            self.add(SHARED / name, id_column)
        self.work = works_of(self.records)
        self.members = defaultdict(list)
        for id, work in self.work.items():
            self.members[work].append(id)

    def add(self, path, id_column):
        with gzip.open(path, "rt", encoding="utf-8", newline="") as rows, gzip.open(path) as stream:
            for row, record in zip(csv.DictReader(rows), csv_files.read(stream), strict=True):
                if isinstance(record, BookRecord):
                    self.records[row[id_column]] = record
                    self.raw[row[id_column]] = f"{row['title']} | {row['authors']}"

    def samples(self):
        together = [ids for ids in self.members.values() if len(ids) > 1]
        merged = drawn(pairs_of(together, self.differ_in_isbn))
        yield "merged", merged
        yield "unlike", drawn(pairs_of(together, self.differ_in_title) - set(merged))
        yield "missed", drawn(set(self.near_misses()))

    def differ_in_isbn(self, one, other):
        isbns = {self.records[one].isbn, self.records[other].isbn}
        return len(isbns) == 2 or isbns == {None}

    def differ_in_title(self, one, other):
        titles = {folded(self.raw[id].split(" | ")[0]) for id in (one, other)}
        return len(titles) == 2 and self.differ_in_isbn(one, other)

    def near_misses(self):
        """Pairs of works, each by its first record, that somebody might take for one."""
        shelves = defaultdict(dict)
        for work, ids in self.members.items():
            record = self.records[ids[0]]
            if record.credits:
                shelves[surname_and_initial(record.credits[0].name)][work] = title_words(record)
        for titles in shelves.values():
            for (one, words), (other, others) in combinations(titles.items(), 2):
                if min(len(words), len(others)) and (words <= others or others <= words):
                    pair = self.members[one][0], self.members[other][0]
                    yield min(pair), max(pair)

    def draw(self):
        for sample, pairs in self.samples():
            for one, other in pairs:
                print(sample, one, other)
                print(f"    {self.raw[one]}\n    {self.raw[other]}")

    def report(self):
        judged = list(csv.DictReader(VERDICTS.open(encoding="utf-8")))
        found = Counter()
        for pair in judged:
            if pair["one"] in self.work and pair["other"] in self.work:
                together = self.work[pair["one"]] == self.work[pair["other"]]
                found[pair["sample"], pair["verdict"], together] += 1
        for sample in ("merged", "unlike"):
            right, wrong = found[sample, "same", True], found[sample, "different", True]
            together = f"{right + wrong} pairs put together, {right} rightly"
            print(f"{sample:7} {together}: {share(right, wrong)}")
        missed, apart = found["missed", "same", False], found["missed", "different", False]
        print(f"missed  {missed + apart} near misses left apart, {apart} rightly")
        self.report_recall(missed / max(1, missed + apart))

    def report_recall(self, share_missed):
        joins = len(self.records) - len(self.members)
        lost = share_missed * sum(1 for _ in self.near_misses())
        print(f"works   {len(self.members):,} of {len(self.records):,} records; recall about ")
        print(f"        {share(joins, lost)} ({joins:,} joined, some {lost:,.0f} not)")


def works_of(records):
    """By id, the id that stands for its work: records sharing an ISBN or a key are one."""
    stands_for = {id: id for id in records}

    def root(id):
        while stands_for[id] != id:
            stands_for[id] = stands_for[stands_for[id]]
            id = stands_for[id]
        return id

    owners = {}
    for id, record in records.items():
        for key in [*keys_of(record), *([record.isbn] if record.isbn else [])]:
            stands_for[root(id)] = root(owners.setdefault(key, id))
    return {id: root(id) for id in records}


def pairs_of(groups, differ):
    """Each record beside one of its group that differs, if there is one."""
    pairs = set()
    for group in groups:
        for one in group:
            others = [other for other in group if other != one and differ(one, other)]
            if others:
                other = others[int.from_bytes(chance(one)) % len(others)]
                pairs.add((min(one, other), max(one, other)))
    return pairs


def drawn(pairs):
    return sorted(pairs, key=lambda pair: chance(" ".join(pair)))[:EACH]


def chance(text):
    """The same for a pair whatever other pairs there are."""
    return blake2b(text.encode()).digest()


def title_words(record):
    return set(folded(f"{record.title} {record.subtitle}").split()) - {"the", "a", "an", "novel"}


def share(part, rest):
    return f"{part / (part + rest):.1%}" if part + rest else "–"


if __name__ == "__main__":
    main()
