"""Copies of what we hold: asked for once a day at most, made by a job, there for a week."""

from datetime import timedelta
from tempfile import SpooledTemporaryFile

from peewee import fn

from app.accounts.audit import audit
from app.accounts.models import Customer
from app.db import db, held_alone, lent_connection, now, unhurried
from app.mail import send_once
from app.privacy.archives import write_archive
from app.privacy.models import Export, ExportPart
from app.privacy.subjects import subjects_of
from app.queueing import BULK, nudge_after_commit

KEEP = timedelta(days=7)
IN_MEMORY = 1024 * 1024  # bytes; what is larger waits in a file without a name
PIECE = 1024 * 1024  # bytes
JOB = "jobs.privacy.make_export"


def ask(customer_id):
    """Have a copy made; False when she had asked for one today already."""
    with db.atomic():
        asked = Export.insert(customer=customer_id).on_conflict_ignore().returning(Export.id)
        ids = [id for (id,) in asked.tuples().execute()]
        for id in ids:
            audit("export asked for", customer_id, export=id)
            nudge_after_commit(JOB, id, queue=BULK)
    return bool(ids)


def make(export_id):
    """Make the copy and mail her that it is there, unless that is done or being done elsewhere."""
    with held_alone(f"export {export_id}") as mine:
        export = mine and unmade().where(Export.id == export_id).first()
        if export:
            with unhurried(), SpooledTemporaryFile(IN_MEMORY) as file:
                write_archive(subjects_of(export.customer), file)
                keep(export, file)


def keep(export, file):
    export.bytes = file.tell()
    file.seek(0)
    for part, body in enumerate(iter(lambda: file.read(PIECE), b"")):
        ExportPart.insert(export=export, part=part, body=body).execute()
    export.made_at = now()
    export.expires_at = export.made_at + KEEP
    export.save()
    send_once("export_ready", export.id, export.customer.email)


def unmade():
    return Export.select(Export, Customer).join(Customer).where(Export.made_at.is_null())


def exports_of(customer_id):
    """Hers that wait to be made or can be taken, the latest first."""
    there = Export.made_at.is_null() | (Export.expires_at > now())
    hers = Export.select().where(Export.customer == customer_id, there)
    return list(hers.order_by(Export.id.desc()))


def take(customer_id, export_id):
    """Her copy, noted as taken; None when it is not hers, not made yet or not there any more."""
    with db.atomic():
        export = Export.get_or_none(
            Export.id == export_id, Export.customer == customer_id, Export.expires_at > now()
        )
        if export:
            Export.update(taken_at=fn.coalesce(Export.taken_at, now())).where(
                Export.id == export.id
            ).execute()
            audit("export taken", customer_id, export=export.id)
    return export


def pieces(export_id):
    """Its bytes, each piece read on a connection of a moment, as whoever takes it may be slow."""
    part = 0
    while body := piece(export_id, part):
        yield body
        part += 1


def piece(export_id, part):
    with lent_connection():
        row = ExportPart.get_or_none(ExportPart.export == export_id, ExportPart.part == part)
    return bytes(row.body) if row else b""


def forget_old():
    """Delete copies whose week is over, and requests that were never carried out."""
    over = (Export.expires_at < now()) | (
        Export.made_at.is_null() & (Export.asked_at < now() - KEEP)
    )
    Export.delete().where(over).execute()
