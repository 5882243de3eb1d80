import pytest

from tests.races.rounds import play

ACTIONS = (
    *("refund", "refund", "ship", "hear_of_it", "come_back", "cancel"),
    *("count_the_shelf", "copies_come_in", "rival_checks_out"),
)


@pytest.mark.parametrize("seed", range(2, 4))
def test_money_and_stock_agree_whatever_happens_at_once(seed, a_round, at_once, all_is_well):
    def a_paid_round(copies):
        round = a_round(copies)
        round.pay()
        round.come_back()
        return round

    play(a_paid_round, seed, at_once, all_is_well, ACTIONS)
