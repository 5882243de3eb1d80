"""What an import writes: entries of five kinds, each a row with the rows that hang on it."""

from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class Part:
    """Rows in a table of their own; `order` are the places of the columns to sort them by."""

    table: str
    columns: tuple[str, ...]
    order: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Kind:
    table: str
    parent: str  # what the tables of the parts call it
    columns: tuple[str, ...]
    parts: dict[str, Part]
    # Columns that others keep or that say only when: no sign that somebody changed the entry.
    unnoticed: tuple[str, ...] = ()


CREDITS = ("contributor_id", "role", "position")
CREDITS_ORDER = (2, 1, 0)

PUBLISHERS = Kind("publishers", "publisher_id", ("slug", "name"), {})
SERIES = Kind("series", "series_id", ("slug", "name"), {})
CONTRIBUTORS = Kind(
    "contributors",
    "contributor_id",
    ("slug", "name", "sort_name", "born", "died", "about", "isni"),
    {"other_names": Part("contributor_names", ("name",), (0,))},
)
WORKS = Kind(
    "works",
    "work_id",
    (
        *("slug", "title", "subtitle", "description", "description_is_html", "keywords"),
        *("original_language", "first_published", "series_id", "series_position"),
        *("supplied_rating_sum", "supplied_rating_count", "popularity"),
        *("created_at", "updated_at"),
    ),
    {
        "contributors": Part("work_contributors", CREDITS, CREDITS_ORDER),
        "subjects": Part("work_subjects", ("subject_id", "position"), (1, 0)),
        "codes": Part("work_codes", ("scheme", "code", "heading", "is_main"), (0, 1)),
        "keys": Part("work_keys", ("key",), (0,)),
    },
    unnoticed=("popularity", "updated_at"),
)
EDITIONS = Kind(
    "editions",
    "edition_id",
    (
        *("work_id", "isbn", "condition", "condition_note", "format", "product_form"),
        *("edition_statement", "publisher_id", "imprint_id", "published_on", "embargo_until"),
        *("trade_status", "pages", "language", "price_minor", "list_price_minor", "currency"),
        *("tax_class", "preorder_limit", "backorder_limit", "weight_g", "height_mm", "width_mm"),
        *("thickness_mm", "cover_address", "withdrawn_at", "created_at"),
        *("feed_price_minor", "reprice_on"),
    ),
    {
        "contributors": Part("edition_contributors", CREDITS, CREDITS_ORDER),
        "trade_prices": Part(
            "trade_prices",
            (
                *("position", "price_type", "amount_minor", "currency", "territory"),
                *("starts_on", "ends_on"),
            ),
            (0,),
        ),
        "related": Part("related_products", ("isbn", "relation"), (0, 1)),
    },
    unnoticed=("feed_price_minor", "reprice_on"),
)
# Each before those that name it.
KINDS = (PUBLISHERS, SERIES, CONTRIBUTORS, WORKS, EDITIONS)
KINDS_BY_TABLE = {kind.table: kind for kind in KINDS}
