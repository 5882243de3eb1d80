"""What people ask a shop for, by kind, drawn from the words and names that it has."""

from random import Random
from string import ascii_lowercase
from urllib.parse import urlencode

from app.catalog.models import FORMATS
from app.search.query import MOST_PAGES

COMMON = 300  # of the words of titles: the most frequent ones
SORTS = ("bestselling", "newest", "price_up", "price_down", "rating")
DEEP = 50  # pages: from here on they are deep
WORDS = """
    select word from catalog.words where length(word) > 3 and word ~ '^[a-z]+$' and times {which}
    order by {order} limit {most}
"""
# Half of all that people look for is among the most popular.
POPULAR = """
    select title from catalog.works where popularity > 0 order by popularity desc limit 3000
"""
ANY = "select {column} from {table} order by md5(id::text) limit 3000"


def kinds_of_pages(connection, each):
    """By kind, the paths of so many pages; the same ones in every run."""
    asked, random = Asked(connection), Random(each)
    return {
        name.replace("_", " "): [getattr(asked, name)(random) for _ in range(each)]
        for name in KINDS
    }


KINDS = (
    "rare_word", "common_word", "two_words", "title", "author", "slip", "isbn", "filter", "facets",
    "sort", "deep_page", "nothing_found", "suggestion",
)  # fmt: skip


class Asked:
    def __init__(self, connection):
        def column(sql, **parts):
            with connection.cursor() as cursor:
                cursor.execute(sql.format(**parts))
                return [row[0] for row in cursor]

        rare = "between 1 and 5 * (select min(times) from catalog.words where times > 0)"
        self.rare = column(WORDS, which=rare, order="md5(word)", most=3000)
        self.common = column(WORDS, which="> 0", order="times desc, word", most=COMMON)
        any_title = column(ANY, column="title", table="catalog.works")
        self.titles = column(POPULAR) + any_title
        self.authors = column(ANY, column="name", table="catalog.contributors")
        self.isbns = column(ANY, column="isbn", table="catalog.editions")
        self.subjects = column(ANY, column="slug", table="catalog.subjects")

    def rare_word(self, random):
        return search(q=random.choice(self.rare))

    def common_word(self, random):
        return search(q=random.choice(self.common))

    def two_words(self, random):
        return search(q=self.some_words(random))

    def title(self, random):
        return search(q=random.choice(self.titles))

    def author(self, random):
        return search(q=random.choice(self.authors))

    def slip(self, random):
        meant = random.choice((self.some_words(random), random.choice(self.authors)))
        return search(q=slipped(meant, random))

    def isbn(self, random):
        return search(q=random.choice(self.isbns))

    def filter(self, random):
        return search(q=random.choice(self.common), **filters(random))

    def facets(self, random):
        return page(f"/subjects/{random.choice(self.subjects)}", **filters(random))

    def sort(self, random):
        return search(q=random.choice(self.common), sort=random.choice(SORTS))

    def deep_page(self, random):
        number = random.randint(DEEP, MOST_PAGES)
        subject = page(f"/subjects/{random.choice(self.subjects)}", page=number)
        return random.choice((subject, search(q=random.choice(self.common), page=number)))

    def nothing_found(self, random):
        return search(q=" ".join(random.sample(self.rare, 2)))

    def suggestion(self, random):
        name = random.choice(random.choice((self.titles, self.authors)))
        return page("/search/suggest", q=name[: random.randint(1, min(12, len(name)))].strip())

    def some_words(self, random):
        while True:
            words = [word for word in random.choice(self.titles).split() if len(word) > 3]
            if len(words) > 1:
                return " ".join(random.sample(words, 2))


def filters(random):
    """One or two filters, as a reader would set them."""
    least = random.choice((None, 5, 8))
    known = [
        {"format": random.choice(list(FORMATS))},
        {"language": random.choice(("en", "de", "fr"))},
        {"price_min": least, "price_max": (least or 0) + random.choice((5, 10, 12))},
        {"year_min": random.choice((1990, 2010, 2020))},
        {"rating": random.choice((3, 4))},
        {"available": "1"},
    ]
    chosen = random.sample(known, random.choice((1, 2)))
    return {name: value for one in chosen for name, value in one.items() if value is not None}


def slipped(words, random):
    """With a letter too few, too many, changed or two of them the wrong way round."""
    place = random.randrange(1, max(2, len(words) - 1))
    before, letter, after = words[:place], words[place : place + 1], words[place + 1 :]
    other = random.choice(ascii_lowercase)
    return random.choice(
        (before + after, before + letter + other + after, before + other + after,
         before + after[:1] + letter + after[1:])
    )  # fmt: skip


def search(**args):
    return page("/search", **args)


def page(path, **args):
    return f"{path}?{urlencode(args)}"
