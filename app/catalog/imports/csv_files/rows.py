"""The records of a CSV file, each with the line it begins on, whatever is wrong with others."""

import csv
from collections import deque
from typing import NamedTuple

from app.catalog.imports.records import Refusal

MOST_CHARACTERS = 200_000  # of a record
MOST_WHILE_LOST = 20_000  # of a record, when we look for the next whole one after a damaged one

TOO_LONG = (
    "The record is longer than any book's would be. Perhaps a quotation mark is opened in it and"
    " not closed."
)
NEVER_CLOSED = "A quotation mark is opened in this record and never closed."
STRAY_MARK = (
    "A quotation mark stands where no field begins or ends. Inside a field that is in quotation"
    " marks it has to be doubled."
)
NUL = "The record holds a NUL character, so the file may be damaged here."

csv.field_size_limit(MOST_CHARACTERS * 2)


class Row(NamedTuple):
    line: int
    cells: list


class Damaged(Exception):
    """What was read is not one record; its text says why."""


def rows_of(lines, delimiter, width):
    """Rows of `width` cells, and a Refusal for each record that has another number of them."""
    table = Table(lines, delimiter, width)
    lost = False
    while record := table.take():
        try:
            cells = table.cells(record, MOST_WHILE_LOST if lost else MOST_CHARACTERS)
        except Damaged as problem:
            if not lost:
                yield Refusal(place=f"line {record[0].number}", reason=str(problem))
            # What a quotation mark has swallowed may hold whole records.
            lost = lost or len(record) > 1
            table.put_back(record[1:])
        else:
            lost = False
            if cells:
                yield Row(record[0].number, cells)


class Table:
    """Lines that can be put back, and the cells of the records in them."""

    def __init__(self, lines, delimiter, width):
        self.lines = lines
        self.returned = deque()
        self.delimiter = delimiter
        self.width = width

    def take(self):
        """The next line, as the beginning of a record; None at the end of the file."""
        line = self.returned.popleft() if self.returned else next(self.lines, None)
        return None if line is None else [line]

    def put_back(self, lines):
        self.returned.extendleft(reversed(lines))

    def cells(self, record, most):
        """The cells of the record that begins with this line, nothing when they are all empty.

        The lines that it goes on in are added to it.
        """
        text = record[0].text
        if text is None:
            raise Damaged(TOO_LONG)
        if '"' in text:
            cells = self.quoted(record, most)
        else:
            cells = text.rstrip("\r\n").split(self.delimiter)
        if not any(cell and not cell.isspace() for cell in cells):
            return []
        return self.checked(cells, record)

    def quoted(self, record, most):
        feed = self.feed(record, most)
        try:
            return next(csv.reader(feed, delimiter=self.delimiter, strict=True))
        except csv.Error as error:
            at_end = feed.gi_frame is None
            raise Damaged(NEVER_CLOSED if at_end else STRAY_MARK) from error

    def feed(self, record, most):
        yield record[0].text
        characters = len(record[0].text)
        while more := self.take():
            record += more
            characters += len(more[0].text or "")
            if more[0].text is None or characters > most:
                raise Damaged(TOO_LONG)
            yield more[0].text

    def checked(self, cells, record):
        if any("\0" in line.text for line in record):
            raise Damaged(NUL)
        while len(cells) > self.width and not cells[-1].strip():
            cells.pop()
        if len(cells) != self.width:
            raise Damaged(
                f"The record has {len(cells)} fields where the first line names {self.width}"
                " columns. Is a separator or a quotation mark missing, or one too many?"
            )
        return cells
