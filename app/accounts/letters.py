"""Letters about an account. A link's secret is made as its letter is written: none is stored."""

from app.accounts import tokens
from app.accounts.models import Token
from app.accounts.notices import NOTICES
from app.mail import public_link, write_letter


def verify_address(token_id):
    token = Token.get_by_id(token_id)
    link = secret_link("accounts.verify", token)
    return letter("verify_address", "Is this your address?", token, link)


def already_registered(token_id):
    token = Token.get_by_id(token_id)
    link = secret_link("accounts.reset", token)
    return letter("already_registered", "You already have an account", token, link)


def reset_password(token_id):
    token = Token.get_by_id(token_id)
    if token.customer is None:
        link = public_link("accounts.register")
        return letter("no_account", "There is no account for this address", token, link)
    link = secret_link("accounts.reset", token)
    return letter("reset_password", "Choose a new password", token, link)


def password_changed(token_id):
    token = Token.get_by_id(token_id)
    link = public_link("accounts.forgot")
    return letter("password_changed", "Your password was changed", token, link)


def staff_invited(token_id):
    token = Token.get_by_id(token_id)
    link = secret_link("accounts.reset", token)
    words = {"name": token.customer.name, "role": token.customer.role, "link": link}
    return write_letter("staff_invited", "You are invited to the back office", **words)


def role_given(token_id):
    customer = Token.get_by_id(token_id).customer
    words = {"name": customer.name, "role": customer.role, "link": public_link("admin.home")}
    return write_letter("role_given", "The back office is open to you", **words)


def confirm_email(token_id):
    token = Token.get_by_id(token_id)
    link = secret_link("accounts.confirm_email", token)
    # Whose mailbox this is nobody has shown, and her name could be a message to whoever reads it.
    return write_letter("confirm_email", "Is this your new address?", name="reader", link=link)


def address_in_use(token_id):
    token = Token.get_by_id(token_id)
    link = public_link("accounts.login")
    return letter("address_in_use", "This address has an account already", token, link)


def email_changed(token_id):
    token = Token.get_by_id(token_id)
    link = secret_link("accounts.restore_email", token)
    return letter("email_changed", "Your email address was changed", token, link)


def notice(kind, token_id):
    """What was changed about her account; `kind` is one of NOTICES."""
    token = Token.get_by_id(token_id)
    subject, what = NOTICES[kind]
    name, link = known_name(token.customer), public_link("accounts.security")
    return write_letter("account_notice", subject, name=name, what=what, link=link)


def letter(template, subject, token, link):
    return write_letter(template, subject, name=known_name(token.customer), link=link)


def known_name(customer):
    """Her name, once her address is verified; until then it could be a stranger's message."""
    return customer.name if customer and customer.is_verified else "reader"


def secret_link(endpoint, token):
    return public_link(endpoint, token=tokens.fresh_secret(token))
