"""The subjects of the shop as a tree, and which of them a trade code or a genre's name means.

People edit the *.toml here, in the order in which one walks past the shelves. A [[subject]] has:
  slug      in the address of its page
  name      without a semicolon, which parts names in files
  parent    the slug of the subject that it is a part of
  about     a line for shoppers
  bisac, thema, bic   codes that belong to it, with all that begin with them
  also      other names, in small letters: genres of readers' shelves and of shops; one that begins
            with "nonfiction" is taken before the same without it where a book is no fiction
A shop loads it once; from then on its own tree is the one in the database.
"""

from app.catalog.subject_tree.finding import ids_by_slug, subjects_for, subjects_named
from app.catalog.subject_tree.loading import load

__all__ = ["ids_by_slug", "load", "subjects_for", "subjects_named"]
