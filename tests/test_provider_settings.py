import pytest

from app.config import SettingError, read_settings
from tests.test_config import PRODUCTION

GOOGLE = {
    "OIDC_PROVIDERS": "google",
    "OIDC_GOOGLE_CLIENT_ID": "octavo",
    "OIDC_GOOGLE_CLIENT_SECRET": "a secret of theirs",
}
ALSO = {
    "OIDC_PROVIDERS": "google, my-library",
    "OIDC_MY_LIBRARY_ISSUER": "https://login.example.org/readers/",
    "OIDC_MY_LIBRARY_NAME": "The  Library",
    "OIDC_MY_LIBRARY_CLIENT_ID": "shop",
    "OIDC_MY_LIBRARY_CLIENT_SECRET": "another secret",
}


def providers(**given):
    return read_settings({**PRODUCTION, **given}).providers


def test_a_shop_has_no_providers_unless_it_names_some():
    assert providers() == providers(OIDC_PROVIDERS=" , ") == ()


def test_google_needs_only_what_google_gave():
    (google,) = providers(**GOOGLE)
    assert (google.label, google.issuer) == ("Google", "https://accounts.google.com")
    assert google.sign_in_origin == "https://accounts.google.com"


def test_any_other_is_known_by_its_issuer():
    _, library = providers(**GOOGLE | ALSO)
    assert (library.name, library.label) == ("my-library", "The Library")
    assert library.issuer == "https://login.example.org/readers/"
    assert library.sign_in_origin == "https://login.example.org"


def test_a_secret_is_not_written_where_a_provider_is():
    assert "a secret of theirs" not in repr(read_settings({**PRODUCTION, **GOOGLE}).providers)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OIDC_GOOGLE_CLIENT_ID", ""),
        ("OIDC_GOOGLE_CLIENT_SECRET", ""),
        ("OIDC_MY_LIBRARY_ISSUER", ""),
        ("OIDC_MY_LIBRARY_ISSUER", "login.example.org"),
        ("OIDC_MY_LIBRARY_ISSUER", "http://login.example.org"),
        ("OIDC_MY_LIBRARY_ISSUER", "http://127.0.0.1:9400"),
        ("OIDC_MY_LIBRARY_ISSUER", "https://login.example.org; script-src *"),
        ("OIDC_MY_LIBRARY_ISSUER", "https://me:secret@login.example.org"),
        ("OIDC_MY_LIBRARY_ISSUER", "https://login.example.org?tenant=1"),
        ("OIDC_MY_LIBRARY_ISSUER", "https://["),
        ("OIDC_MY_LIBRARY_SIGN_IN_ORIGIN", "https://login.example.org/path"),
        ("OIDC_MY_LIBRARY_SIGN_IN_ORIGIN", "https://*"),
        ("OIDC_MY_LIBRARY_NAME", "x" * 41),
        ("OIDC_PROVIDERS", "google,google"),
        ("OIDC_PROVIDERS", "google,../x"),
        ("OIDC_PROVIDERS", "again"),
    ],
)
def test_a_wrong_one_keeps_the_shop_from_starting(name, value):
    with pytest.raises(SettingError, match=name):
        providers(**{**GOOGLE, **ALSO, name: value})


def test_only_a_provider_on_this_machine_may_do_without_tls_and_not_in_production():
    near = {**ALSO, "OIDC_PROVIDERS": "my-library", "OCTAVO_ENV": "test"}
    (local,) = providers(**near | {"OIDC_MY_LIBRARY_ISSUER": "http://localhost:9400"})
    assert local.sign_in_origin == "http://localhost:9400"
    with pytest.raises(SettingError, match="https"):
        providers(**near | {"OIDC_MY_LIBRARY_ISSUER": "http://login.example.org"})
