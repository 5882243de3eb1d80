"""Reads books out of CSV files: ours, those of other shops, and what spreadsheets made of them."""

from collections import deque
from itertools import chain, islice

from app.catalog.imports.csv_files import own, record
from app.catalog.imports.csv_files.cells import Cells
from app.catalog.imports.csv_files.dates import month_comes_first
from app.catalog.imports.csv_files.header_line import read_header
from app.catalog.imports.csv_files.isbns import NoIsbn
from app.catalog.imports.csv_files.lines import lines_of
from app.catalog.imports.csv_files.record import NoBook
from app.catalog.imports.csv_files.rows import Row, rows_of
from app.catalog.imports.feed_prices import shop_currency
from app.catalog.imports.records import Refusal, UnreadableFile

LOOK_AHEAD = 1000  # rows that show how the file writes its dates


def read(stream):
    """Each row of the file, of unzipped bytes, as a BookRecord or a Refusal.

    Raises UnreadableFile when its first line does not name the columns that we need, and where it
    cannot be read any further.
    """
    lines = lines_of(stream)
    delimiter, columns = read_header(lines)
    rows = rows_of(lines, delimiter, len(columns))
    first, damage = looked_at(rows)
    month_first = month_comes_first(dates_in(first, columns))
    record_of = own.record_of if columns == own.COLUMNS else record.record_of
    currency = shop_currency()
    for row in chain(emptied(first), rows):
        yield taken(row, record_of, columns, month_first, currency)
    if damage:
        raise damage


def looked_at(rows):
    """The first rows, and the UnreadableFile that came behind them, if one did."""
    first = deque()
    try:
        first.extend(islice(rows, LOOK_AHEAD))
    except UnreadableFile as damage:
        return first, damage
    return first, None


def dates_in(rows, columns):
    places = [place for place, column in enumerate(columns) if column == ("published_on", "")]
    return [row.cells[place] for row in rows if isinstance(row, Row) for place in places]


def emptied(rows):
    while rows:
        yield rows.popleft()


def taken(row, record_of, columns, month_first, currency):
    if isinstance(row, Refusal):
        return row
    cells, place = Cells(columns, row.cells), f"line {row.line}"
    try:
        return record_of(cells, place, month_first, currency)
    except (NoIsbn, NoBook) as problem:
        return Refusal(place, str(problem), cells.line("isbn") or cells.line("title")[:80])
