"""What the reviews hold about their writer; see app/accounts/personal.py."""

from app.reviews.models import Review

RECORDS = {
    "reviews": (
        "Your reviews",
        """select w.title as about, r.stars, r.title, r.body, r.verified as bought_here,
            r.created_at, r.updated_at, r.hidden_at
        from catalog.reviews r join catalog.works w on w.id = r.work_id
        where r.customer_id = %(customer)s order by r.id""",
    ),
}


def forget_reviews(customer_id):
    """Delete them; those that stay are “A reader’s” as soon as their writer is erased."""
    Review.delete().where(Review.customer == customer_id).execute()
