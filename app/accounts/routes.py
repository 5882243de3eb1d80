"""Everything about accounts that has an address; the views stand in the modules named for them."""

from app.accounts import (
    account_page,
    door,
    email_pages,
    mailed_links,
    password_page,
    second_step,
    security_page,
)
from app.accounts.addresses import pages as address_pages
from app.accounts.blueprint import blueprint
from app.accounts.factors import pages as factor_pages
from app.accounts.factors import passkey_pages
from app.accounts.providers import linking_pages
from app.accounts.providers import pages as provider_pages
from app.accounts.signing_in import set_up_sign_in

__all__ = [
    "account_page",
    "address_pages",
    "blueprint",
    "door",
    "email_pages",
    "factor_pages",
    "linking_pages",
    "mailed_links",
    "passkey_pages",
    "password_page",
    "provider_pages",
    "second_step",
    "security_page",
    "set_up_sign_in",
]
