"""What Mozilla's HTTP Observatory would say of an answer, by its list of checks and modifiers.

https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring, and the scorer itself,
mdn/mdn-http-observatory (src/grader/charts.js, src/analyzer/tests). Only what an answer shows is
here: preloading and certificates are the affair of whoever runs the shop.
"""

import re

SIX_MONTHS = 15_768_000  # seconds
BROAD = {"*", "http:", "https:", "data:", "blob:", "'unsafe-inline'", "'unsafe-eval'"}
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
CORP = {"": 0, "cross-origin": 0, "same-origin": 10, "same-site": 10}


def checks(page, in_the_clear):
    """The modifier of each check, for a page and for what plain HTTP answers at its address."""
    return {
        "content-security-policy": csp(policy_of(page)),
        "cookies": cookies(page),
        "cross-origin-resource-sharing": cors(page),
        "redirection": redirection(page, in_the_clear),
        "referrer-policy": referrer(page),
        "strict-transport-security": hsts(page),
        "subresource-integrity": sri(page),
        "x-content-type-options": 0 if header(page, "X-Content-Type-Options") == "nosniff" else -5,
        "x-frame-options": framing(page),
        "cross-origin-resource-policy": corp(page),
    }


def score(modifiers):
    """Bonuses count once the penalties have left 90 or more."""
    penalised = 100 + sum(each for each in modifiers.values() if each < 0)
    bonus = sum(each for each in modifiers.values() if each > 0)
    return max(penalised, 0) + (bonus if penalised >= 90 else 0)


def header(page, name):
    return page.headers.get(name, "").strip().lower()


def policy_of(page):
    rules = (rule.split() for rule in header(page, "Content-Security-Policy").split(";"))
    return {name: set(sources) for name, *sources in filter(None, rules)}


def csp(policy):
    if not policy:
        return -25
    default = policy.get("default-src", {"*"})
    script = policy.get("script-src", default)
    if "'unsafe-eval'" in script or "'unsafe-eval'" in policy.get("style-src", default):
        return -10
    if BROAD & (script | policy.get("object-src", default)):
        return -20
    if any(source.startswith("http:") for sources in policy.values() for source in sources):
        return -20
    if BROAD & policy.get("style-src", default):
        return 0
    # The scorer's own words ask for a form-action of 'none' or 'self' as well; its code does not.
    return 10 if default == {"'none'"} else 5


def cookies(page):
    """All of them are taken for cookies of a session."""
    given = [cookie.lower() for cookie in page.headers.getlist("Set-Cookie")]
    if any("; secure" not in cookie for cookie in given):
        return -40
    if any("; httponly" not in cookie for cookie in given):
        return -30
    sites = [re.findall(r"; samesite=(\w+)", cookie) for cookie in given]
    if any(site not in ([], ["lax"], ["strict"]) for site in sites):
        return -20
    return 5 if sites and all(sites) else 0


def cors(page):
    """What anybody may read is no fault; what anybody may read with her cookies is."""
    return -50 if header(page, "Access-Control-Allow-Credentials") == "true" else 0


def redirection(page, in_the_clear):
    if in_the_clear.status_code not in (301, 302, 303, 307, 308):
        return -20
    return 0 if in_the_clear.location == page.request.url else -5


def referrer(page):
    policy = header(page, "Referrer-Policy")
    if not policy:
        return 0
    return 5 if policy.split(",")[-1].strip() in PRIVATE else -5


def hsts(page):
    age = re.search(r"max-age=(\d+)", header(page, "Strict-Transport-Security"))
    if not age:
        return -20
    return 0 if int(age[1]) >= SIX_MONTHS else -10


def sri(page):
    """Scripts of one's own origin need none."""
    scripts = re.findall(r"<script\b[^>]*\bsrc=[\"']?([^\"' >]+)", page.text)
    foreign = [each for each in scripts if not re.match(r"/(?!/)", each)]
    return 0 if not foreign else -5 if all(each.startswith("https:") for each in foreign) else -50


def framing(page):
    if policy_of(page).get("frame-ancestors") == {"'none'"}:
        return 5
    return 0 if header(page, "X-Frame-Options") in ("deny", "sameorigin") else -20


def corp(page):
    return CORP.get(header(page, "Cross-Origin-Resource-Policy"), -5)
