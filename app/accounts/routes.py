"""The door: signing in and out."""

from flask import Blueprint

from app.accounts.signing_in import set_up_sign_in

__all__ = ["blueprint", "set_up_sign_in"]

blueprint = Blueprint("accounts", __name__)
