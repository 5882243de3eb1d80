"""Imports files of books, and undoes imports: the row says what there is left to do."""

from app.catalog.imports import runs


def run(import_id):
    """Carry on with an import; when another is at work, a later nudge finds this one waiting."""
    runs.carry_on(import_id)
