"""Who may open what: every route of the shop, as everybody who could ask for it."""

import pytest

from app.accounts.audit import AuditEvent
from app.accounts.models import Customer
from app.accounts.permissions import PERMISSIONS, ROLES
from tests.every_route import (
    a_delivery,
    a_person,
    a_review,
    address_of,
    an_order,
    her,
    methods_of,
    one_of_everything,
    owner,
    signed_in,
    taken_back,
)
from tests.people import PASSWORD, hashed

__all__ = [
    "a_delivery",
    "a_person",
    "a_review",
    "an_order",
    "her",
    "one_of_everything",
    "owner",
    "signed_in",
]

# What a stranger gets, the customer whose row it is (where it is about a row), and another one.
SHOP = {
    "200 200 200": """
        accounts.email_sent accounts.forgot accounts.passkey_options accounts.registered
        accounts.reset_sent browsing.coming browsing.new browsing.subject cart.nav cart.show
        catalog.book catalog.home catalog.manifest catalog.new_books_feed catalog.opensearch
        catalog.page catalog.robots catalog.sitemap_index catalog.sitemap_of_fixed_pages
        catalog.stock_alert_asked catalog.stock_alert_ended catalog.subjects health.alive
        health.metrics health.ready inventory_api.openapi orders.checkout orders.delivery
        orders.find orders.gift_card_balance orders.gift_cards orders.link_sent
        orders.withdrawal orders.withdrawal_received reviews.new reviews.of_work search.results
        search.suggest static_file privacy.erased""",
    # The cart, or a form that anybody may send, but that is empty here.
    "422 422 422": """
        accounts.ask_for_reset accounts.enter accounts.join catalog.ask_for_stock_alert
        orders.add_gift_card orders.declare_withdrawal orders.send_checkout orders.send_link
        orders.show_balance reviews.create voucher.change_voucher""",
    "login login login": "accounts.second_step accounts.show_passkey accounts.show_second",
    "303 303 303": """
        accounts.logout cart.keep catalog.confirm_stock_alert catalog.end_stock_alert
        catalog.new_stock_alert""",
    "301 301 301": "browsing.author",
    "302 302 302": "catalog.cover",
    "200 303 303": "accounts.login accounts.register",
    # What is not there for anybody; for these any row is everybody's.
    "404 404 404": """
        accounts.back_from_provider accounts.to_provider browsing.publisher browsing.series
        cart.add_item catalog.collection catalog.image catalog.isbn catalog.sitemap_part""",
    # A link's key that we never made opens nothing.
    "410 410 410": """
        accounts.confirm_address accounts.confirm_email accounts.reset accounts.restore_email
        accounts.set_email accounts.set_password accounts.take_back accounts.verify
        catalog.stock_alert""",
    # For other systems: a signature or a token, not a cookie.
    "400 400 400": "orders.stripe_webhook",
    "401 401 401": "inventory_api.listing inventory_api.update",
    # One's own.
    "login 200 200": """
        accounts.account accounts.addresses accounts.authenticator accounts.email
        accounts.new_address accounts.new_passkey accounts.new_passkey_options accounts.password
        accounts.security accounts.sign_in_again orders.history privacy.erasure privacy.overview
        reviews.written""",
    "login 303 303": """
        accounts.add_passkey accounts.connect accounts.connect_it accounts.confirm_authenticator
        accounts.end_other_sessions accounts.remove_authenticator accounts.resend_verification
        privacy.ask_for_export reviews.delete""",
    "login 422 422": """
        accounts.change_email accounts.change_password accounts.create_address
        accounts.prove_again accounts.rename""",
    "login 404 404": "accounts.link_provider accounts.unlink_provider",
    "login 200 303": "accounts.renew_recovery_codes",  # she has a factor, the other has none
    # Rows of hers: to another they are not there.
    "login 200 404": """
        accounts.confirm_removal accounts.edit_address privacy.export reviews.confirm_deletion""",
    "login 422 303": "privacy.erase_me",  # an order of hers is under way
    "login 303 404": """
        accounts.end_session accounts.make_default accounts.remove_address
        accounts.remove_passkey""",
    "login 422 404": "accounts.change_address",
    "404 200 404": """
        orders.download orders.invoice orders.invoice_pdf orders.new_return orders.show
        orders.withdraw_from""",
    "404 303 404": """
        orders.begin orders.call_off_return orders.cancel_order orders.move_gift_card orders.pay
        orders.payment_return orders.remove_gift_card orders.say_return_sent""",
    "404 422 404": "orders.ask_return orders.confirm_withdrawal",
    "404 409 404": "orders.order_again",  # hers is paid
    # A line that is not in one's own cart.
    "409 303 409": "cart.change_item cart.move_item",
}


