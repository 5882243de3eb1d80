"""The OpenAPI description is true: of the routes, of requests, and of real answers."""

import pytest

from app.accounts import api_tokens
from app.catalog.inventory_api import routes, rows
from app.catalog.models import CONDITIONS
from tests.catalog.schemas import faults, resolved

PREFIX = "/api/v1"


@pytest.fixture
def document(client):
    answer = client.get(f"{PREFIX}/openapi.json")
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    return answer.json


@pytest.fixture
def ask(app, document):
    """Asks the API and holds the answer to what is promised of its status."""
    client, token = app.test_client(), api_tokens.issue("till")

    def run(method, path, *, token=token, key="monday", **more):
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
        answer = client.open(f"{PREFIX}{path}", method=method, headers=headers, **more)
        operation = document["paths"][path.partition("?")[0]][method.lower()]
        promised = operation["responses"][str(answer.status_code)]
        if "$ref" in promised:
            promised = resolved(promised["$ref"], document)
        schema = promised["content"][answer.mimetype]["schema"]
        assert list(faults(answer.json, schema, document)) == []
        assert set(promised.get("headers", {})) <= set(answer.headers.keys())
        return answer

    return run


def test_it_is_public_and_says_where_the_shop_is(client, document):
    assert document["openapi"] == "3.1.0"
    assert document["servers"] == [{"url": "http://localhost/api/v1"}]
    assert "public" in client.get(f"{PREFIX}/openapi.json").headers["Cache-Control"]


def test_it_describes_every_route_and_no_other(app, document):
    described = {
        (f"{PREFIX}{path}", method.upper())
        for path, operations in document["paths"].items()
        for method in operations
    }
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/")]
    served = {(rule.rule, method) for rule in rules for method in rule.methods & {"GET", "POST"}}
    assert described == served


def test_every_reference_leads_somewhere_and_every_part_is_used(document):
    used = set(references_in(document))
    for reference in used:
        resolved(reference, document)
    parts = {
        f"#/components/{kind}/{name}"
        for kind in ("schemas", "responses")
        for name in document["components"][kind]
    }
    assert parts == used


def references_in(node):
    if isinstance(node, dict):
        yield from ([node["$ref"]] if "$ref" in node else [])
    for child in (
        node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    ):
        yield from references_in(child)


def test_every_operation_has_a_name_of_its_own_and_says_what_it_does(document):
    operations = [each for path in document["paths"].values() for each in path.values()]
    assert len({each["operationId"] for each in operations}) == len(operations)
    assert all(each["summary"] and each["responses"] for each in operations)


def test_limits_and_lists_are_those_of_the_code(document):
    schemas = document["components"]["schemas"]
    assert schemas["StockUpdate"]["properties"]["updates"]["maxItems"] == routes.MOST_ROWS
    assert schemas["Row"]["properties"]["on_hand"]["maximum"] == rows.MOST_COPIES
    assert set(schemas["Row"]["properties"]) == set(rows.KNOWN)
    assert schemas["Condition"]["enum"] == list(CONDITIONS)
    (limit,) = (p for p in document["paths"]["/stock"]["get"]["parameters"] if p["name"] == "limit")
    assert limit["schema"]["maximum"] == routes.LARGEST_PAGE


def test_the_example_is_a_request_that_is_taken(ask, document, an_edition):
    content = document["paths"]["/stock"]["post"]["requestBody"]["content"]["application/json"]
    assert list(faults(content["example"], content["schema"], document)) == []
    for row in content["example"]["updates"]:
        an_edition(isbn="9780141439518", condition=row.get("condition", "new"))
    assert ask("POST", "/stock", json=content["example"]).json["updated"] == 2


@pytest.mark.parametrize(
    "row",
    [
        {"on_hand": 1},
        {"isbn": "9780807083697"},
        {"isbn": "9780807083697", "price": "9.99"},
        {"isbn": "9780807083697", "price": "9,99", "currency": "GBP"},
        {"isbn": "9780807083697", "on_hand": True},
        {"isbn": "9780807083697", "on_hand": -1},
        {"isbn": "9780807083697", "on_hand": 1, "condition": "dusty"},
        {"isbn": "9780807083697", "on_hand": 1, "onhand": 1},
        "9780807083697",
    ],
)
def test_what_the_description_does_not_allow_is_refused_by_the_shop(ask, document, row):
    schema = document["components"]["schemas"]["Row"]
    assert list(faults(row, schema, document))
    assert ask("POST", "/stock", json={"updates": [row]}).json["refused"] == 1


def test_every_answer_is_as_described(ask, an_edition, monkeypatch):
    edition = an_edition(price_minor=None)
    row = {"isbn": edition.isbn, "on_hand": 3}
    broken = {"isbn": "no number", "on_hand": 1}
    statuses = [
        ask("POST", "/stock", json={"updates": [row, broken, "nonsense"]}).status_code,
        ask("POST", "/stock", json={"updates": [row]}).status_code,
        ask("POST", "/stock", json={"updates": [row]}, token="void").status_code,
        ask("POST", "/stock", json={"updates": [row]}, key="").status_code,
        ask("POST", "/stock", data="{}", content_type="text/csv").status_code,
        ask("POST", "/stock", data=" " * 5_000_000, content_type="application/json").status_code,
        ask("GET", "/stock").status_code,
        ask("GET", f"/stock?isbn={edition.isbn}").status_code,
        ask("GET", "/stock?isbn=1").status_code,
        ask("GET", "/stock", token="void").status_code,
        ask("GET", "/openapi.json").status_code,
    ]
    assert statuses == [200, 422, 401, 400, 415, 413, 200, 200, 422, 401, 200]
    monkeypatch.setattr(routes, "REQUESTS_A_MINUTE", 0)
    assert ask("POST", "/stock", json={"updates": [row]}).status_code == 429
    assert ask("GET", "/stock").status_code == 429
