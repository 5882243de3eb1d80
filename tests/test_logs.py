"""What stands in the log of requests, and what does not."""

import pytest

SECRET = "kX3vQ9secret"


@pytest.mark.parametrize(
    ("method", "path", "logged"),
    [
        ("get", f"/stock-alerts/{SECRET}", "/stock-alerts/<key>"),
        ("get", f"/verify/{SECRET}", "/verify/<token>"),
        ("get", f"/password/reset/{SECRET}/", "(no page of ours)"),
        ("put", f"/password/reset/{SECRET}", "(no page of ours)"),
        ("get", f"/pasword/reset/{SECRET}", "(no page of ours)"),
    ],
)
def test_secret_addresses_are_not_logged_not_even_with_a_mistake(
    client, capsys, method, path, logged
):
    client.open(path, method=method.upper())
    said = capsys.readouterr().out
    assert logged in said
    assert SECRET not in said


def test_other_addresses_are_logged_without_their_query(client, capsys):
    client.get("/login?next=/account")
    said = capsys.readouterr().out
    assert "/login" in said
    assert "next" not in said
