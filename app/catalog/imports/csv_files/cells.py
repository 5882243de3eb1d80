"""The cells of a row by what their columns are called."""

from copy import copy

from app.catalog.imports.csv_files.text import UNREADABLE, one_line, said

LONGEST_NAME = 1000  # characters of anything but descriptions and lists
LONGEST_LIST = 10_000


class Cells:
    def __init__(self, columns, texts):
        self.columns = columns
        self.texts = {}  # lists, by field: several columns may name one
        self.units = {}
        self.remarks = []  # what was odd about them
        for column, text in zip(columns, texts, strict=True):
            if column and text and not text.isspace():
                most = None if column.field == "description" else LONGEST_LIST
                self.texts.setdefault(column.field, []).append(text[:most])
                if column.unit:
                    self.units.setdefault(column.field, column.unit)

    def without(self, fields):
        """The same cells, but that these fields are empty."""
        others = copy(self)
        others.texts = {field: said for field, said in self.texts.items() if field not in fields}
        return others

    def has_column(self, *fields):
        return any(column and column.field in fields for column in self.columns)

    def all(self, field):
        return self.texts.get(field, ())

    def first(self, field):
        return self.texts[field][0] if field in self.texts else ""

    def line(self, field):
        if field not in self.texts:
            return ""
        text = self.texts[field][0]
        # A book may well be called Unknown.
        return (one_line(text) if field == "title" else said(text))[:LONGEST_NAME]

    def unit(self, field):
        return self.units.get(field, "")

    def read(self, field, reader, *args, wrong=""):
        """What the reader makes of the field, and where that is None the remark `wrong`."""
        text = self.line(field).strip(" ,;")
        value = reader(text, *args) if text else None
        if text and value is None and wrong:
            self.remarks.append(wrong.format(text[:60]))
        return value

    @property
    def unreadable(self):
        return any(UNREADABLE in text for texts in self.texts.values() for text in texts)
