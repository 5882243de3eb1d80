"""Reads the tree as people wrote it."""

import tomllib
from functools import cache
from pathlib import Path

FILES = ("fiction", "young-readers", "lives-and-times", "knowledge-and-leisure")
SCHEMES = {"bisac": "10", "thema": "93", "bic": "12"}  # ONIX code list 27


@cache
def subjects():
    """The [[subject]] tables of all files, each parent before its parts."""
    folder = Path(__file__).parent
    texts = [(folder / f"{name}.toml").read_text("utf-8") for name in FILES]
    return [subject for text in texts for subject in tomllib.loads(text)["subject"]]
