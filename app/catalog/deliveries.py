"""Deliveries: lines typed, pasted or scanned, checked, and put on the shelves in one go."""

import re
from dataclasses import dataclass

from stdnum import isbn as isbn_numbers
from stdnum.exceptions import ValidationError

from app.accounts.staff_actions import record
from app.catalog.inventory import receive_many
from app.catalog.models import CONDITIONS, Delivery, DeliveryLine, Edition
from app.db import db

MOST_LINES = 2_000
MOST_COPIES = 100_000  # a line, and of an edition
BETWEEN = re.compile(r"[\s,;]+")
USED = {words.removeprefix("Used, "): name for name, words in CONDITIONS.items() if name != "new"}
CONDITION_WORDS = {"new": "new", "as new": "as_new", **{w.lower(): n for w, n in USED.items()}}


@dataclass
class TypedLine:
    """A line as it was typed: the edition it names, or what is wrong with it."""

    number: int
    text: str
    isbn: str = ""
    copies: int = 1
    condition: str = "new"
    edition: Edition | None = None
    problem: str = ""


def receive_delivery(lines, *, supplier, reference="", note="", staff_id, form_key=None):
    """Put the copies of checked lines on the shelves and return the delivery.

    The same form sent twice is one delivery: the second time it returns the first one's.
    """
    with db.atomic():
        delivery = claim(supplier, reference, note, staff_id, form_key)
        if delivery is None:
            return Delivery.get(Delivery.form_key == form_key)
        copies = total_by_edition(lines)
        rows = [{"delivery": delivery, "edition": id, "copies": n} for id, n in copies.items()]
        DeliveryLine.insert_many(rows).execute()
        why = {"delivery_id": delivery.id, "staff_id": staff_id, "note": reference[:200]}
        receive_many(copies.items(), **why)
        record(staff_id, "received", f"delivery {delivery.id}")
    return delivery


def claim(supplier, reference, note, staff_id, form_key):
    """The new delivery; None when this form has made one."""
    rows = (
        Delivery.insert(
            supplier=supplier,
            reference=reference,
            note=note,
            staff_id=staff_id,
            form_key=form_key or None,
        )
        .on_conflict(conflict_target=[Delivery.form_key], action="IGNORE")
        .returning(Delivery)
        .execute()
    )
    return next(iter(rows), None)


def total_by_edition(lines):
    copies = {}
    for line in lines:
        copies[line.edition.id] = copies.get(line.edition.id, 0) + line.copies
    return dict(sorted(copies.items()))


def read_lines(text):
    """A TypedLine for each line that is not empty: an ISBN, and if wanted copies and condition.

    A book that is scanned several times stands on several lines; each counts.
    """
    typed = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1)]
    lines = [read_line(number, line) for number, line in typed if line]
    find_editions(lines)
    return lines


def read_line(number, text):
    line = TypedLine(number, text)
    words = BETWEEN.split(text)
    used = next((n for n in range(len(words), 0, -1) if is_isbn("".join(words[:n]))), 0)
    if not used:
        line.problem = why_no_isbn(words)
        return line
    line.isbn = isbn_numbers.validate("".join(words[:used]), convert=True)
    rest = words[used:]
    if rest and rest[0].isascii() and rest[0].isdigit():
        line.copies = int(rest.pop(0)[:9])
    line.condition = CONDITION_WORDS.get(" ".join(rest).lower() or "new", "")
    if not 1 <= line.copies <= MOST_COPIES:
        line.problem = f"From 1 to {MOST_COPIES:,} copies, please."
    elif not line.condition:
        line.problem = "After the copies we read a condition only: as new, very good, good, fair."
    return line


def is_isbn(text):
    try:
        isbn_numbers.validate(text)
    except ValidationError:
        return False
    return True


def why_no_isbn(words):
    digits = re.sub(r"[^0-9Xx]", "", words[0])
    if len(digits) in (10, 13):
        return "The last digit of this ISBN does not fit the others, so one of them is wrong."
    return "Begin with the ISBN: 13 digits, or 10 in books before 2007."


def find_editions(lines):
    isbns = {line.isbn for line in lines if line.isbn}
    editions = Edition.select().where(Edition.isbn.in_(isbns)) if isbns else ()
    known = {(edition.isbn, edition.condition): edition for edition in editions}
    listed = {edition.isbn for edition in editions}
    for line in lines:
        line.edition = known.get((line.isbn, line.condition))
        if line.isbn and not line.problem and line.edition is None:
            line.problem = not_listed(line, listed)
        elif line.edition and line.edition.is_download:
            line.problem = "This edition is a download, which has no copies."


def not_listed(line, listed):
    if line.isbn not in listed:
        return "We have no edition with this ISBN; add it to the catalogue first."
    if line.condition == "new":
        return "We have only used copies of this listed; say their condition, or add the edition."
    return "We have no used copies in this condition listed; add them to the book first."
