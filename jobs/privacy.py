"""Makes the copies that customers asked for, and parts strangers from addresses of others."""

from app.privacy import exporting, unproven


def make_export(export_id):
    exporting.make(export_id)


def part_with_strangers():
    unproven.part_with_strangers()
