import pytest

from app.accounts.models import Customer
from app.accounts.staff_actions import StaffAction
from app.catalog.deliveries import read_lines, receive_delivery
from app.catalog.models import Delivery, DeliveryLine, Inventory, InventoryMovement
from app.orders.integrity import broken_invariants

ISBN = "9780807083697"


@pytest.fixture
def clerk(app):
    return Customer.create(email="clerk@example.org", name="Ada", password_hash="-", role="owner")


@pytest.fixture
def receive(clerk):
    def deliver(text, **facts):
        facts = {"supplier": "Gardners", "staff_id": clerk.id} | facts
        return receive_delivery(read_lines(text), **facts)

    return deliver


def read(text):
    return [(line.isbn, line.copies, line.condition, line.problem) for line in read_lines(text)]


@pytest.mark.parametrize(
    ("text", "copies"),
    [
        (ISBN, 1),
        (f"{ISBN} 12", 12),
        (f"{ISBN}\t3", 3),
        (f"{ISBN};3", 3),
        (f"  {ISBN} , 3  ", 3),
        ("978-0-8070-8369-7 2", 2),
        ("978 0 8070 8369 7 2", 2),
        ("978 0 8070 8369 7", 1),
        ("0807083690 4", 4),
        ("0-8070-8369-0", 1),
    ],
)
def test_a_line_is_an_isbn_of_either_kind_and_copies(an_edition, text, copies):
    an_edition(isbn=ISBN)
    assert read(text) == [(ISBN, copies, "new", "")]


def test_a_line_may_end_with_the_condition_of_a_used_copy(an_edition):
    an_edition(isbn=ISBN)
    used = an_edition(isbn=ISBN, condition="very_good", work=None)
    (line,) = read_lines(f"{ISBN} 2 Very good")
    assert (line.edition, line.copies) == (used, 2)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("9780807083698", "last digit of this ISBN does not fit"),
        ("Kindred", "Begin with the ISBN"),
        (f"{ISBN} 0", "From 1 to 100,000 copies"),
        (f"{ISBN} 99999999999", "From 1 to 100,000 copies"),
        (f"{ISBN} many", "a condition only"),
        (f"{ISBN} 2 good", "no used copies in this condition"),
        ("9780141439518", "We have no edition with this ISBN"),
        ("٩", "Begin with the ISBN"),
    ],
)
def test_a_line_that_cannot_be_received_says_why(an_edition, text, sentence):
    an_edition(isbn=ISBN)
    (line,) = read_lines(text)
    assert sentence in line.problem


def test_no_copies_of_a_download_are_received(an_edition):
    an_edition(isbn=ISBN, format="ebook")
    (line,) = read_lines(f"{ISBN} 2")
    assert "a download, which has no copies" in line.problem


def test_lines_keep_their_numbers_and_empty_ones_do_not_count(an_edition):
    an_edition(isbn=ISBN)
    assert [line.number for line in read_lines(f"\n{ISBN}\n\n{ISBN}\n")] == [2, 4]


def test_a_delivery_is_on_the_shelves_in_the_ledger_and_in_the_trail(an_edition, receive, clerk):
    one, two = an_edition(on_hand=1), an_edition(on_hand=0)
    text = f"{one.isbn} 2\n{two.isbn}\n{one.isbn}"
    delivery = receive(text, reference="DN 88213")
    assert {row.edition_id: row.on_hand for row in Inventory.select()} == {one.id: 4, two.id: 1}
    lines = {line.edition_id: line.copies for line in delivery.lines}
    assert lines == {one.id: 3, two.id: 1}
    line = InventoryMovement.select().order_by(InventoryMovement.id.desc()).first()
    facts = (line.reason, line.delivery_id, line.staff_id, line.note)
    assert facts == ("delivery", delivery.id, clerk.id, "DN 88213")
    assert StaffAction.get().subject == f"delivery {delivery.id}"
    assert broken_invariants() == []


def test_a_form_that_is_sent_twice_is_one_delivery(an_edition, receive):
    edition = an_edition(on_hand=0)
    first = receive(edition.isbn, form_key="abc")
    assert receive(edition.isbn, form_key="abc") == first
    assert Inventory.get().on_hand == 1
    receive(edition.isbn, form_key="def")
    assert (Delivery.select().count(), DeliveryLine.select().count()) == (2, 2)


def test_two_thousand_lines_take_few_statements(an_edition, receive, queries):
    editions = [an_edition(on_hand=0) for _ in range(20)]
    text = "\n".join(edition.isbn for edition in editions * 100)
    assert queries(lambda: receive(text)) < 20
    assert {row.on_hand for row in Inventory.select()} == {100}
