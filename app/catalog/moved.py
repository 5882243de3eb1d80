"""Where what has moved is now, so that old addresses still lead there."""

from app.catalog.models import Collection, MergedWork, OldSlug, Subject

MODELS = {"subject": Subject, "collection": Collection}


def merged_into(work_id):
    """The work that another one became a part of; None when there is no such work."""
    merged = MergedWork.get_or_none(MergedWork.old_id == work_id)
    return merged and merged.work


def once_called(kind, slug):
    """The subject or collection ("subject", "collection") of this slug of before, or None."""
    old = OldSlug.get_or_none(OldSlug.kind == kind, OldSlug.slug == slug)
    return old and MODELS[kind].get_or_none(id=old.row_id)
