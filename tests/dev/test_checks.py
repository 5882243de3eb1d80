import pytest

from dev.checks import chosen


@pytest.mark.parametrize(
    ("arguments", "long_too", "side_by_side"),
    [([], False, True), (["--all"], True, True), (["tests/cart"], True, False)],
)
def test_the_long_tests_are_left_out_unless_one_asks(arguments, long_too, side_by_side):
    asked = chosen(arguments)
    assert ("not long" not in asked) == long_too
    assert ("--numprocesses" in asked) == side_by_side


def test_pytest_is_asked_for_what_is_given_and_nothing_else():
    assert chosen(["--all", "tests/cart", "-k", "undo"]) == ["tests/cart", "-k", "undo"]
