"""What people do for books, as staff choose it: the roles of ONIX code list 17 that shops meet."""

from app.catalog.models import AUTHOR, TRANSLATOR

ROLES = {
    AUTHOR: "Author",
    "A02": "With",
    "B01": "Editor",
    TRANSLATOR: "Translator",
    "A12": "Illustrator",
    "A07": "Artist",
    "A13": "Photographer",
    "A35": "Drawings",
    "A36": "Cover design",
    "A23": "Foreword",
    "A24": "Introduction",
    "A15": "Preface",
    "A19": "Afterword",
    "A20": "Notes",
    "A21": "Commentary",
    "A32": "Contributor",
    "A39": "Maps",
    "A45": "Comic script",
    "B04": "Abridger",
    "B05": "Adapter",
    "B10": "Editor and translator",
    "C01": "Compiler",
    "E03": "Narrator",
    "E07": "Reader",
}
# Who makes an edition rather than the work, first to last as they are offered.
EDITION_ROLES = (TRANSLATOR, "E07", "E03", "A24", "A23", "A12", "A36", "B01", "B04", "B10")


def role_name(role):
    return ROLES.get(role, f"Role {role}")


def choices(first, also=()):
    """Pairs for a select: these roles first, then the others, and what else is in use."""
    order = dict.fromkeys([*first, *ROLES, *also])
    return [(role, role_name(role)) for role in order]
