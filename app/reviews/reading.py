"""The reviews of a work, as its page shows them."""

from dataclasses import dataclass

from peewee import fn

from app.accounts.models import Customer
from app.reviews.models import Review

PER_PAGE = 10
LAST_PAGE = 500  # pages beyond are not worth a scan


@dataclass(frozen=True)
class ReviewsOfWork:
    work: object
    count: int
    average: float | None
    histogram: list[tuple[int, int]]  # (stars, reviews), five stars first
    latest: list[Review]
    page: int
    pages: int


def reviews_of(work, page=1):
    """Count, average, histogram and one page of the reviews that are not hidden, newest first."""
    counts = dict(
        Review.select(Review.stars, fn.count(Review.id))
        .where(shown(work))
        .group_by(Review.stars)
        .tuples()
    )
    count = sum(counts.values())
    return ReviewsOfWork(
        work=work,
        count=count,
        average=sum(stars * n for stars, n in counts.items()) / count if count else None,
        histogram=[(stars, counts.get(stars, 0)) for stars in (5, 4, 3, 2, 1)],
        latest=page_of(work, page) if count else [],
        page=page,
        pages=min(LAST_PAGE, -(-count // PER_PAGE)),
    )


def page_of(work, page):
    query = (
        Review.select(Review, Customer)
        .join(Customer, on=Review.customer)
        .where(shown(work))
        .order_by(Review.created_at.desc(), Review.id.desc())
    )
    return list(query.paginate(page, PER_PAGE))


def shown(work):
    return (Review.work == work) & Review.hidden_at.is_null()
