"""Reads the starter catalogue, which people edit by hand in app/catalog/starter/*.toml."""

import tomllib
from decimal import Decimal
from pathlib import Path

FOLDER = Path(__file__).parent / "starter"
BOOKS = ("classic-fiction", "modern-fiction", "non-fiction", "poetry-plays-childrens")


def books():
    """The [[author]] and [[work]] tables of all the files of books."""
    files = [read(name) for name in BOOKS]
    authors = [author for file in files for author in file["author"]]
    return authors, [work for file in files for work in file["work"]]


def read(name):
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


def opening_popularity():
    """By title: the higher, the nearer to the front until sales tell."""
    titles = read("bestsellers")["titles"]
    return {title: len(titles) - place for place, title in enumerate(titles)}


def minor(pounds):
    """Pence, of a price written in pounds such as 8.99."""
    return int(Decimal(pounds) * 100)