# To strangers and customers there is no back office. Of staff, those may whose role says so.
BACK_OFFICE = {
    "orders.see": """
        home order orders invoice invoice_pdf packing_slip packing_slip_pdf picking picking_pdf""",
    "orders.ship": "hand_over make_ready mark_delivered pack ship unpack",
    "orders.cancel": "cancel_order",
    "orders.refund": "give_back new_refund refund refund_again",
    "returns.see": "returns show_return",
    "returns.allow": "allow_return close_return new_return refuse_return withdrawal_seen",
    "returns.receive": "receive_return",
    "promotions.see": "promotion promotions",
    "promotions.edit": "add_promotion new_promotion save_promotion withdraw_promotion",
    "gift_cards.see": "gift_card gift_cards",
    "gift_cards.mend": "block_value readdress_value",
    "gift_cards.give": "adjust_value give_value",
    "payments.see": "disputes reconciliation",
    "payments.reconcile": "compare_now take_over",
    "reviews.see": "reviews",
    "reviews.moderate": "hide_review",
    "catalog.see": """
        book books edition export export_choices name names searches subject subjects""",
    "catalog.edit": """
        add_book add_edition add_image add_subject change_image cover dismiss_search merge_book
        merge_name merge_subject move_edition new_book new_edition remove_subject sale save_book
        save_edition save_name save_subject upload_file""",
    "prices.edit": "end_sale put_on_sale",
    "imports.see": "import_report imports show_import",
    "imports.run": "add_import ask_to_undo_import import_for_real stop_import undo_import",
    "stock.see": """
        awaited deliveries delivery ledger low_stock low_stock_file stock_take stock_takes
        uncounted""",
    "stock.receive": "add_delivery new_delivery",
    "stock.count": "count forget_count start_stock_take",
    "stock.adjust": "change_low_at end_stock_take stock",
    "delivery.see": "method zone zones",
    "delivery.edit": """
        add_method add_zone bring_back_method new_method new_zone remove_zone save_method
        save_zone withdraw_method""",
    "taxes.see": "tax tax_example taxes",
    "taxes.edit": "add_tax new_tax save_tax",
    "terms.see": "terms",
    "terms.edit": "save_terms",
    "letters.see": "letter letter_html letters",
    "jobs.see": "jobs",
    "jobs.retry": "retry_job",
    "staff.see": "staff",
    "staff.manage": "change_role invite remove_member",
    "audit.see": "audit_trail",
    "tokens.manage": "make_token revoke_token tokens",
}
FORMS = {"cart.change_item": {"quantity": "2"}, "cart.move_item": {"place": "later"}}


def table(of):
    """Route by route what the table says, which it says of each once."""
    listed = [(endpoint, what) for what, endpoints in of.items() for endpoint in endpoints.split()]
    assert len(listed) == len(dict(listed)), "listed twice"
    return dict(listed)


SHOP_ROUTES = table(SHOP)


BACK_OFFICE_ROUTES = {f"admin.{name}": needed for name, needed in table(BACK_OFFICE).items()}


