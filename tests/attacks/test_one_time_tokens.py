"""What is good for one use is used once, however many try at the same instant.

Of whole links see tests/accounts/test_forgotten_password.py and test_changing_email.py, of codes
and passkeys tests/accounts/factors, of gift cards and vouchers tests/races.
"""

from functools import partial

import pytest

from app.accounts import tokens
from app.accounts.tokens import LIFETIMES
from tests.at_once import all_at_once
from tests.people import a_person

RIVALS = 6


@pytest.mark.parametrize("purpose", [name for name, lifetime in LIFETIMES.items() if lifetime])
def test_of_many_who_use_a_token_at_once_one_wins(app, purpose):
    secret = tokens.fresh_secret(tokens.issue(purpose, a_person(), "new@example.org"))
    used = all_at_once(app, [partial(tokens.use, purpose, secret)] * RIVALS)
    assert sum(token is not None for token in used) == 1
    assert {getattr(token, "purpose", None) for token in used} == {purpose, None}
