import pytest
from peewee import IntegrityError

from app.accounts.addresses import book
from app.accounts.models import Address
from tests.accounts.addresses.conftest import TYPED
from tests.at_once import all_at_once
from tests.people import a_person


def lines_of(customer):
    return [address.line1 for address in book.addresses_of(customer.id)]


def default_of(customer):
    (chosen,) = [address for address in book.addresses_of(customer.id) if address.is_default]
    return chosen


def test_the_first_address_is_where_parcels_go_and_the_next_is_not(ada, an_address):
    first = an_address("1 Elm Row")
    an_address("2 Elm Row")
    assert default_of(ada) == first


def test_where_parcels_go_stands_first_and_then_the_newest(ada, an_address):
    for number in (1, 2, 3):
        an_address(f"{number} Elm Row")
    assert lines_of(ada) == ["1 Elm Row", "3 Elm Row", "2 Elm Row"]


def test_parcels_go_to_one_address_however_many_are_chosen_at_once(app, ada, an_address):
    addresses = [an_address(f"{number} Elm Row") for number in range(5)]
    all_at_once(app, [lambda a=a: book.make_default(ada.id, a.id) for a in addresses])
    assert default_of(ada) in addresses


def test_the_database_knows_no_two_addresses_for_parcels(ada, an_address):
    an_address("1 Elm Row")
    second = an_address("2 Elm Row")
    with pytest.raises(IntegrityError):
        Address.update(is_default=True).where(Address.id == second.id).execute()


def test_the_same_address_is_kept_once(ada, an_address):
    an_address()
    with pytest.raises(book.AlreadyKnown):
        an_address(label="Home")
    assert lines_of(ada) == ["12 Dale Street"]


def test_an_address_cannot_become_another_of_the_book(ada, an_address):
    an_address("1 Elm Row")
    second = an_address("2 Elm Row")
    with pytest.raises(book.AlreadyKnown):
        book.change_address(ada.id, second.id, {**TYPED, "line1": "1 Elm Row"}, "")


def test_a_book_holds_twenty_addresses_even_when_many_are_added_at_once(app, ada, an_address):
    for number in range(book.MOST - 2):
        an_address(f"{number} Elm Row")
    adding = [lambda n=n: an_address(f"{n} Dale Street") for n in range(6)]
    refusals = [got for got in all_at_once(app, adding) if isinstance(got, book.BookFull)]
    assert (len(lines_of(ada)), len(refusals)) == (book.MOST, 4)


def test_the_address_of_another_is_neither_found_changed_removed_nor_chosen(ada, an_address):
    grace = a_person("grace@example.org")
    hers = an_address(customer=grace)
    assert book.address_of(ada.id, hers.id) is None
    assert not book.change_address(ada.id, hers.id, {**TYPED, "line1": "Elsewhere"}, "")
    assert not book.remove_address(ada.id, hers.id)
    assert not book.make_default(ada.id, hers.id)
    assert lines_of(grace) == ["12 Dale Street"]


def test_the_book_goes_with_its_customer(ada, an_address):
    an_address()
    ada.delete_instance()
    assert Address.select().count() == 0
