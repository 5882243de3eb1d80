"""Searching the shop: the page of results, and suggestions while one types."""

from flask import Blueprint

blueprint = Blueprint("search", __name__)
