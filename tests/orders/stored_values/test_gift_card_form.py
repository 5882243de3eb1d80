import pytest

from app.currencies import LEAST_CHARGE
from app.money import Money
from app.orders.stored_values.gift_card_form import amounts_in, read_amount


@pytest.mark.parametrize("currency", LEAST_CHARGE)
def test_every_gift_card_to_choose_from_can_be_paid_alone_and_be_typed(currency):
    for amount in amounts_in(currency):
        assert amount.minor >= LEAST_CHARGE[currency]
        assert read_amount(str(amount.amount), currency) == (amount.minor, None)


@pytest.mark.parametrize("currency", LEAST_CHARGE)
def test_no_gift_card_is_too_small_to_be_paid_alone(currency):
    too_small = Money(LEAST_CHARGE[currency] - 1, currency)
    minor, problem = read_amount(str(too_small.amount), currency)
    assert minor is None
    assert "A gift card can be for" in problem


def test_amounts_are_those_of_everyday_life():
    assert [amount.minor for amount in amounts_in("GBP")] == [1000, 2500, 5000, 10000]
    assert [amount.minor for amount in amounts_in("HUF")] == [500000, 1250000, 2500000, 5000000]
