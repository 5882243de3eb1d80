"""A shop as it is configured in production, and browsers that come to it over HTTPS."""

from app import create_app
from app.db import db
from tests.conftest import Browser, own_redis
from tests.test_config import PRODUCTION

ORIGIN = "https://books.example.org"


class OverHttps(Browser):
    def open(self, *args, **kwargs):
        kwargs.setdefault("base_url", ORIGIN)
        return super().open(*args, **kwargs)


def production_shop(empty_shop, settings, **more):
    """Yields the shop, empty, and leaves the one of the tests in its place."""
    kept = {"DATABASE_URL": settings["DATABASE_URL"], "REDIS_URL": own_redis()}
    shop = create_app({**PRODUCTION, **kept, **more})
    shop.test_client_class = OverHttps
    shop.extensions["redis"].flushdb()
    with shop.app_context(), db.connection_context():
        empty_shop.empty()
        yield shop
    create_app(settings)


def browser_of(shop):
    browser = shop.test_client()
    browser.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return browser
