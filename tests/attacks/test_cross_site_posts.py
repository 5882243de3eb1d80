"""What another site makes a browser do is not done, whoever has signed in there.

Which headers say where a request comes from is tested in tests/test_crosssite.py.
"""

from app.db import db
from tests.attacks.walking import is_page
from tests.every_route import address_of, methods_of, taken_back

# These ask for a signature or a token, which no browser brings along.
FOR_SERVERS = {"inventory_api.update", "orders.stripe_webhook"}
# What these write is a key that counts once a code of it was typed, a preview that they take back
# themselves, and that she took away her copy.
WRITING = {"accounts.authenticator", "admin.letter", "admin.letter_html", "privacy.export"}


def test_no_form_of_another_site_is_taken(shop):
    for who, open_browser in shop.visitors.items():
        browser = open_browser()
        browser.environ_base["HTTP_SEC_FETCH_SITE"] = "cross-site"
        answers = {
            (endpoint, method): browser.open(address_of(shop.app, endpoint), method=method)
            for endpoint in shop.app.view_functions
            for method in set(methods_of(shop.app, endpoint)) - {"GET"}
        }
        taken = {key[0] for key, answer in answers.items() if answer.status_code != 403}
        assert taken == FOR_SERVERS, who


def test_no_page_changes_anything_by_being_opened(shop):
    """So that no picture or link of another site does either."""
    changing = set()
    for open_browser in shop.visitors.values():
        browser = open_browser()
        browser.get("/account")  # notes that the session is in use
        for endpoint in shop.app.view_functions:
            if is_page(shop.app, endpoint):
                with taken_back(shop.app):
                    browser.get(address_of(shop.app, endpoint)).close()
                    if wrote():
                        changing.add(endpoint)
    assert changing == WRITING


def wrote():
    (transaction,) = db.execute_sql("select pg_current_xact_id_if_assigned()").fetchone()
    return transaction is not None
