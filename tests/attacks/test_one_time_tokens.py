"""What is good for one use is used once, however many try at the same instant.

Of whole links see tests/accounts/test_forgotten_password.py and test_changing_email.py, of codes
and passkeys tests/accounts/factors, of gift cards and vouchers tests/races.
"""

import threading

import pytest

from app.accounts import tokens
from app.accounts.tokens import LIFETIMES
from app.db import db
from tests.people import a_person

RIVALS = 6


@pytest.mark.parametrize("purpose", [name for name, lifetime in LIFETIMES.items() if lifetime])
def test_of_many_who_use_a_token_at_once_one_wins(app, purpose):
    secret = tokens.fresh_secret(tokens.issue(purpose, a_person(), "new@example.org"))
    start, won = threading.Barrier(RIVALS), []

    def use():
        with app.app_context(), db.connection_context():
            start.wait()
            won.append(tokens.use(purpose, secret) is not None)

    rivals = [threading.Thread(target=use) for _ in range(RIVALS)]
    [rival.start() for rival in rivals]
    [rival.join() for rival in rivals]
    assert sorted(won) == [False] * (RIVALS - 1) + [True]
