"""Makes the copies that customers asked for."""

from app.privacy import exporting


def make_export(export_id):
    exporting.make(export_id)
