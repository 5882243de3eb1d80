import subprocess
import sys

import pytest

from app.config import SettingError, read_settings

PRODUCTION = {
    "SECRET_KEY": "x" * 32,
    "PUBLIC_URL": "https://books.example.org",
    "DATABASE_URL": "postgresql://octavo@db/octavo",
    "REDIS_URL": "redis://queue/0",
    "STRIPE_SECRET_KEY": "sk_live_1",
    "STRIPE_WEBHOOK_SECRET": "whsec_1",
    "SMTP_URL": "smtps://mail.example.org:465",
    "MAIL_FROM": "shop@books.example.org",
}


def test_forgetting_the_environment_means_production():
    assert read_settings(PRODUCTION).production


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *((name, None) for name in sorted(PRODUCTION)),
        ("OCTAVO_ENV", "staging"),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY_PREVIOUS", "short"),
        ("PUBLIC_URL", "books.example.org"),
        ("PUBLIC_URL", "http://books.example.org"),
        ("PUBLIC_URL", "https://books.example.org/shop"),
        ("DATABASE_URL", "mysql://db/octavo"),
        ("REDIS_URL", "localhost"),
        ("SMTP_URL", "mail.example.org"),
        ("STRIPE_API_BASE", "http://127.0.0.1:8400"),
        ("TRUSTED_PROXIES", "yes"),
        ("TRUSTED_PROXIES", "-1"),
        ("OIDC_PROVIDERS", "Google"),
        ("OIDC_PROVIDERS", "second"),
        ("SHOP_VAT_NUMBER", "123 4567 82"),
        ("SHOP_COUNTRY", "UK"),
        ("SHOP_COUNTRY", "EU"),
        ("SHOP_COUNTRY", "Ireland"),
        ("SHOP_COUNTRY", "ie"),
        ("SHOP_REGION", "ny"),
        ("SHOP_REGION", "US-NY"),
        ("SHOP_REGION", "New York"),
        ("SHOP_REGION", "NY"),  # of a shop in the UK
        ("SHOP_CURRENCY", "gbp"),
        ("SHOP_CURRENCY", "pounds"),
        ("SHOP_CURRENCY", "JPY"),
        ("SHOP_CURRENCY", "ZAR"),
        ("SHOP_TIMEZONE", "Berlin"),
        ("SHOP_TIMEZONE", "europe/berlin"),
        ("SHOP_TIMEZONE", "../etc/passwd"),
    ],
)
def test_a_missing_or_wrong_setting_is_refused_by_its_name(name, value):
    given = {key: kept for key, kept in {**PRODUCTION, name: value}.items() if kept is not None}
    with pytest.raises(SettingError, match=name):
        read_settings(given)


def test_a_wrong_setting_stops_the_start_with_one_sentence_and_no_traceback():
    start = [sys.executable, "-c", "import wsgi"]
    run = subprocess.run(
        start, env={**PRODUCTION, "REDIS_URL": "nowhere"}, capture_output=True, text=True
    )
    assert run.returncode == 1
    assert run.stderr == "octavo cannot start: REDIS_URL must begin with " + (
        "redis:// or rediss:// or unix://.\n"
    )


def test_two_webhook_secrets_are_valid_while_stripe_rotates_them():
    settings = read_settings({**PRODUCTION, "STRIPE_WEBHOOK_SECRET": "whsec_old, whsec_new"})
    assert settings.stripe_webhook_secrets == ("whsec_old", "whsec_new")


@pytest.mark.parametrize(("given", "home"), [({}, "GB"), ({"SHOP_COUNTRY": "IE"}, "IE")])
def test_a_shop_is_at_home_in_britain_unless_it_says_where(given, home):
    assert read_settings({**PRODUCTION, **given}).country == home


def test_a_shop_in_a_country_whose_states_tax_says_in_which_it_is():
    assert read_settings(PRODUCTION).region == ""
    home = {"SHOP_COUNTRY": "US", "SHOP_REGION": "NY"}
    assert read_settings(PRODUCTION | home).region == "NY"
    for wrong in ({"SHOP_REGION": "NYC"}, {"SHOP_COUNTRY": "IC"}):
        with pytest.raises(SettingError, match="SHOP_REGION is"):
            read_settings(PRODUCTION | home | wrong)


def test_without_a_key_development_pays_at_the_simulator():
    given = {**PRODUCTION, "OCTAVO_ENV": "development", "PUBLIC_URL": "http://127.0.0.1:8000"}
    del given["STRIPE_SECRET_KEY"]
    settings = read_settings(given)
    assert settings.payments_simulated
    assert settings.stripe_api_base == "http://127.0.0.1:8400"


def test_the_shop_says_on_invoices_what_it_is_told_to():
    shop = {"SHOP_ADDRESS": "14 Quire Street, Norwich,", "SHOP_VAT_NUMBER": "GB 123 4567 82"}
    settings = read_settings(PRODUCTION | shop)
    assert settings.shop_name == "Octavo"
    assert settings.shop_address == ("14 Quire Street", "Norwich")
    assert settings.shop_vat_number == "GB 123 4567 82"
