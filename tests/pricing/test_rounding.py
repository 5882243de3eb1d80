from hypothesis import given
from hypothesis.strategies import integers, lists

from app.pricing.rounding import half_up, spread

AMOUNTS = integers(0, 10**7)


def test_a_half_is_rounded_up():
    assert [half_up(n, 10) for n in (4, 5, 14, 15, 25)] == [0, 1, 1, 2, 3]


def test_what_does_not_divide_goes_to_the_largest_remainders():
    assert spread(500, [999, 499]) == [333, 167]
    assert spread(100, [1, 1, 1]) == [34, 33, 33]


def test_what_weighs_nothing_is_shared_equally():
    assert spread(5, [0, 0]) == [3, 2]


@given(AMOUNTS, lists(AMOUNTS, min_size=1, max_size=20))
def test_shares_add_up_and_none_is_a_unit_off(amount, weights):
    parts = spread(amount, weights)
    assert sum(parts) == amount
    if whole := sum(weights):
        assert all(
            abs(part * whole - amount * weight) < whole
            for part, weight in zip(parts, weights, strict=True)
        )
