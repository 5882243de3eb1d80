"""What readers say about books: read by all, written by customers."""

from flask import Blueprint

from app.reviews.reading import reviews_of

blueprint = Blueprint("reviews", __name__)
blueprint.add_app_template_global(reviews_of)
