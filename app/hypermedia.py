"""Page or fragment, cache classes, redirects and notices: routes serve browsers and htmx alike."""

import functools
from hashlib import blake2b

from flask import (
    current_app,
    flash,
    g,
    get_flashed_messages,
    make_response,
    redirect,
    render_template,
    request,
)
from flask.globals import request_ctx
from werkzeug.http import quote_etag
from werkzeug.urls import iri_to_uri

SHARED_CACHE = "public, max-age=0, s-maxage=60, stale-while-revalidate=600"
SAME_FOR_ALL = "octavo.same_for_all"  # in the WSGI environment: the endpoint of a public page
ONE_YEAR = "public, max-age=31536000, immutable"


def render_page(page, *, fragment, status=200, **context):
    """Render the fragment alone when htmx asks for it, else the page that includes it."""
    template = fragment if wants_fragment() else page
    response = make_response(render_template(template, **context), status)
    return vary_on_htmx(response)


def render_form(page, *, fragment, errors=None, **context):
    """Render a form with what was typed in it; a 422 when something of that is wrong."""
    status = 422 if errors else 200
    return render_page(page, fragment=fragment, status=status, errors=errors or {}, **context)


def wants_fragment():
    # A history restore needs the whole page, even though htmx asks for it.
    return bool(request.htmx) and not request.htmx.history_restore_request


def vary_on_htmx(response):
    response.vary.update(["HX-Request", "HX-History-Restore-Request"])
    return response


def see_other(url, notice=None, kind="success"):
    """Send the browser to a page after a form did its work (303), with a notice to read there.

    htmx is told to make a whole navigation of it, since the answer is another page.
    """
    if notice:
        flash(notice, kind)
    if wants_fragment():
        return make_response("", 200, {"HX-Redirect": iri_to_uri(url)})
    return redirect(url, code=303)


def is_personal():
    """True on a page of one visitor's own, which may say who she is and what she did."""
    return g.get("cache_class") == "private"


def notices():
    """The notices left for this visitor; none on public pages, which are the same for everyone."""
    left = get_flashed_messages(with_categories=True) if is_personal() else []
    # A form that was sent twice leaves its notice twice.
    return list(dict.fromkeys(left))


def public(view):
    """Cache class of pages that are the same for every visitor: any cache may hold them."""

    @functools.wraps(view)
    def answer(*args, **kwargs):
        g.cache_class = "public"
        response = make_response(view(*args, **kwargs))
        forbid_session()
        if response.status_code in (200, 301):
            response.headers["Cache-Control"] = SHARED_CACHE
            request.environ[SAME_FOR_ALL] = request.endpoint
            return with_etag(response)
        response.headers["Cache-Control"] = "no-store"
        return response

    return _classed(answer, "public")


def private(view):
    """Cache class of whatever belongs to one visitor: no cache may keep it."""

    @functools.wraps(view)
    def answer(*args, **kwargs):
        g.cache_class = "private"
        response = make_response(view(*args, **kwargs))
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return _classed(answer, "private")


def immutable(view):
    """Cache class of files whose URL changes with their content: kept for a year."""

    @functools.wraps(view)
    def answer(*args, **kwargs):
        g.cache_class = "public"
        response = make_response(view(*args, **kwargs))
        kept = response.status_code == 200 and "Cache-Control" not in response.headers
        if kept:
            response.headers["Cache-Control"] = ONE_YEAR
        return response

    return _classed(answer, "immutable")


def with_etag(response):
    """Give the response a strong ETag of its body and answer 304 when the visitor has it."""
    digest = blake2b(response.get_data(), digest_size=12).hexdigest()
    response.headers["ETag"] = quote_etag(digest)
    return response.make_conditional(request)


def forbid_session():
    # To ask through flask.session would itself count as reading it.
    if request_ctx._session.accessed and not current_app.config["SETTINGS"].production:
        raise RuntimeError(f"{request.endpoint} is public but reads the session")


def _classed(view, name):
    view.cache_class = name
    return view
