"""The reviews of a work, as its page shows them."""

from dataclasses import dataclass

from peewee import fn

from app.accounts.models import Customer
from app.catalog.models import Work
from app.reviews.models import Review

PER_PAGE = 10
MOST_PAGES = 200  # further back, a page costs more than it is worth


@dataclass(frozen=True)
class ReviewsOfWork:
    work: Work
    histogram: dict[int, int]  # stars: how many reviews
    latest: list[Review]
    page: int

    @property
    def count(self):
        return sum(self.histogram.values())

    @property
    def average(self):
        total = sum(stars * reviews for stars, reviews in self.histogram.items())
        return total / self.count if self.count else None

    @property
    def pages(self):
        return max(1, min(MOST_PAGES, -(-self.count // PER_PAGE)))


def reviews_of(work, page=1):
    """Histogram and one page of the reviews that are not hidden, newest first."""
    histogram = histogram_of(work)
    return ReviewsOfWork(work, histogram, page_of(work, page) if histogram else [], page)


def review_by(customer, work):
    return Review.get_or_none(Review.customer == customer, Review.work == work)


def written_by(customer):
    """Her reviews with their works, the latest first."""
    return list(
        Review.select(Review, Work)
        .join(Work, on=Review.work)
        .where(Review.customer == customer)
        .order_by(Review.updated_at.desc(), Review.id.desc())
    )


def histogram_of(work):
    rows = Review.select(Review.stars, fn.count(Review.id)).where(shown(work))
    return dict(rows.group_by(Review.stars).tuples())


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
