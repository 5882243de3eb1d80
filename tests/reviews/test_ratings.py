"""The rating of a work follows its reviews, whoever changes them."""

import threading

import pytest
from peewee import IntegrityError

from app.accounts.models import Customer
from app.catalog.models import Work
from app.db import db
from app.reviews.models import Review
from app.reviews.reading import reviews_of
from app.reviews.writing import delete_review, has_bought, post_review, set_visibility
from tests.people import a_person
from tests.placed_orders import placed_order


def rating(work):
    return Work.select(Work.rating_sum, Work.rating_count).where(Work.id == work.id).tuples().get()


def test_the_rating_follows_what_is_posted_changed_hidden_shown_and_deleted(a_work, a_review):
    work, critic, staff = a_work(), a_person(), a_person("bea@example.org", role="owner")
    a_review(work, 5)
    review = a_review(work, 2, by=critic)
    assert rating(work) == (7, 2)
    a_review(work, 4, by=critic)
    assert rating(work) == (9, 2)
    assert set_visibility(review.id, True, staff)
    assert rating(work) == (5, 1)
    a_review(work, 1, by=critic)
    assert rating(work) == (5, 1)
    assert set_visibility(review.id, False, staff)
    assert rating(work) == (6, 2)
    delete_review(work, critic)
    assert rating(work) == (5, 1)


def test_a_hidden_review_leaves_the_rating_alone_when_it_is_deleted(a_work, a_review):
    work, critic = a_work(), a_person()
    set_visibility(a_review(work, 3, by=critic).id, True, a_person("bea@example.org"))
    delete_review(work, critic)
    assert rating(work) == (0, 0)


def test_the_reviews_of_a_customer_who_leaves_go_with_her(a_work, a_review):
    work, critic = a_work(), a_person()
    a_review(work, 3, by=critic)
    Customer.delete().where(Customer.id == critic.id).execute()
    assert rating(work) == (0, 0)


def test_hiding_twice_changes_nothing_more(a_work, a_review):
    review, staff = a_review(a_work()), a_person("bea@example.org")
    assert set_visibility(review.id, True, staff)
    assert not set_visibility(review.id, True, staff)
    assert not set_visibility(999, True, staff)
    assert Review.get().hidden_by_id == staff.id


def test_a_customer_has_one_review_of_a_work(a_work, a_review):
    work, critic = a_work(), a_person()
    first = a_review(work, 1, by=critic)
    second = a_review(work, 5, by=critic, body="It grew on me.")
    assert second.id == first.id
    assert second.created_at == first.created_at
    assert Review.get().body == "It grew on me."


def test_of_one_review_sent_twice_at_once_one_remains(app, a_work):
    work, critic = a_work(), a_person()
    start = threading.Barrier(2)

    def send(stars):
        with app.app_context(), db.connection_context():
            start.wait()
            post_review(work, critic, stars=stars)

    both = [threading.Thread(target=send, args=(stars,)) for stars in (2, 5)]
    [one.start() for one in both]
    [one.join() for one in both]
    assert rating(work) == (Review.get().stars, 1)


@pytest.mark.parametrize("stars", [0, 6, -1])
def test_the_database_refuses_stars_that_do_not_exist(a_work, stars):
    work, critic = a_work(), a_person()
    with pytest.raises(IntegrityError):
        Review.create(work=work, customer=critic, stars=stars)


def test_hidden_reviews_are_neither_shown_nor_counted(a_work, a_review):
    work = a_work()
    shown, hidden = a_review(work, 5), a_review(work, 1)
    set_visibility(hidden.id, True, a_person("bea@example.org"))
    reviews = reviews_of(work)
    assert (reviews.average, reviews.count, reviews.histogram) == (5, 1, {5: 1})
    assert [review.id for review in reviews.latest] == [shown.id]


@pytest.mark.parametrize(
    ("status", "bought"),
    [
        ("paid", True),
        ("shipped", True),
        ("delivered", True),
        ("awaiting_payment", False),
        ("expired", False),
        ("cancelled", False),
        ("refunded", False),
    ],
)
def test_a_purchase_counts_once_it_is_paid_and_not_refunded(an_edition, status, bought):
    edition, customer = an_edition(), a_person()
    placed_order(edition, status, customer=customer)
    assert has_bought(customer, edition.work) is bought


def test_any_edition_of_the_work_counts_and_no_other_work_or_customer(an_edition, a_work):
    work, customer = a_work(), a_person()
    placed_order(an_edition(work=work), customer=customer)
    an_edition(work=work, format="hardback")
    assert has_bought(customer, work)
    assert not has_bought(customer, a_work())
    assert not has_bought(a_person("other@example.org"), work)


@pytest.mark.parametrize(
    ("name", "writer"),
    [("Octavia E. Butler", "Octavia B."), ("Prince", "Prince"), ("Ōe Kenzaburō", "Ōe K.")],
)
def test_a_writer_is_named_by_first_name_and_initial(a_work, a_review, name, writer):
    assert a_review(a_work(), by=a_person(name=name)).writer == writer
