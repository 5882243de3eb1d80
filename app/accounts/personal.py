"""What the accounts hold about a person: to be copied for her, and to be forgotten.

Every part that holds something has such a module; app/privacy puts them together.
"""

import secrets

from peewee import fn

from app.accounts.models import Customer, Token
from app.accounts.notices import NOTICES
from app.db import db, now
from app.mail import Email

NAMELESS = "Erased"
# About links and notices of an account, whatever address they went to.
ACCOUNT_LETTERS = (
    *("verify_address", "already_registered", "reset_password", "password_changed"),
    *("confirm_email", "email_changed", "staff_invited", "role_given", *NOTICES),
)
CARDS = ("gift_card", "store_credit")

# File name: heading, and a query of one row a thing; %(customer)s is her id.
RECORDS = {
    "profile": (
        "Your profile",
        """select name, email, verified_at as email_verified_at, created_at as joined_at, role
        from accounts.customers where id = %(customer)s""",
    ),
    "addresses": (
        "Your address book",
        """select label, name, line1, line2, city, region, postcode, country, phone, is_default,
            created_at
        from accounts.addresses where customer_id = %(customer)s order by id""",
    ),
    "sessions": (
        "Where you are signed in",
        """select browser, created_at as began_at, last_seen_at, expires_at, remembered,
            second_factor
        from accounts.sessions where customer_id = %(customer)s order by id""",
    ),
    "second_factors": (
        "Your second factors",
        """select 'passkey' as kind, name, created_at, last_used_at
        from accounts.passkeys where customer_id = %(customer)s
        union all select 'authenticator app', '', created_at, null
        from accounts.authenticators
        where customer_id = %(customer)s and confirmed_at is not null
        union all select 'recovery code', '', created_at, used_at
        from accounts.recovery_codes where customer_id = %(customer)s""",
    ),
    "ways_to_sign_in": (
        "Your accounts elsewhere that open this one",
        """select issuer, subject, linked_at, last_used_at
        from accounts.identities where customer_id = %(customer)s order by id""",
    ),
    "links": (
        "Links that we mailed you",
        """select purpose, email as new_address, created_at, expires_at, used_at
        from accounts.tokens where customer_id = %(customer)s order by id""",
    ),
    "consents": (
        "What you took note of or agreed to",
        """select what, version, given_at, withdrawn_at
        from accounts.consents where customer_id = %(customer)s order by id""",
    ),
    "emails": (
        "Emails that we sent you",
        """select kind, recipient, created_at, sent_at from accounts.emails
        where lower(recipient) = any(%(addresses)s)
            or kind = any(%(account_letters)s)
                and about in (select id from accounts.tokens where customer_id = %(customer)s)
        order by id""",
    ),
}


def proven_addresses(customer):
    """Her email addresses, of now and of before, that she has shown to be hers; in small letters.

    What the shop knows of an address alone is nobody's for the asking: whoever registers may type
    anybody's. One that she had before is not hers any more once another customer has proven it,
    and never was if whoever had taken her account chose it.
    """
    before = Token.select(fn.lower(Token.email)).where(
        Token.customer == customer, Token.purpose == "restore_email", ~fn.EXISTS(taken_back())
    )
    proven_by_others = Customer.select(fn.lower(Customer.email)).where(
        Customer.id != customer.id, Customer.verified_at.is_null(False)
    )
    of_now = {customer.email.lower()} if customer.is_verified else set()
    former = before.where(fn.lower(Token.email).not_in(proven_by_others))
    return of_now | {email for (email,) in former.tuples()}


def taken_back():
    """Changes before that of the outer query's link, which were undone after it."""
    earlier = Token.alias()
    return earlier.select(earlier.id).where(
        earlier.customer == Token.customer,
        earlier.purpose == Token.purpose,
        earlier.id < Token.id,
        earlier.used_at > Token.created_at,
    )


def addresses_of(customer):
    """All that we may have written to, in small letters: also those that she has not proven."""
    others = Token.select(fn.lower(Token.email)).where(
        Token.customer == customer, Token.email.is_null(False)
    )
    return {customer.email.lower(), *(email for (email,) in others.tuples())}


def went_to(addresses):
    """The condition on emails that they are to one of these addresses, in small letters."""
    return fn.lower(Email.recipient).in_(list(addresses))


def is_about_account(customer):
    """The condition on emails that they are about her account, whatever address they went to."""
    links = Token.select(Token.id).where(Token.customer == customer)
    return Email.kind.in_(ACCOUNT_LETTERS) & Email.about.in_(links)


def forget_emails(which):
    """Those that were sent do not say to whom any more; the others are not sent."""
    # A gift card that somebody sends her still has to arrive.
    hers = which & (Email.sent_at.is_null(False) | Email.kind.not_in(CARDS))
    unsent = Email.sent_at.is_null() & Email.given_up_at.is_null()
    Email.update(given_up_at=now()).where(hers, unsent).execute()
    Email.update(recipient="").where(hers).execute()


def forget_account(customer, *, but=()):
    """Make the row nobody's, since orders and reviews point to it, and delete the rest of it, but
    for what is in the tables named.
    """
    for table, column in owned_tables():
        if table not in but:
            db.execute_sql(f"delete from {table} where {column} = %s", (customer.id,))  # noqa: S608
    Customer.update(
        # Random, so that nobody can register with it beforehand.
        email=f"{secrets.token_hex(16)}@erased.invalid",
        name=NAMELESS,
        password_hash=None,
        verified_at=None,
        role=None,
        erased_at=now(),
    ).where(Customer.id == customer.id).execute()


def owned_tables():
    """Tables of accounts whose rows go with a customer's row, with the column that says whose."""
    return db.execute_sql(OWNED).fetchall()


OWNED = """
    select c.conrelid::regclass::text, quote_ident(a.attname)
    from pg_constraint c
        join pg_class t on t.oid = c.conrelid
        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confdeltype = 'c'
        and c.confrelid = 'accounts.customers'::regclass
        and t.relnamespace = 'accounts'::regnamespace
    order by 1
"""
