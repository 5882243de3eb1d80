"""The authors, series, publishers and subjects of a made-up catalogue."""

from random import Random

from bench.made_up.books import SUBJECT_PARTS, slug_of, zipf


def authors(shop):
    """Real names first, then others out of the same first names and surnames; none twice."""
    random, seen = Random("authors"), set()
    words = shop.vocabulary
    for id in range(1, shop.authors + 1):
        name = words.authors[id - 1] if id <= len(words.authors) else None
        while not name or name in seen:
            first = words.first_names[zipf(random, len(words.first_names), 20)]
            last = words.surnames[zipf(random, len(words.surnames), 100)]
            middle = " " + random.choice("ABCDEFGHIJKLMNOPRSTVWY") + "." if name else ""
            name = f"{first}{middle} {last}" if len(name or "") < 60 else f"{first} {id} {last}"
        seen.add(name)
        yield id, slug_of(name), name, " ".join((name.split()[-1], *name.split()[:-1]))


def series(shop):
    random, words = Random("series"), shop.vocabulary.words["en"]
    for id in range(1, shop.series + 1):
        name = " ".join(words[zipf(random, len(words), 20)] for _ in range(2)).title()
        yield id, slug_of(name), f"The {name} Series {id}"


def publishers(shop):
    for id, name in enumerate(shop.vocabulary.publishers[: shop.publishers], 1):
        yield id, slug_of(name), name


def subjects(shop):
    """Each shop subject and its parts; rows of id, slug, name, position and parent."""
    tops = shop.vocabulary.subjects
    words = shop.vocabulary.words["en"]
    order = list(range(1, shop.subjects + 1))
    Random("subjects").shuffle(order)
    ids = iter(order)
    for place, (slug, name) in enumerate(tops):
        top = next(ids)
        yield top, slug, name, place, None
        for part in range(SUBJECT_PARTS):
            word = words[place * SUBJECT_PARTS + part].lower()
            yield next(ids), f"{slug}-{word}-{part}", f"{name}: {word}", part, top
