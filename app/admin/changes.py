"""Changes as people read them: which facts differ between two states, in words."""

from app.accounts.staff_actions import actions_about
from app.admin.change_words import words
from app.catalog.models import TAX_CLASSES, Edition

LABELS = {
    "title": "Title",
    "subtitle": "Subtitle",
    "contributors": "People",
    "authors": "Authors",  # of lines in the trail from before there were roles
    "series": "Series",
    "series_position": "Place in the series",
    "first_published": "First published",
    "original_language": "Original language",
    "description": "Description",
    "description_is_html": "Description is HTML",
    "keywords": "Keywords",
    "subjects": "Subjects",
    "codes": "Trade codes",
    "isbn": "ISBN",
    "condition": "Condition",
    "condition_note": "Note on its condition",
    "format": "Format",
    "edition_statement": "Edition",
    "publisher": "Publisher",
    "imprint": "Imprint",
    "language": "Language",
    "pages": "Pages",
    "published_on": "Published on",
    "embargo_until": "Not to be sold before",
    "trade_status": "Trade status",
    "price_minor": "Price",
    "list_price_minor": "Price",
    "sale_price_minor": "Sale price",
    "starts_at": "Sale begins",
    "ends_at": "Sale ends",
    "code": "Code",
    "season": "Season",
    "takes_off": "Takes off",
    "percent": "Percent",
    "amount_minor": "Amount",
    "of_copies": "Of so many copies",
    "minimum_minor": "Minimum spend",
    "formats": "Formats",
    "on_reduced": "Also on reduced books",
    "begins": "Begins",
    "ends": "Ends",
    "most_uses": "Maximum uses",
    "most_per_customer": "For one customer at most",
    "blocked": "Blocked",
    "note": "Note",
    "tax_class": "Tax class",
    "weight_g": "Weight in grams",
    "height_mm": "Height in mm",
    "width_mm": "Width in mm",
    "thickness_mm": "Thickness in mm",
    "preorder_limit": "Pre-orders at most",
    "backorder_limit": "Back-orders at most",
    "on_sale": "On sale",
    "file": "File",
    "low_at": "Low at",
    "work": "Book",
    "name": "Name",
    "sort_name": "Sorted as",
    "other_names": "Other names",
    "born": "Born",
    "died": "Died",
    "isni": "ISNI",
    "slug": "Address",
    "about": "About",
    "parent": "Part of",
    "position": "Position",
    "kind": "Shows",
    "alt": "Described as",
    "promise": "How long it takes",
    "sent_as": "Sent as",
    "collect_from": "Collected from",
    "priced_by": "Priced",
    "bands": "Bands",
    "free_from_minor": "Free from",
    "countries": "Countries",
    "tax_name": "Name of the tax",
    "included": "Prices include it",
    "on_delivery": "On delivery",
    "collects": "Collected",
    **{f"{name}_rate": f"{label}, percent" for name, label in TAX_CLASSES.items()},
    "planned_rates": "Planned",
    "gift_wrap_minor": "Gift wrap",
    "withdrawal_days": "Withdrawal period, in days",
    "return_days": "Days for returns",
    "download_times": "Downloads of a copy",
}


def changes_of(work):
    """The latest changes of a work and its editions, each with the facts that differ."""
    isbns = {f"edition {row.id}": row.isbn for row in Edition.select().where(Edition.work == work)}
    actions = changes_about([f"work {work.id}", *isbns])
    for action in actions:
        action.isbn = isbns.get(action.subject)
    return actions


def changes_about(subjects):
    """The latest changes of these subjects, such as "work 12", each with the facts that differ."""
    actions = actions_about(subjects)
    for action in actions:
        action.differences = differences(action.before, action.after)
    return actions


def differences(before, after):
    """(label, words before, words after) of each fact that differs; before may be nothing."""
    before, after = before or {}, after or {}
    names = [name for name in LABELS if before.get(name) != after.get(name)]
    return [(LABELS[name], words(name, before), words(name, after)) for name in names]
