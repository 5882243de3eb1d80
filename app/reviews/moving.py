"""Reviews follow a work that becomes a part of another."""

from peewee import fn

from app.db import db
from app.reviews.models import Review


def move_reviews(old, into):
    """Make the reviews of the first work ones of the second; ratings follow by themselves.

    Of somebody who wrote about both, the review that she touched last stays.
    """
    with db.atomic():
        newest = (
            Review.select(
                Review.id,
                fn.row_number()
                .over(
                    partition_by=[Review.customer],
                    order_by=[Review.updated_at.desc(), Review.id.desc()],
                )
                .alias("place"),
            )
            .where(Review.work.in_([old.id, into.id]))
            .alias("newest")
        )
        older = Review.select(newest.c.id).from_(newest).where(newest.c.place > 1)
        Review.delete().where(Review.id.in_(older)).execute()
        Review.update(work=into.id).where(Review.work == old.id).execute()
