import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.money import Money, format_money


@pytest.mark.parametrize(
    ("money", "written"),
    [
        (Money(999, "GBP"), "£9.99"),
        (Money(0, "GBP"), "£0.00"),
        (Money(123456, "EUR"), "€1,234.56"),
        (Money(500, "JPY"), "JP¥500"),
        (Money(-700, "GBP"), "−£7.00"),
    ],
)
def test_money_is_written_by_its_currency(money, written):
    assert format_money(money) == written


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_money_adds_to_the_penny(one, other):
    assert (Money(one, "GBP") + Money(other, "GBP")).minor == one + other


def test_pounds_and_euros_do_not_add():
    with pytest.raises(ValueError, match="EUR to GBP"):
        Money(1, "GBP") + Money(1, "EUR")
