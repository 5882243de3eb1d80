"""Lines of CSV that spreadsheets show as they are."""

import csv
import io
import re

FORMULA = re.compile(r"'*[=+\-@\t\r]")
NUMBER = re.compile(r"-?[0-9]+")


def line(facts):
    written = io.StringIO()
    csv.writer(written).writerow([said(fact) for fact in facts])
    return written.getvalue()


def said(fact):
    """The text of a cell, such that no spreadsheet takes a title for a formula."""
    text = "" if fact is None else str(fact)
    defused = FORMULA.match(text) and not NUMBER.fullmatch(text)
    return f"'{text}" if defused else text
