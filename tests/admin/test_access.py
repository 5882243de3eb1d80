import pytest

from app.accounts.permissions import ROLES
from app.admin.navigation import GROUPS
from tests.placed_orders import put_in_a_parcel

EXAMPLES = {
    "number": "OC-TEST-0001",
    "invoice_number": 1,
    "work_id": 1,
    "edition_id": 1,
    "review_id": 1,
    "image_id": 1,
    "sale_id": 1,
    "delivery_id": 1,
    "take_id": 1,
    "subject_id": 1,
    "token_id": 1,
    "promotion_id": 1,
    "zone_id": 1,
    "method_id": 1,
    "place": "GB",
    "value_id": 1,
    "sort": "contributors",
    "row_id": 1,
    "import_id": 1,
    "return_id": 1,
    "refund_id": 1,
    "withdrawal_id": 1,
    "difference_id": 1,
    "member_id": 1,
    "report": "refused",
    "file_name": "catalogue.csv",
    "name": "order_paid",
}


@pytest.fixture
def doors(app):
    """(method, address) of every route of the back office."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("admin.")]
    with app.test_request_context():
        return [
            (method, rule.build({k: v for k, v in EXAMPLES.items() if k in rule.arguments})[1])
            for rule in rules
            for method in sorted(rule.methods & {"GET", "POST"})
        ]


def test_who_may_only_read_is_offered_no_button_to_change_an_order(signed_in, a_person, an_order):
    reader = signed_in(a_person("read-only"))
    page = reader.get(f"/admin/orders/{an_order().number}")
    assert "Mark as shipped" not in page.text
    assert "Refund" not in page.text


def test_every_entry_of_the_navigation_leads_to_its_page(desk):
    for name, entries in GROUPS.items():
        for entry in entries:
            page = desk.get(entry.url)
            assert page.status_code == 200, entry.url
            assert f'<a href="{entries[0].url}" aria-current="true">{name}</a>' in page.text
            here = f'<a href="{entry.url}" aria-current="page">{entry.label}</a>'
            assert here in page.text


def test_what_is_for_the_owner_alone_is_offered_to_nobody_else(signed_in, a_person, desk):
    assert "/admin/tokens" in desk.get("/admin/jobs").text
    assert "/admin/tokens" not in signed_in(a_person("manager")).get("/admin/jobs").text


def test_each_role_is_offered_the_pages_that_it_may_open(signed_in, a_person):
    for role, held in ROLES.items():
        page = signed_in(a_person(role)).get("/admin/orders").text
        for name, entries in GROUPS.items():
            open_to_her = [entry.url for entry in entries if entry.permission in held]
            way_in = f'<a href="{open_to_her[0]}"' if open_to_her else None
            assert (way_in in page) if way_in else (f">{name}</a>" not in page), (role, name)


def test_each_role_is_offered_what_it_may_do_with_an_order(signed_in, a_person, an_order):
    paid, sent = an_order(), an_order("shipped")
    put_in_a_parcel(sent)
    for role, held in ROLES.items():
        browser = signed_in(a_person(role))
        for order, path, needed in (
            (paid, "/shipment", "orders.ship"),
            (paid, "/cancellation", "orders.cancel"),
            (paid, "/refund", "orders.refund"),
            (sent, "/returns/new", "returns.allow"),
        ):
            url = f"/admin/orders/{order.number}"
            assert (f'"{url}{path}"' in browser.get(url).text) == (needed in held), (role, path)


@pytest.mark.parametrize("path", ["", "/"])
def test_the_way_in_leads_to_the_orders(desk, path):
    answer = desk.get(f"/admin{path}")
    assert (answer.status_code, answer.location) == (303, "/admin/orders")


def test_no_page_of_the_back_office_may_be_kept_by_a_cache(desk, doors, an_order):
    an_order()
    for url in [url for method, url in doors if method == "GET"]:
        assert "no-store" in desk.get(url).headers["Cache-Control"], url


@pytest.mark.parametrize(
    "url",
    [
        "/admin/books/99999999999999999999",
        "/admin/editions/99999999999999999999",
        "/admin/books/7",
        "/admin/orders/%00",
        "/admin/orders/nothing-of-ours",
        "/admin/nowhere",
    ],
)
def test_what_is_not_there_is_not_found(desk, url):
    assert desk.get(url).status_code == 404


@pytest.mark.parametrize(
    "url",
    [
        "/admin/orders?queue=nonsense&page=-1&q=%00",
        "/admin/orders?page=99999999999999999999",
        "/admin/orders?queue=all&q=%25_%5C",
        "/admin/books?only=nonsense&page=x&q=%00%00",
        "/admin/books?q=" + "a" * 3000,
        "/admin/reviews?only=nonsense&page=1e9",
    ],
)
def test_an_odd_address_still_shows_a_list(desk, url):
    assert desk.get(url).status_code == 200
