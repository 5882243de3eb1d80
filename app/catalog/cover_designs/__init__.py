"""Typographic covers for books that have no picture of their own."""

from app.catalog.cover_designs.book import read_book
from app.catalog.cover_designs.sheet import Sheet
from app.catalog.cover_designs.shelf import choose

__all__ = ["compose", "draw_cover"]


def draw_cover(
    *,
    key: str,
    title: str,
    authors: list[str],
    subjects: list[str],
    series: str | None = None,
    position: str | None = None,
) -> str:
    """The cover as a standalone SVG document, 2 by 3, always the same for the same book.

    Subjects are slugs, the most telling first. Any text is safe: it is cleaned and escaped here.
    """
    book, sheet = compose(key, title, authors, subjects, series, position)
    spoken = f"{book.title}, {' & '.join(book.authors)}" if book.authors else book.title
    return sheet.svg(spoken)


def compose(key, title, authors, subjects, series=None, position=None):
    """The book as its cover names it, and the sheet with everything drawn on it."""
    book = read_book(key, title, authors, series, position)
    design, colours = choose(book, subjects)
    sheet = Sheet()
    design.draw(sheet, book, colours)
    return book, sheet
