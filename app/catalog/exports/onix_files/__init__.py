"""ONIX for Books 3.0 with reference tags, the trade's own format (see editeur.org).

Within a composite the order of elements is the standard's.
"""

from app.catalog.exports.onix_files.message import lines

__all__ = ["lines"]
