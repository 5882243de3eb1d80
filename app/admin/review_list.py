"""Reviews as staff read them: the newest of all books, hidden ones too."""

from app.accounts.models import Customer
from app.catalog.models import Work
from app.reviews.models import Review

FILTERS = {"": "All", "shown": "Shown", "hidden": "Hidden"}


def latest_reviews(only=""):
    query = reviews_with_names()
    if only:
        query = query.where(Review.hidden_at.is_null(only == "shown"))
    return query.order_by(Review.created_at.desc(), Review.id.desc())


def find_review(review_id):
    return reviews_with_names().where(Review.id == review_id).first()


def reviews_with_names():
    return (
        Review.select(Review, Work, Customer)
        .join(Work, on=Review.work)
        .switch(Review)
        .join(Customer, on=Review.customer)
    )
