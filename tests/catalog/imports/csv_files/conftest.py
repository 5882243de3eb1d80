"""CSV for tests: lines of a file, or the one record of columns given."""

import io

from app.catalog.imports import csv_files

ISBN, OTHER_ISBN = "9780306406157", "9780441013593"


def read(*lines, encoding="utf-8"):
    return list(csv_files.read(io.BytesIO("\r\n".join(lines).encode(encoding))))


def record(**cells):
    """The one record of a file with these columns, `_` for a space in their names."""
    header = ";".join(name.replace("_", " ") for name in cells)
    row = ";".join('"' + text.replace('"', '""') + '"' for text in cells.values())
    (found,) = read(header, row)
    return found


def book(**cells):
    return record(Title="Kindred", Author="Octavia E. Butler", **cells)
