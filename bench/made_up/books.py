"""Works and editions by number: the same number makes the same book in every run."""

from datetime import date, timedelta
from math import exp, log
from random import Random

from bench.made_up.vocabulary import SMALL, WORD

CHUNK = 20_000  # works that one seed makes
LANGUAGES = (("en", 88), ("de", 4), ("fr", 4), ("es", 4))
FORMATS = (("paperback", 62), ("hardback", 22), ("ebook", 9), ("audiobook", 5), ("other", 2))
EDITIONS = ((1, 70), (2, 20), (3, 7), (5, 3))
SUBJECT_PARTS = 10  # of each subject
NEWEST = date(2026, 6, 1)
SOON_OLD = 700  # days in which one is as full of new books as the next; then they become fewer
MOST_SOLD = 4_000_000


class Shop:
    """What all chunks share: how many there are of everything."""

    def __init__(self, vocabulary, works):
        self.vocabulary = vocabulary
        self.works = works
        self.authors = max(20, works * 2 // 5)
        self.series = max(5, works // 40)
        self.publishers = min(len(vocabulary.publishers), max(20, works // 50))
        self.subjects = len(vocabulary.subjects) * (1 + SUBJECT_PARTS)

    def popularity(self, id):
        """By rank as sales are: a few sell much; the last third never sold."""
        # A stride without a common factor gives every work a rank of its own, far from its id.
        rank = (id * stride(self.works)) % self.works
        last = MOST_SOLD / (self.works * 0.66 + 8) ** 0.9
        return max(0, int(MOST_SOLD / (rank + 8) ** 0.9 - last))


def stride(size):
    golden = int(size * 0.618) | 1
    while gcd_is_not_one(golden, size):
        golden += 2
    return golden


def gcd_is_not_one(a, b):
    while b:
        a, b = b, a % b
    return a != 1


def chunks(works):
    return range(-(-works // CHUNK))


def rows_of_chunk(shop, chunk):
    """By table, the rows of the works of a chunk, in the order of loading.COLUMNS."""
    random = Random(chunk)
    writer = Writer(shop, random)
    first = chunk * CHUNK + 1
    for id in range(first, min(first + CHUNK, shop.works + 1)):
        writer.write(id)
    return writer.rows


class Writer:
    def __init__(self, shop, random):
        self.shop, self.random = shop, random
        self.rows = {name: [] for name in TABLES}
        codes, weights = zip(*LANGUAGES, strict=True)
        known = [(c, w) for c, w in zip(codes, weights, strict=True) if c in shop.vocabulary.titles]
        self.languages = random.choices([c for c, _ in known], [w for _, w in known], k=CHUNK)
        counts, shares = zip(*EDITIONS, strict=True)
        self.editions = random.choices(counts, shares, k=CHUNK)

    def write(self, id):
        language = self.languages[id % CHUNK]
        title = self.title(language)
        popularity = self.shop.popularity(id)
        published = NEWEST + timedelta(days=90 - zipf(self.random, 30_000, SOON_OLD))
        ratings = popularity // 40
        average = 2.5 + 2.5 * self.random.random()
        in_series = self.random.random() < 0.15
        self.rows["works"].append((
            id, slug_of(title), title, self.subtitle(language), self.description(),
            published.year - (int(zipf(self.random, 80)) if self.random.random() < 0.3 else 0),
            zipf(self.random, self.shop.series, 50) + 1 if in_series else None,
            str(self.random.randint(1, 9)) if in_series else "",
            popularity, int(ratings * average), ratings,
        ))  # fmt: skip
        self.link(id)
        for number in range(self.editions[id % CHUNK]):
            self.edition(id * 5 + number, id, language, published)

    def title(self, language):
        """A real title, or one in the shape of a real one with other words."""
        random, vocabulary = self.random, self.shop.vocabulary
        title = random.choice(vocabulary.titles[language])[:200] or "Untitled"
        if random.random() < min(0.5, 40_000 / self.shop.works):
            return title
        words = vocabulary.words[language]
        changed = WORD.sub(lambda word: other(word.group(), words, random), title)
        return changed[:1].upper() + changed[1:]

    def subtitle(self, language):
        if self.random.random() > 0.12:
            return ""
        words = self.shop.vocabulary.words[language]
        return " ".join(words[zipf(self.random, len(words), 20)] for _ in range(4))

    def description(self):
        random, prose = self.random, self.shop.vocabulary.prose
        if random.random() > 0.4:
            return ""
        size, ln, draw = len(prose) - 1, log(len(prose) / 4 + 1), random.random
        # As zipf() does, written out since it is most of the work.
        places = [int(4 * exp(draw() * ln)) - 4 for _ in range(random.randint(25, 90))]
        return " ".join([prose[min(size, place)] for place in places])

    def link(self, id):
        random, shop = self.random, self.shop
        authors = {zipf(random, shop.authors, 200) + 1 for _ in range(1 + (random.random() < 0.15))}
        self.rows["work_contributors"] += [(id, who, "A01", n) for n, who in enumerate(authors)]
        subjects = {zipf(random, shop.subjects, 4) + 1 for _ in range(random.randint(1, 3))}
        self.rows["work_subjects"] += [(id, what, n) for n, what in enumerate(subjects)]

    def edition(self, id, work_id, language, published):
        random = self.random
        kind = random.choices(*zip(*FORMATS, strict=True))[0]
        price = None if random.random() < 0.03 else price_of(kind, random)
        self.rows["editions"].append((
            id, work_id, isbn_of(id), kind, zipf(random, self.shop.publishers, 10) + 1,
            published - timedelta(days=random.randint(0, 2000) if id % 5 else 0),
            random.randint(80, 700), language, price, price, "GBP",
        ))  # fmt: skip
        if kind != "ebook" and random.random() < 0.6:
            self.rows["inventory"].append((id, random.randint(0, 12), 0))
        if random.random() < 0.04:
            self.rows["edition_contributors"].append(
                (id, zipf(random, self.shop.authors, 200) + 1, "B06", 0)
            )


TABLES = (
    "works", "work_contributors", "work_subjects", "editions", "inventory", "edition_contributors",
)  # fmt: skip


def zipf(random, size, flat=1):
    """A place in a list of this size, the likelier the nearer to the front; the first `flat`
    places are nearly alike.
    """
    return min(size - 1, int(flat * exp(random.random() * log(size / flat + 1))) - flat)


def other(word, words, random):
    if len(word) <= SMALL:
        return word
    drawn = words[zipf(random, len(words), 20)]
    return drawn if word[0].isupper() else drawn.lower()


def slug_of(title):
    return (
        "-".join("".join(c if c.isalnum() else " " for c in title.lower()).split())[:80] or "book"
    )


def price_of(kind, random):
    usual = {"paperback": 1000, "hardback": 2000, "ebook": 700, "audiobook": 1800}.get(kind, 1200)
    return max(99, int(random.lognormvariate(0, 0.4) * usual) // 100 * 100 + 99)


def isbn_of(number):
    """A valid ISBN-13 of our own for any number below a thousand million."""
    body = f"978{number:09d}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body))
    return f"{body}{-total % 10}"
