"""For those who watch the shop: is it alive, is it ready, how is it doing."""

import os
import time
from ipaddress import ip_address

import prometheus_client as prometheus
from flask import Blueprint, abort, current_app, g, make_response, request
from peewee import PeeweeException
from prometheus_client.multiprocess import MultiProcessCollector
from redis.exceptions import RedisError

from app.db import db, without_database
from app.hypermedia import private

blueprint = Blueprint("health", __name__)

REQUESTS = prometheus.Counter(
    "octavo_requests_total", "Requests answered", ["endpoint", "method", "status"]
)
SECONDS = prometheus.Histogram(
    "octavo_request_seconds",
    "Time to answer a request",
    ["endpoint"],
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)


def measure_requests(app):
    @app.after_request
    def count(response):
        seconds = time.perf_counter() - g.began if "began" in g else None
        count_request(request.endpoint or "none", request.method, response.status_code, seconds)
        return response


def count_request(endpoint, method, status, seconds):
    REQUESTS.labels(endpoint, method, status).inc()
    if seconds is not None:
        SECONDS.labels(endpoint).observe(seconds)


@blueprint.get("/healthz")
@without_database
@private
def alive():
    return text("ok")


@blueprint.get("/readyz")
@without_database
@private
def ready():
    failing = [name for name, works in (("database", _database), ("redis", _redis)) if not works()]
    return text("ok") if not failing else text(f"not ready: {', '.join(failing)}", 503)


@blueprint.get("/metrics")
@without_database
@private
def metrics():
    """Prometheus' text format, for scrapers inside the network only."""
    forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    if forwarded or not _is_inside(request.remote_addr):
        abort(404)
    body = prometheus.generate_latest(_registry())
    return make_response(body, 200, {"Content-Type": prometheus.CONTENT_TYPE_LATEST})


def _is_inside(address):
    try:
        return ip_address(address or "").is_private
    except ValueError:
        return False


def text(body, status=200):
    return make_response(body, status, {"Content-Type": "text/plain; charset=utf-8"})


def _registry():
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return prometheus.REGISTRY
    registry = prometheus.CollectorRegistry()
    MultiProcessCollector(registry)
    return registry


def _database():
    try:
        with db.connection_context():
            db.execute_sql("select 1")
    except PeeweeException:
        return False
    return True


def _redis():
    try:
        return current_app.extensions["redis"].ping()
    except RedisError:
        return False
