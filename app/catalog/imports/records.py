"""What one record of a feed says of one product, whatever the feed's format.

Readers make these, the writer takes them. Where a field is None or empty the feed says nothing, and
what the catalogue holds already stays.
"""

from dataclasses import dataclass, field
from datetime import date

LONGEST_TITLE = 1000  # characters
TITLE_CUT = f"Its title is longer than the {LONGEST_TITLE:,} characters that we keep, and was cut."


@dataclass(frozen=True)
class Credit:
    """A contributor in a role (ONIX code list 17)."""

    name: str  # as printed: Ursula K. Le Guin
    role: str = "A01"
    sort_name: str = ""  # Le Guin, Ursula K.
    about: str = ""
    other_names: tuple[str, ...] = ()
    isni: str | None = None


@dataclass(frozen=True)
class Code:
    """A subject code (scheme: ONIX code list 27)."""

    scheme: str
    code: str
    heading: str = ""
    is_main: bool = False


@dataclass(frozen=True)
class Price:
    amount_minor: int
    currency: str  # ISO 4217
    price_type: str = ""  # ONIX code list 58
    territory: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class Related:
    isbn: str  # ISBN-13
    relation: str  # ONIX code list 51


@dataclass
class BookRecord:
    place: str  # where it stands, for people: "line 12", "record 5"
    identifier: str = ""  # what people know it by: its ISBN, record reference or title
    kind: str = "whole"  # or "update": only what it names; or "delete": withdraw the edition
    isbn: str | None = None  # ISBN-13; without one, only the work is told of
    title: str = ""
    subtitle: str = ""
    credits: list[Credit] = field(default_factory=list)  # in their order
    series: str = ""
    series_position: str = ""
    description: str = ""
    description_is_html: bool = False  # not yet sanitised
    keywords: str = ""
    codes: list[Code] = field(default_factory=list)
    genres: list[str] = field(default_factory=list)  # subjects by name
    subjects: list[str] = field(default_factory=list)  # ours by name, as an export of ours gives
    original_language: str | None = None
    first_published: int | None = None  # year
    rating_average: float | None = None  # of readers elsewhere, 1 to 5
    rating_count: int | None = None
    format: str | None = None  # as in models.FORMATS
    product_form: str = ""
    edition_statement: str = ""
    publisher: str = ""
    imprint: str = ""
    published_on: date | None = None
    embargo_until: date | None = None
    trade_status: str | None = None  # as in models.TRADE_STATUSES
    pages: int | None = None
    language: str | None = None  # ISO 639-1, else 639-2
    weight_g: int | None = None
    height_mm: int | None = None
    width_mm: int | None = None
    thickness_mm: int | None = None
    prices: list[Price] | None = None  # None: says nothing; []: has none
    related: list[Related] = field(default_factory=list)
    cover_address: str = ""
    remarks: list[str] = field(default_factory=list)  # what was wrong with it but not fatal


@dataclass(frozen=True)
class Refusal:
    """A record that could not be taken, and why, in words that a bookseller understands."""

    place: str
    reason: str
    identifier: str = ""


class UnreadableFile(Exception):
    """The file cannot be read any further; its text says why, for a bookseller."""
