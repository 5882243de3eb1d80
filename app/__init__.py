"""Octavo, an online bookstore: create_app() is the only place that wires things together."""

import os

from flask import Flask
from htmx_flask import Htmx
from redis import Redis
from werkzeug.middleware.proxy_fix import ProxyFix

from app import db, health
from app.assets import serve_assets
from app.config import read_settings
from app.crosssite import refuse_cross_site_requests
from app.errors import handle_errors
from app.headers import set_security_headers
from app.https import insist_on_https
from app.hypermedia import is_personal, notices
from app.logs import configure_logs, log_requests
from app.money import currency_name, format_money
from app.page_cache import keep_pages
from app.printing import can_make_pdf
from app.routing import set_up_routing
from app.signing import Cookies
from app.templating import Environment
from app.times import shop_date, shop_time, zone_town

# Bytes of a form; views that take files say how large those may be.
LARGEST_REQUEST = 512 * 1024


def create_app(environ=None):
    """The whole shop as a Flask application, by the settings in the environment."""
    settings = read_settings(os.environ if environ is None else environ)
    app = Flask(__name__, static_folder=None, template_folder="../templates")
    app.config.from_mapping(flask_settings(settings))
    app.session_interface = Cookies()
    app.jinja_environment = Environment
    set_up_routing(app)
    app.extensions["redis"] = Redis.from_url(
        settings.redis_url, socket_timeout=5, socket_connect_timeout=2
    )
    db.configure(settings.database_url, timezone=settings.timezone)
    configure_logs(settings.production)
    Htmx(app)
    # In this order: the first to run must be the one that names and times the request.
    log_requests(app)
    health.measure_requests(app)
    set_security_headers(app)
    refuse_cross_site_requests(app)
    db.lend_connection(app)
    handle_errors(app)
    serve_assets(app)
    set_up_templates(app, settings)
    register_parts(app)
    trust_proxies(app, settings.trusted_proxies)
    keep_pages(app)
    insist_on_https(app)
    return app


def flask_settings(settings):
    return {
        "SETTINGS": settings,
        "SECRET_KEY": settings.secret_key,
        "SECRET_KEY_FALLBACKS": [settings.secret_key_previous] * bool(settings.secret_key_previous),
        # Browsers take a __Host- cookie from nobody but this very host, over HTTPS.
        "SESSION_COOKIE_NAME": "__Host-octavo" if settings.https else "octavo",
        "SESSION_COOKIE_SECURE": settings.https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": 30 * 24 * 3600,  # seconds
        # Else every page, public ones too, would set the cookie of whoever has signed in again.
        "SESSION_REFRESH_EACH_REQUEST": False,
        "TRUSTED_HOSTS": [settings.public_host] if settings.production else None,
        "PREFERRED_URL_SCHEME": "https" if settings.https else "http",
        "MAX_CONTENT_LENGTH": LARGEST_REQUEST,
        "MAX_FORM_MEMORY_SIZE": LARGEST_REQUEST,
        "MAX_FORM_PARTS": 200,
    }


def trust_proxies(app, number):
    """Take the visitor's address from our own proxies, or limits would count all as one."""
    # Nothing but the address: our name and scheme are known from PUBLIC_URL.
    if number:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=number, x_proto=0)


def set_up_templates(app, settings):
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.template_filter("money")(format_money)
    app.template_filter()(currency_name)
    app.template_filter()(shop_date)
    app.template_filter()(shop_time)
    app.template_filter()(zone_town)
    app.template_global()(is_personal)
    app.template_global()(notices)
    app.template_global()(can_make_pdf)
    app.add_template_global(settings, "settings")


def register_parts(app):
    from app import commands
    from app.accounts import routes as accounts
    from app.admin import routes as admin
    from app.cart import routes as cart
    from app.cart import voucher_routes as voucher
    from app.catalog import routes as catalog
    from app.catalog.inventory_api import routes as inventory_api
    from app.orders import routes as orders
    from app.privacy import routes as privacy
    from app.reviews import routes as reviews
    from app.search import browsing
    from app.search import routes as search

    shop = (
        catalog,
        inventory_api,
        search,
        browsing,
        accounts,
        cart,
        voucher,
        orders,
        reviews,
        privacy,
        admin,
    )
    for part in (health, *shop):
        app.register_blueprint(part.blueprint)
    accounts.set_up_sign_in(app)
    commands.register(app)