@pytest.fixture
def asked(app, her, signed_in, a_browser):
    """Asks for a route by a method as somebody, and takes back whatever that changed."""

    def ask(endpoint, method, somebody):
        with taken_back(app):
            browser = signed_in(somebody) if somebody else a_browser()
            answer = browser.open(
                address_of(app, endpoint), method=method, data=FORMS.get(endpoint)
            )
            answer.close()
        to_login = answer.status_code == 303 and answer.location.startswith("/login")
        return "login" if to_login else str(answer.status_code)

    return ask


def test_every_route_has_an_entry(app):
    routes = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert routes == SHOP_ROUTES.keys() | BACK_OFFICE_ROUTES.keys()


def test_every_view_of_the_back_office_says_what_it_needs(app):
    views = app.view_functions.items()
    said = {
        name: getattr(view, "permission", None) for name, view in views if name.startswith("admin.")
    }
    assert said == BACK_OFFICE_ROUTES


def test_every_permission_is_of_use_and_given_to_somebody():
    assert set(BACK_OFFICE) == set(PERMISSIONS) == set.union(*map(set, ROLES.values()))


def test_what_changes_something_needs_more_than_to_see(app):
    for endpoint, needed in BACK_OFFICE_ROUTES.items():
        if methods_of(app, endpoint) != ["GET"]:
            assert not needed.endswith(".see"), endpoint
            assert needed not in ROLES["read-only"], endpoint


def test_the_shop_shows_each_what_is_hers(app, asked, her, a_person):
    another = a_person(name="Eve")
    Customer.update(password_hash=hashed(PASSWORD)).execute()
    found = {
        (endpoint, method): " ".join(asked(endpoint, method, who) for who in (None, her, another))
        for endpoint in SHOP_ROUTES
        for method in methods_of(app, endpoint)
    }
    assert differences(found, {key: SHOP_ROUTES[key[0]] for key in found}) == {}


@pytest.mark.parametrize("role", ROLES)
def test_in_the_shop_staff_are_customers(app, asked, a_person, role):
    """What is another customer's is not theirs to see there."""
    staff = a_person(role)
    hers = [name for name, expected in SHOP_ROUTES.items() if expected.endswith(("404", "409"))]
    found = {
        (endpoint, method): asked(endpoint, method, staff)
        for endpoint in hers
        for method in methods_of(app, endpoint)
    }
    assert differences(found, {key: SHOP_ROUTES[key[0]].split()[2] for key in found}) == {}


def differences(found, expected):
    return {key: (what, expected[key]) for key, what in found.items() if what != expected[key]}


def test_to_all_but_staff_there_is_no_back_office(app, asked, her):
    found = {
        (endpoint, method, who and who.id): asked(endpoint, method, who)
        for endpoint in BACK_OFFICE_ROUTES
        for method in methods_of(app, endpoint)
        for who in (None, her)
    }
    assert set(found.values()) == {"404"}, found


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_of_the_back_office_what_it_may(app, asked, a_person, role):
    staff = a_person(role)
    wrong = []
    for endpoint, needed in BACK_OFFICE_ROUTES.items():
        for method in methods_of(app, endpoint):
            status = asked(endpoint, method, staff)
            if not as_it_should_be(status, method, needed in ROLES[role]):
                wrong.append((endpoint, method, status))
    assert wrong == []


def as_it_should_be(status, method, allowed):
    """What is allowed is there; a form that is sent empty may be refused, for its own reasons."""
    if not allowed:
        return status == "403"
    if method == "GET":
        return status in ("200", "303")
    return status in ("200", "201", "303", "400", "404", "409", "422")


def test_a_refusal_says_why_and_is_noted(signed_in, a_person, one_of_everything):
    packer = a_person("warehouse")
    refused = signed_in(packer).post("/admin/orders/OC-TEST-0001/refund")
    assert refused.status_code == 403
    assert (
        "Your role (warehouse) does not include this: “Give the money of an order back.”"
        in refused.text
    )
    (event,) = AuditEvent.select()
    assert (event.event, event.customer_id) == ("refused", packer.id)
    assert event.facts["permission"] == "orders.refund"
    assert event.facts["page"] == "admin.refund"
