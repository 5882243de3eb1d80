"""What a provider tells of a person, taken for no more than it is."""

from dataclasses import dataclass

from app.accounts.forms import LONGEST_NAME, wrong_email
from app.accounts.providers.discovery import metadata_of
from app.accounts.providers.failures import SignInFailed
from app.accounts.providers.fetching import get_json
from app.typed_text import one_line

NAMELESS = "Reader"
TRUE = (True, "true")  # some providers write it as a text


@dataclass(frozen=True)
class Who:
    issuer: str
    subject: str
    name: str
    email: str | None  # only one that the provider has verified


def who_it_is(provider, claims, token):
    told = claims if "email" in claims else {**claims, **more_told(provider, claims, token)}
    return Who(provider.issuer, claims["sub"], name_in(told), verified_email(told))


def more_told(provider, claims, token):
    """Some providers keep name and address out of ID tokens (OpenID Connect Core, 5.3)."""
    url, access_token = metadata_of(provider).get("userinfo_endpoint"), token.get("access_token")
    if not url or not access_token:
        return {}
    told = get_json(url, headers={"Authorization": f"Bearer {access_token}"})
    if told.get("sub") != claims["sub"]:
        raise SignInFailed(f"{provider.label} told us of two people at once. Please try again.")
    return told


def verified_email(told):
    email = one_line(str(told.get("email") or ""))
    verified = told.get("email_verified") in TRUE
    return email if verified and not wrong_email(email) else None


def name_in(told):
    given = told.get("name") or told.get("given_name") or ""
    return one_line(str(given))[:LONGEST_NAME].strip() or NAMELESS
