"""What machines ask a website for: robots.txt, the sitemap, the manifest, and how to search us."""

from flask import abort, make_response, render_template

from app.catalog import sitemap
from app.catalog.blueprint import blueprint
from app.db import without_database
from app.hypermedia import public


@blueprint.get("/robots.txt")
@without_database
@public
def robots():
    return file_of("text/plain; charset=utf-8", "robots.txt")


@blueprint.get("/manifest.webmanifest")
@without_database
@public
def manifest():
    return file_of("application/manifest+json", "manifest.webmanifest")


@blueprint.get("/opensearch.xml")
@without_database
@public
def opensearch():
    return file_of("application/opensearchdescription+xml", "opensearch.xml")


@blueprint.get("/sitemap.xml")
@public
def sitemap_start():
    """All addresses, or a list of the files that hold them when they are too many for one."""
    parts = sitemap.parts()
    if parts == 1:
        return file_of("application/xml", "sitemap.xml", paths=sitemap.paths(1))
    return file_of("application/xml", "sitemap_parts.xml", parts=parts)


@blueprint.get("/sitemap-<int(min=1):part>.xml")
@public
def sitemap_part(part):
    if part > sitemap.parts():
        abort(404)
    return file_of("application/xml", "sitemap.xml", paths=sitemap.paths(part))


def file_of(content_type, template, **context):
    body = render_template(f"catalog/{template}", **context)
    return make_response(body, {"Content-Type": content_type})
