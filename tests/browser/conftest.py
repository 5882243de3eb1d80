"""A real browser before the whole shop; each test finds it empty and builds what it needs."""

import os

import pytest
from rq.registry import StartedJobRegistry

from app.queueing import QUEUES, queue_named
from dev import chromium
from tests.browser.whole_shop import running_shop

# What Chromium would draw around each page: suggestions below an address bar that nobody sees. The
# last list of this kind counts, so what matters of Playwright's own is in it as well.
UNSEEN = [
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "AimEnabled",
    "HttpsUpgrades",
    "PaintHolding",
]
# The browser is to talk to the shop alone, and draws without a graphics card.
QUIET = [
    f"--disable-features={','.join(UNSEEN)}",
    "--disable-background-networking",
    "--disable-gpu",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]
AS_ROOT = ["--no-sandbox"]  # Chromium has no sandbox for root


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    try:
        path = chromium.find()
    except chromium.NoChromium as failure:
        pytest.fail(str(failure), pytrace=False)
    arguments = QUIET + (AS_ROOT if os.geteuid() == 0 else [])
    return {**browser_type_launch_args, "executable_path": path, "args": arguments}


@pytest.fixture(scope="package")
def whole_shop(empty_shop, settings, tmp_path_factory):
    # For these tests only: its worker would take the jobs that other tests look at.
    with running_shop(settings, tmp_path_factory.mktemp("shop")) as shop:
        yield shop


@pytest.fixture
def shop_url(whole_shop, app):
    """Where the shop is; nothing is in it, and the builders of other tests fill it."""
    yield whole_shop.url
    # Or they would go on in the next test's shop, and their mails reach its mailbox.
    whole_shop.wait_for("worker", all_jobs_are_done)


def all_jobs_are_done():
    queues = [queue_named(name) for name in QUEUES]
    return not any(queue.count or StartedJobRegistry(queue=queue).count for queue in queues)


@pytest.fixture
def payments_url(whole_shop):
    return whole_shop.payments_url


@pytest.fixture
def mailbox(whole_shop):
    whole_shop.mailbox.clear()
    return whole_shop.mailbox


@pytest.fixture
def browser_context_args(browser_context_args, shop_url):
    """Lets tests open "/cart" rather than a whole address."""
    # Who does not want motion sees the same pages, and drawing each change takes a while here.
    still = {"locale": "en-GB", "reduced_motion": "reduce"}
    return {**browser_context_args, "base_url": shop_url, **still}


@pytest.fixture
def visitor(new_context):
    """Opens a page for one more visitor: visitor(javascript=False, viewport=...)."""
    faults = []

    def open_page(*, javascript=True, **options):
        page = new_context(java_script_enabled=javascript, **options).new_page()
        page.on("pageerror", lambda error: faults.extend(faults_in(error)))
        page.on("console", lambda message: faults.extend(refused_by_policy(message)))
        return page

    yield open_page
    assert not faults, "the browser met errors in our pages"


def faults_in(error):
    # A view transition ends so when one moves on before it is over.
    return [] if "Transition was skipped" in str(error) else [str(error)]


def refused_by_policy(message):
    return [message.text] if "Content Security Policy" in message.text else []


@pytest.fixture(params=[True, False], ids=["with-js", "without-js"])
def reader(request, visitor):
    """A page of a visitor, once with JavaScript and once without."""
    return visitor(javascript=request.param)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    shop = item.funcargs.get("whole_shop") if report.failed else None
    for process in ("web", "worker", "payments") if shop else ():
        report.sections.append((f"what {process} said", shop.said(process)))
    return report
