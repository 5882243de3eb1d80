import itertools

import pytest

from app.reviews.writing import post_review
from tests.people import a_person


@pytest.fixture
def a_review(app):
    """Posts a review by a new customer, unless one is given."""
    numbers = itertools.count(1)

    def build(work, stars=4, *, title="", body="Read it twice.", by=None):
        by = by or a_person(f"critic-{next(numbers)}@example.org")
        return post_review(work, by, stars=stars, title=title, body=body)

    return build
