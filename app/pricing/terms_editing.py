"""Staff set the terms of the whole shop: each change with its line in the trail."""

from app.catalog.editing import note_change, unchanged_since
from app.db import db
from app.pricing.models import Terms


def terms_facts(terms):
    """What the terms are, in values that the trail can keep."""
    return {
        "gift_wrap_minor": terms.gift_wrap_minor,
        "withdrawal_days": terms.withdrawal_days,
        "return_days": terms.return_days,
        "download_times": terms.download_times,
    }


def save_terms(values, *, staff_id, seen):
    """Write the terms that hold from now on. Raises EditedMeanwhile."""
    with db.atomic():
        terms = Terms.select().for_update().get()
        before = unchanged_since(seen, terms_facts(terms))
        for name, value in values.items():
            setattr(terms, name, value)
        terms.save()
        note_change(staff_id, "terms", before, terms_facts(terms))
