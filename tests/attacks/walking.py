"""Walks through the shop: every route, and some of what the pages there lead to."""

from collections import Counter, deque
from io import BytesIO
from urllib.parse import urlencode, urlsplit

from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from tests.attacks.pages import Page
from tests.every_route import address_of, methods_of, taken_back

FORM_TYPE = "application/x-www-form-urlencoded"
MOST_OF_A_ROUTE = 4  # more addresses of one route that links lead to


def every_page(shop):
    """Who asks, for which path, and the answer: of all that each visitor can get at."""
    for who, open_browser in shop.visitors.items():
        for path, response in pages_of(shop.app, open_browser(), first_paths(shop.app, who)):
            yield who, path, response
            response.close()


def first_paths(app, who):
    """The back office is there for its owner alone; the rest of the shop is once enough."""
    pages = [endpoint for endpoint in app.view_functions if is_page(app, endpoint)]
    at_desk = [endpoint for endpoint in pages if endpoint.startswith("admin.")]
    begun_by = {"owner": at_desk, "buyer": ["accounts.account", "orders.history"]}
    return [address_of(app, each) for each in begun_by.get(who, set(pages) - set(at_desk))]


def pages_of(app, browser, first):
    paths, seen, times = deque(sorted(first)), set(first), Counter()
    while paths:
        path = paths.popleft()
        response = browser.get(path)
        yield path, response
        for link in links_of(response, path):
            endpoint = endpoint_of(app, link)
            if link not in seen and endpoint and times[endpoint] < MOST_OF_A_ROUTE:
                times[endpoint] += 1
                seen.add(link)
                paths.append(link)


def links_of(response, path):
    whole = response.status_code == 200 and response.mimetype == "text/html"
    return Page(response.text, path).own_links if whole else []


def every_route(shop):
    """Who asks, for which route, by which method: the back office as its owner, the rest as a
    stranger and a customer.
    """
    for endpoint in shop.app.view_functions:
        at_desk = endpoint.startswith("admin.")
        for who in ("owner",) if at_desk else ("stranger", "customer"):
            for method in methods_of(shop.app, endpoint):
                yield who, endpoint, method


def asked(shop, who, method, path, **given):
    """The answer to a request, what it did being taken back."""
    with taken_back(shop.app):
        answer = shop.visitors[who]().open(path, method=method, **given)
        answer.get_data()
    return answer


def is_page(app, endpoint):
    return "GET" in methods_of(app, endpoint) and endpoint != "static_file"


def endpoint_of(app, link):
    try:
        endpoint, _ = app.url_map.bind("localhost").match(urlsplit(link).path, "GET")
    except HTTPException:
        return None
    return endpoint if is_page(app, endpoint) else None


FORMS = []  # the shop is filled with the same for each test: they are looked for once a process


def every_form(shop):
    """Pairs of who finds it and a form: each of every page, and each link that asks for something.

    Of a book's form or a link to it there are many; one of them is enough.
    """
    if not FORMS:
        FORMS.extend(forms_of(shop))
    return FORMS


def forms_of(shop):
    found = {}
    for who, path, response in every_page(shop):
        if response.mimetype == "text/html":
            page = Page(response.text, path)
            for form in page.forms + page.questions:
                found.setdefault(
                    (who, form.method, rule_of(shop.app, form), *sorted(form.fields)), form
                )
    return [(key[0], form) for key, form in found.items()]


def rule_of(app, form):
    try:
        rule, _ = app.url_map.bind("localhost").match(form.path, form.method, return_rule=True)
    except HTTPException:
        return form.path
    return rule.rule


def sent(shop, who, form, values, look=lambda: None):
    """The answer to a form with these values, (name, value) pairs; what it did can be looked at,
    and is then taken back.
    """
    values = list(values)
    body = urlencode(values, errors="surrogatepass")
    with taken_back(shop.app):
        browser = shop.visitors[who]()
        if form.method == "GET":
            response = browser.get(form.path, query_string=body)
        elif form.files:
            response = browser.post(form.path, data=with_files(form, values))
        else:
            response = browser.post(form.path, data=body, content_type=FORM_TYPE)
        response.get_data()
        look()
    return response


def with_files(form, values):
    """Where a file is asked for, the value is in it and is its name."""
    return MultiDict(
        (name, (BytesIO(value.encode(errors="replace")), value) if name in form.files else value)
        for name, value in values
    )


def as_it_is(form):
    """What a browser sends when nobody types anything: the first of each field's values."""
    return {name: (values or [""])[0] for name, values in form.fields.items()}
