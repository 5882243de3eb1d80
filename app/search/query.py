"""What somebody looks for, as the URL says it: everything in it can be read, linked and shared."""

import re
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

from stdnum import isbn
from stdnum.exceptions import ValidationError

from app.catalog.models import FORMATS, Subject
from app.catalog.moved import once_called
from app.search import naming
from app.search.arguments import LONGEST, clean, code, in_order, number, one_of, price
from app.search.ranking import SORTS

MOST_PAGES = 417  # 10,000 works
YEARS = (1, 9999)
FILTERS = (
    "subject",
    "format",
    "language",
    "price_min",
    "price_max",
    "year_min",
    "year_max",
    "rating",
    "available",
)
UNQUOTED = "!$'()*,/:;?@"  # what an address may hold as it is
SAID_BEFORE_ISBN = re.compile(
    r"^(?:urn:)?(?:isbn|ean)(?:[-\s]?(?:1[03]|\(1[03]\))(?=[\s:-]|97[89]))?\s*:?\s*", re.IGNORECASE
)
NEW_ISBN = re.compile(r"97[89][0-9]{10}")
OLD_ISBN = re.compile(r"97[89][0-9]{10}|[0-9]{9}[0-9Xx]")
SEPARATORS = re.compile("[ -]")
DASHES = str.maketrans("‐‑‒–—−./", "--------")


class Within(NamedTuple):
    """The page whose books one looks through: that of a subject, an author, what is new."""

    kind: str  # subject, author, series, publisher, new, coming
    id: int | None  # of the subject, contributor, series or publisher
    path: str  # the address of the page


# How a page is sorted that nobody has sorted, where it is not by sales.
USUAL_SORTS = {"new": "newest", "coming": "soonest", "series": "series"}


@dataclass(frozen=True)
class SearchQuery:
    words: str = ""
    subject: str = ""
    format: str = ""
    language: str = ""
    price_min: Decimal | None = None
    price_max: Decimal | None = None
    year_min: int | None = None
    year_max: int | None = None
    rating: int | None = None
    available: bool = False
    sort: str = ""
    page: int = 1
    within: Within | None = None

    @classmethod
    def from_args(cls, args, within=None):
        """Read a query from URL arguments; what makes no sense is as if it were not there."""
        words = " ".join(clean(args.get("q", "")).split())[:LONGEST].rstrip()
        prices = in_order(price(args.get("price_min", "")), price(args.get("price_max", "")))
        years = in_order(*(number(args.get(name, ""), *YEARS) for name in ("year_min", "year_max")))
        return cls(
            words=words,
            subject=clean(args.get("subject", "")),
            format=one_of(FORMATS, args.get("format")),
            language=code(args.get("language", "")),
            price_min=prices[0],
            price_max=prices[1],
            year_min=years[0],
            year_max=years[1],
            rating=number(args.get("rating", ""), 1, 5),
            available=args.get("available", "") in ("1", "true", "on", "yes"),
            sort=one_of(sorts(within), args.get("sort")) or usual_sort(words, within),
            page=number(args.get("page", ""), 1, MOST_PAGES) or 1,
            within=within,
        )

    @property
    def isbn(self):
        """The ISBN-13 that the words are, in any of the ways one writes an ISBN, else None."""
        try:
            return isbn.to_isbn13(isbn.validate(self.number_typed))
        except ValidationError:
            return None

    @property
    def isbn_with_a_slip(self):
        """Whether the words are an ISBN but that its last digit does not fit the others."""
        number = SEPARATORS.sub("", self.number_typed)
        # Ten digits may be any number, unless they are said to be an ISBN.
        like_one = OLD_ISBN if self.number_typed != self.words.translate(DASHES) else NEW_ISBN
        return bool(like_one.fullmatch(number)) and not isbn.is_valid(number)

    @property
    def number_typed(self):
        return SAID_BEFORE_ISBN.sub("", self.words).translate(DASHES)

    @property
    def filtered(self):
        return self.uses(*FILTERS)

    def uses(self, *names):
        """Whether one of these filters is in use."""
        # A price of 0 is one, though Python holds it equal to False.
        values = (getattr(self, name) for name in names)
        return any(value is not False and value not in ("", None) for value in values)

    @cached_property
    def chosen_subject(self):
        """The subject that it is narrowed down to, None when there is none or none of that slug."""
        if not self.subject:
            return None
        subject = Subject.get_or_none(Subject.slug == self.subject)
        return subject or once_called("subject", self.subject)

    @property
    def moved_to(self):
        """The address of this search where its subject is called otherwise by now, else None."""
        subject = self.chosen_subject
        if subject is None or subject.slug == self.subject:
            return None
        return self.url_with(subject=subject.slug, page=self.page)

    def without(self, *names):
        """The same query without these filters."""
        rest = replace(self, **{f.name: f.default for f in fields(self) if f.name in names})
        if rest.subject and "chosen_subject" in vars(self):
            vars(rest)["chosen_subject"] = self.chosen_subject  # no need to look again
        return rest

    def url_with(self, **changes):
        """The address of this search with some parts changed, from its first page on."""
        args = replace(self, **{"page": 1, **changes}).as_args()
        path = self.within.path if self.within else "/search"
        return f"{path}?{urlencode(args, safe=UNQUOTED)}" if args else path

    @cached_property
    def url_of_page(self):
        """A function: the address of the page of this number."""
        # Written once, for it says which page at its end.
        first = self.url_with()
        asks = "&" if "?" in first else "?"
        return lambda number: f"{first}{asks}page={number}" if number > 1 else first

    @property
    def unfiltered(self):
        return self.without(*FILTERS)

    @cached_property
    def chips(self):
        """The filters in use: pairs of what it is called and the address of the search without."""
        return [(label, rest.url_with()) for label, rest in self.less]

    @cached_property
    def less(self):
        """The filters in use: pairs of what it is called and the search without it."""
        named = {
            "subject": self.chosen_subject.name if self.chosen_subject else self.subject,
            "format": FORMATS.get(self.format),
            "language": naming.language(self.language),
            "rating": naming.rating(self.rating),
            "available": naming.IN_STOCK if self.available else None,
        }
        chips = [(label, (name,)) for name, label in named.items() if label]
        price = naming.price(self.price_min, self.price_max)
        if price:
            chips.append((price, ("price_min", "price_max")))
        years = naming.years(self.year_min, self.year_max)
        if years:
            chips.append((years, ("year_min", "year_max")))
        return [(label, self.without(*names)) for label, names in chips]

    def as_args(self):
        """What the URL must say; what goes without saying is left out."""
        usual = usual_sort(self.words, self.within)
        said = {
            "q": self.words,
            "subject": self.subject,
            "format": self.format,
            "language": self.language,
            "price_min": naming.amount(self.price_min),
            "price_max": naming.amount(self.price_max),
            "year_min": self.year_min,
            "year_max": self.year_max,
            "rating": self.rating,
            "available": "1" if self.available else None,
            "sort": self.sort if self.sort != usual else None,
            "page": self.page if self.page > 1 else None,
        }
        return {name: value for name, value in said.items() if value not in ("", None)}


def sorts(within):
    """The ways that a page can be sorted: some only where they mean something."""
    own = USUAL_SORTS.get(within.kind) if within else None
    return {"relevance", *SORTS} - (set(USUAL_SORTS.values()) - {own, "newest"})


def usual_sort(words, within):
    if words:
        return "relevance"
    return USUAL_SORTS.get(within.kind, "bestselling") if within else "bestselling"
