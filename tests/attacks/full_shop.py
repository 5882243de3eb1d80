"""Rows of what neither a customer nor the desk has left in the shop of a test."""

from app.accounts.api_tokens import issue
from app.accounts.audit import audit
from app.catalog.models import (
    Collection,
    CollectionWork,
    ContributorName,
    Edition,
    EditionContributor,
    Image,
    Import,
    ImportRemark,
    Publisher,
    RelatedProduct,
    Series,
    Subject,
    SubjectCode,
    Work,
    WorkCode,
    WorkSubject,
)
from app.db import now
from app.orders.reconciliation.differences import Difference
from app.orders.reconciliation.runs import Reconciliation
from app.search.misses import note
from app.search.query import SearchQuery

PICTURE = {"media_type": "image/webp", "image": b"a picture", "version": "1"}


def fill_the_rest():
    describe_the_first_book()
    fill_the_lists_of_the_desk()


def describe_the_first_book():
    work, edition = Work.get_by_id(1), Edition.get_by_id(1)
    publisher = Publisher.create(slug="quire", name="Quire")
    Edition.update(publisher=publisher, imprint=publisher).where(Edition.id == 1).execute()
    series = Series.create(slug="patterns", name="Patterns")
    Work.update(series=series, series_position="1").where(Work.id << [1, 2]).execute()
    Work.update(description_is_html=True).where(Work.id == 2).execute()
    WorkSubject.create(work=work, subject=1)
    WorkCode.create(work=work, scheme="10", code="FIC028000", heading="Fiction")
    SubjectCode.create(subject=Subject.get_by_id(1), scheme="10", code="FIC028")
    ContributorName.create(contributor=1, name="O. E. Butler")
    EditionContributor.create(edition=edition, contributor=1, role="B06")
    RelatedProduct.create(edition=edition, isbn="9780000000002", relation="03")
    Image.create(work=work, kind="inside", alt="A page", **PICTURE)
    collection = Collection.create(slug="staff", name="Staff picks", about="Ours.")
    CollectionWork.create(collection=collection, work=work, note="Read it.")


def fill_the_lists_of_the_desk():
    issue("till", staff_id=1)
    audit("refused", 1, page="admin.refund", permission="orders.refund")
    note(SearchQuery(words="octavio butler"))
    Import.update(status="failed", failure="The file is damaged.").execute()
    ImportRemark.create(imported=1, record=1, place="line 1", refused=True, reason="No title.")
    moment = now()
    run = dict.fromkeys(("since", "until", "begun_at", "seen_at"), moment)
    Reconciliation.create(asked_by="staff 1", cut_short="Stripe was away.", **run)
    seen = {"first_seen_at": moment, "last_seen_at": moment}
    charge = {"kind": "paid_not_here", "thing": "charge", "about": "ch_1"}
    Difference.create(here="nothing", there="5.00", **charge, **seen)
