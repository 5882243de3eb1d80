"""Keys of forms: each form has its own, so that one sent twice does its work once."""

import secrets


def new_form_key():
    return secrets.token_urlsafe(24)
