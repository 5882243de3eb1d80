"""Finds out from its first line what a CSV file says and how."""

import csv

from app.catalog.imports.csv_files.headers import columns_of
from app.catalog.imports.records import UnreadableFile

DELIMITERS = ",;\t|"
NEEDED = (
    "The first line has to name the columns. We need at least Title and Author; or, to change"
    " books that we have, ISBN and what is new, such as Price."
)


def read_header(lines):
    """The delimiter, and the columns in their order: None for those that we do not know."""
    header = next((line.text for line in lines if line.text is None or line.text.strip()), None)
    if header and header.lower().startswith("sep="):  # for Excel
        header = next((line.text for line in lines), None)
    if not header or "\0" in header:
        raise UnreadableFile("This is no file of text in columns." if header else NEEDED)
    delimiter, columns = max(readings(header), key=lambda reading: sum(map(bool, reading[1])))
    named = {column.field for column in columns if column}
    if "title" not in named and not ("isbn" in named and len(named) > 1):
        raise UnreadableFile(NEEDED)
    return delimiter, columns


def readings(header):
    for delimiter in DELIMITERS:
        try:
            cells = next(csv.reader([header], delimiter=delimiter))
        except csv.Error:
            raise UnreadableFile(NEEDED) from None
        while len(cells) > 1 and not cells[-1].strip():
            cells.pop()
        yield delimiter, columns_of(cells)
