"""bin/dev fills in whatever setting the environment leaves open."""

import socket

import pytest

from app.config import read_settings
from dev import environment
from dev.ports import HOST, free_port

DATABASES = {"DATABASE_URL": "postgresql://somewhere/octavo", "REDIS_URL": "redis://somewhere"}


@pytest.fixture(autouse=True)
def var(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "VAR", tmp_path)
    return tmp_path


@pytest.fixture
def ports():
    return dict.fromkeys(environment.PREFERRED_PORTS, 8000)


def test_the_settings_satisfy_the_shop(ports):
    settings = read_settings(environment.settings_for(ports, DATABASES, {}))
    assert settings.env == "development"
    assert settings.payments_simulated


def test_browsers_are_sent_to_a_name_since_passkeys_are_not_made_for_numbers(ports):
    settings = read_settings(environment.settings_for(ports, DATABASES, {}))
    assert settings.public_url == "http://localhost:8000"


def test_a_provider_of_its_own_is_offered_unless_others_are_named(ports):
    (ours,) = read_settings(environment.settings_for(ports, DATABASES, {})).providers
    assert (ours.name, ours.issuer) == ("example", f"http://{HOST}:8000")
    named = environment.settings_for(ports, DATABASES, {"OIDC_PROVIDERS": "google"})
    assert not [name for name in named if name.startswith("OIDC_")]


def test_a_secret_is_the_same_at_the_next_start_and_only_for_its_owner(ports, var):
    first, second = (environment.settings_for(ports, DATABASES, {}) for _ in range(2))
    assert first["SECRET_KEY"] == second["SECRET_KEY"]
    assert (var / "secret-key").stat().st_mode & 0o777 == 0o600


def test_what_the_environment_says_wins(ports):
    given = {"PUBLIC_URL": "https://books.example", "STRIPE_SECRET_KEY": "sk_test_real"}
    settings = environment.settings_for(ports, DATABASES, given)
    assert settings["PUBLIC_URL"] == "https://books.example"
    assert "STRIPE_API_BASE" not in settings


def test_a_taken_port_gives_way_to_the_next_and_says_so(capsys):
    with socket.create_server((HOST, 0)) as taken:
        wanted = taken.getsockname()[1]
        ports = environment.choose_ports({"PORT": str(wanted)})
    assert ports["PORT"] > wanted
    assert f"Port {wanted} is taken" in capsys.readouterr().out


def test_a_free_port_is_taken_as_asked():
    wanted = free_port()
    assert environment.choose_ports({"PORT": str(wanted)})["PORT"] == wanted


def test_the_settings_are_written_down_for_commands_typed_by_hand(var):
    path = var / "settings"
    environment.write_down({"MAIL_FROM": "The Shop <shop@octavo.example>"}, path)
    assert path.read_text() == "MAIL_FROM='The Shop <shop@octavo.example>'\n"
    assert path.stat().st_mode & 0o777 == 0o600
