"""ONIX for Books, the trade's own format: 2.1, 3.0 and 3.1, with reference and with short tags.

A file is decoded (decoding), cut into products (pieces), and each product is parsed by itself, so
memory stays flat and a broken product costs only itself. No DTD is ever read: see doctype.
"""

from app.catalog.imports.onix.reading import read

__all__ = ["read"]
