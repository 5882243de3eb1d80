"""Everything about privacy that has an address."""

from app.privacy import pages
from app.privacy.blueprint import blueprint

__all__ = ["blueprint", "pages"]
