"""What machines ask a website for: robots.txt, sitemaps, the feed, and how to search us."""

import re

from flask import abort, current_app, make_response, render_template

from app.catalog import feeds, sitemap
from app.catalog.blueprint import blueprint
from app.db import without_database
from app.hypermedia import public

# What no XML may hold, not even escaped (XML 1.0, 2.2).
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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
def sitemap_index():
    return file_of("application/xml", "sitemap_index.xml", parts=sitemap.parts())


@blueprint.get("/sitemap-pages.xml")
@without_database
@public
def sitemap_of_fixed_pages():
    return file_of("application/xml", "sitemap.xml", pages=sitemap.fixed_pages())


@blueprint.get(f"/sitemap-<any({', '.join(sitemap.KINDS)}):kind>-<int(max={10**9}):part>.xml")
@public
def sitemap_part(kind, part):
    pages = sitemap.pages(kind, part) or abort(404)
    return file_of("application/xml", "sitemap.xml", pages=pages)


@blueprint.get("/feeds/new.atom")
@public
def new_books_feed():
    works = feeds.newest(current_app.config["SETTINGS"].public_url)
    return file_of(
        "application/atom+xml; charset=utf-8",
        "new_books.xml",
        works=works,
        updated=feeds.updated(works),
    )


def file_of(content_type, template, **context):
    body = render_template(f"catalog/{template}", **context)
    if "xml" in content_type:
        body = NOT_IN_XML.sub("", body)
    return make_response(body, {"Content-Type": content_type})
