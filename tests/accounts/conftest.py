import pytest
from argon2 import PasswordHasher

from app.accounts import passwords

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(autouse=True)
def hashes(monkeypatch):
    """Spares most tests the work that is there to stop guessers."""
    monkeypatch.setattr(passwords, "hasher", QUICK)
    monkeypatch.setattr(passwords, "NOBODYS", QUICK.hash("nobody's"))
