import pytest

from tests.races.rounds import play

ACTIONS = (
    *("pay", "come_back", "cancel", "hear_of_it", "run_out"),
    *("count_the_shelf", "copies_come_in", "rival_checks_out"),
)


@pytest.mark.parametrize("seed", range(2))
def test_money_and_stock_agree_whatever_happens_at_once(seed, a_round, at_once, all_is_well):
    play(a_round, seed, at_once, all_is_well, ACTIONS)
