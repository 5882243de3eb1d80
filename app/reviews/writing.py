"""Writing, changing, deleting and hiding reviews; the database keeps the work's rating in step."""

import structlog

from app.catalog.models import Edition
from app.db import now
from app.orders.models import Order, OrderLine
from app.reviews.models import Review

log = structlog.get_logger()


def post_review(work, customer, *, stars, title="", body=""):
    """Keep what the customer says about the work, in place of what she said before.

    A review that staff have hidden stays hidden.
    """
    written = Review.insert(
        work=work,
        customer=customer,
        stars=stars,
        title=title,
        body=body,
        verified=has_bought(customer, work),
        updated_at=now(),
    ).on_conflict(
        conflict_target=[Review.work, Review.customer],
        preserve=[Review.stars, Review.title, Review.body, Review.verified, Review.updated_at],
    )
    return next(iter(written.returning(Review).execute()))


def delete_review(work, customer):
    Review.delete().where(Review.work == work, Review.customer == customer).execute()


def set_visibility(review_id, hidden, staff):
    """Hide a review from readers and from the rating, or show it again; say whether it changed."""
    change = {"hidden_at": now() if hidden else None, "hidden_by": staff.id if hidden else None}
    changed = (
        Review.update(**change)
        .where(Review.id == review_id, Review.hidden_at.is_null(hidden))
        .execute()
    )
    log.info("review visibility", review=review_id, hidden=hidden, staff=staff.id, changed=changed)
    return bool(changed)


def has_bought(customer, work):
    """Whether she paid for an edition of the work, and was not refunded."""
    return (
        OrderLine.select()
        .join(Order)
        .switch(OrderLine)
        .join(Edition)
        .where(
            Order.customer == customer,
            Order.settled_at.is_null(False),
            Order.status != "refunded",
            Edition.work == work,
        )
        .exists()
    )
