"""Every setting, read from the environment once, with one clear sentence when one is wrong."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from babel.numbers import get_currency_precision, list_currencies

from app.country_codes import COUNTRY_CODES, regions_of
from app.currencies import LEAST_CHARGE
from app.provider_settings import Provider, read_providers
from app.setting_errors import SettingError

ENVIRONMENTS = ("development", "test", "production")
SIMULATOR_KEY = "sk_test_simulator"
SIMULATOR_BASE = "http://127.0.0.1:8400"
STRIPE_BASE = "https://api.stripe.com"
VAT_NUMBER = re.compile("[A-Z]{2}[0-9A-Z+*]{2,13}")


@dataclass(frozen=True)
class Settings:
    env: str
    secret_key: str
    secret_key_previous: str | None
    public_url: str
    database_url: str
    redis_url: str
    stripe_secret_key: str
    stripe_webhook_secrets: tuple[str, ...]
    stripe_api_base: str
    smtp_url: str
    mail_from: str
    asset_url: str
    trusted_proxies: int
    country: str  # ISO 3166-1 alpha-2
    currency: str  # ISO 4217
    timezone: str  # a name of the IANA's, such as Europe/London
    region: str = ""  # of the country, as addresses there write it
    shop_name: str = "Octavo"
    shop_address: tuple[str, ...] = ()  # its lines, for invoices
    shop_vat_number: str = ""
    providers: tuple[Provider, ...] = ()  # of sign-ins, by OpenID Connect

    @property
    def home(self):
        """Country and region, as the tables of taxes name places."""
        return self.country, self.region

    @property
    def production(self):
        return self.env == "production"

    @property
    def https(self):
        return self.public_url.startswith("https://")

    @property
    def public_host(self):
        return urlsplit(self.public_url).netloc

    @property
    def payments_simulated(self):
        """True when no money can move: the key belongs to our own simulator."""
        return self.stripe_secret_key == SIMULATOR_KEY


def read_settings(environ):
    """Read and check all settings; raise SettingError for the first that is missing or wrong."""
    env = environ.get("OCTAVO_ENV") or "production"
    if env not in ENVIRONMENTS:
        raise SettingError(f"OCTAVO_ENV is {env!r}, but must be one of {', '.join(ENVIRONMENTS)}.")
    settings = Settings(
        env=env,
        secret_key=_secret_key(environ, env),
        secret_key_previous=_secret_key_previous(environ, env),
        public_url=_public_url(environ, env),
        database_url=_url(environ, "DATABASE_URL", {"postgres", "postgresql"}),
        redis_url=_url(environ, "REDIS_URL", {"redis", "rediss", "unix"}),
        stripe_secret_key=environ.get("STRIPE_SECRET_KEY") or SIMULATOR_KEY,
        stripe_webhook_secrets=_webhook_secrets(environ),
        stripe_api_base=_stripe_base(environ),
        smtp_url=_url(environ, "SMTP_URL", {"smtp", "smtps"}),
        mail_from=_required(environ, "MAIL_FROM", "an address such as books@example.org"),
        asset_url=(environ.get("ASSET_URL") or "").rstrip("/"),
        trusted_proxies=_trusted_proxies(environ),
        shop_name=environ.get("SHOP_NAME") or "Octavo",
        shop_address=_shop_address(environ),
        shop_vat_number=_shop_vat_number(environ),
        country=_country(environ),
        region=_region(environ),
        currency=_currency(environ),
        timezone=_timezone(environ),
        providers=read_providers(environ, env),
    )
    _check_stripe(settings, environ)
    return settings


def _required(environ, name, wanted):
    value = environ.get(name)
    if not value:
        raise SettingError(f"{name} is not set; it must be {wanted}.")
    return value


def _url(environ, name, schemes):
    beginnings = " or ".join(f"{scheme}://" for scheme in sorted(schemes))
    value = _required(environ, name, f"a URL that begins with {beginnings}")
    if urlsplit(value).scheme not in schemes:
        raise SettingError(f"{name} must begin with {beginnings}.")
    return value


def _secret_key(environ, env):
    key = _required(environ, "SECRET_KEY", "a random text of 32 characters or more")
    return _long_enough("SECRET_KEY", key, env)


def _secret_key_previous(environ, env):
    # What was signed with it is still believed.
    key = environ.get("SECRET_KEY_PREVIOUS")
    return _long_enough("SECRET_KEY_PREVIOUS", key, env) if key else None


def _long_enough(name, key, env):
    if env == "production" and len(key) < 32:
        raise SettingError(f"{name} is too short; it must have 32 characters or more.")
    return key


def _public_url(environ, env):
    url = _url(environ, "PUBLIC_URL", {"http", "https"}).rstrip("/")
    if not urlsplit(url).netloc or urlsplit(url).path:
        raise SettingError("PUBLIC_URL must be an origin such as https://books.example.org.")
    if env == "production" and not url.startswith("https://"):
        raise SettingError("PUBLIC_URL must begin with https:// in production.")
    return url


def _trusted_proxies(environ):
    given = environ.get("TRUSTED_PROXIES") or "0"
    if not (given.isascii() and given.isdigit() and len(given) == 1):
        raise SettingError(
            "TRUSTED_PROXIES must be how many proxies of yours a request comes through, such as 1."
        )
    return int(given)


def _country(environ):
    given = environ.get("SHOP_COUNTRY") or "GB"
    if given not in COUNTRY_CODES:
        raise SettingError(
            f"SHOP_COUNTRY is {given!r}, but must be a country's two capital letters in ISO 3166-1,"
            " such as GB."
        )
    return given


def _region(environ):
    given, country = environ.get("SHOP_REGION") or "", _country(environ)
    if given and given not in regions_of(country):
        raise SettingError(
            f"SHOP_REGION is {given!r}, but must be a region of SHOP_COUNTRY, {country}, as"
            " addresses there write it, such as NY in the US."
        )
    return given


def _currency(environ):
    given = environ.get("SHOP_CURRENCY") or "GBP"
    if given not in list_currencies():
        raise SettingError(
            f"SHOP_CURRENCY is {given!r}, but must be a currency's three capital letters in ISO"
            " 4217, such as GBP."
        )
    if get_currency_precision(given) != 2:
        raise SettingError(
            f"SHOP_CURRENCY is {given!r}, but must be a currency of hundredths, such as GBP: the"
            " search finds prices by them."
        )
    if given not in LEAST_CHARGE:
        raise SettingError(
            f"SHOP_CURRENCY is {given!r}, but Stripe does not say what the least charge in it is;"
            f" it does for {', '.join(LEAST_CHARGE)}."
        )
    return given


def _timezone(environ):
    given = environ.get("SHOP_TIMEZONE") or "Europe/London"
    if given not in available_timezones():
        raise SettingError(
            f"SHOP_TIMEZONE is {given!r}, but must be a place of the time zone database, such as"
            " Europe/Berlin."
        )
    return given


def _shop_address(environ):
    lines = (environ.get("SHOP_ADDRESS") or "").split(",")
    return tuple(line.strip() for line in lines if line.strip())


def _shop_vat_number(environ):
    given = (environ.get("SHOP_VAT_NUMBER") or "").strip()
    if given and not VAT_NUMBER.fullmatch(re.sub(r"[ .-]", "", given)):
        raise SettingError(
            "SHOP_VAT_NUMBER must begin with its country's letters, such as GB 123 4567 82."
        )
    return given


def _webhook_secrets(environ):
    # Two are valid while Stripe rotates them.
    given = environ.get("STRIPE_WEBHOOK_SECRET") or ""
    return tuple(secret.strip() for secret in given.split(",") if secret.strip())


def _stripe_base(environ):
    if environ.get("STRIPE_API_BASE"):
        return _url(environ, "STRIPE_API_BASE", {"http", "https"}).rstrip("/")
    return STRIPE_BASE if environ.get("STRIPE_SECRET_KEY") else SIMULATOR_BASE


def _check_stripe(settings, environ):
    if not settings.stripe_webhook_secrets:
        raise SettingError("STRIPE_WEBHOOK_SECRET is not set; payments could not be confirmed.")
    if settings.production and settings.payments_simulated:
        raise SettingError("STRIPE_SECRET_KEY is not set; production takes no simulated payments.")
    live = settings.stripe_secret_key.startswith(("sk_live_", "rk_live_"))
    if live and settings.stripe_api_base != STRIPE_BASE:
        raise SettingError("STRIPE_API_BASE must not be set beside a live STRIPE_SECRET_KEY.")
