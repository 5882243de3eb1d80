"""Everything about accounts that has an address; the views stand in the modules named for them."""

from app.accounts import account_page, door, mailed_links
from app.accounts.addresses import pages as address_pages
from app.accounts.blueprint import blueprint
from app.accounts.signing_in import set_up_sign_in

__all__ = ["account_page", "address_pages", "blueprint", "door", "mailed_links", "set_up_sign_in"]
