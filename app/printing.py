"""Pages for paper: the same HTML for the browser to print and for PlutoPrint to lay out as PDF.

Laying out asks nobody for anything: the style sheet is ours, with the typefaces written into it;
whatever else a page should name is refused, wherever it is.
"""

import io
import re
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from flask import Response, abort, current_app, render_template

from app.assets import FOLDER

try:
    import plutoprint
except ImportError:  # there is no wheel for this machine
    plutoprint = None

STYLES = re.compile(r"/static/[0-9a-f]+/css/print\.css$")
FONT = re.compile(r'url\("\.\./(fonts/[a-z-]+\.woff2)"\)')
# Where people print on US Letter; everybody else has A4.
ON_LETTER = {"US", "CA", "MX", "CL", "CO", "CR", "GT", "PA", "PH", "PR", "SV", "VE"}

# One thread lays out all: two would wait for each other, one for the interpreter, to be given a
# file, and one for what PlutoPrint has locked meanwhile; and each would keep memory of its own.
printer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="printer")
FOOT = (
    """@page { @bottom-left { content: "%s"; font: 8.5pt Cabin, sans-serif; color: #53615a; } }"""
)


def as_pdf(template, name, **context):
    """A template of layouts/print.html as a PDF that browsers show under this name, which is at
    the foot of each of its pages, too.
    """
    if plutoprint is None:
        abort(404, "This shop cannot make PDF files; print the page from your browser instead.")
    country = current_app.config["SETTINGS"].country
    pdf = lay_out(render_template(template, **context), country, foot_saying(name))
    response = Response(pdf, content_type="application/pdf")
    response.headers.set("Content-Disposition", "inline", filename=f"{name}.pdf")
    return response


def foot_saying(name):
    # PlutoPrint cannot take it from the page, as string-set would.
    words = re.sub("[^A-Za-z0-9]+", " ", name).strip()
    return FOOT % (words[:1].upper() + words[1:])


def lay_out(html, country, style=""):
    """The bytes of a PDF of this page, on the paper that people use in the country."""
    letter = country in ON_LETTER
    return printer.submit(write, html, letter, style).result()


def write(html, letter, style):
    book = plutoprint.Book(plutoprint.PAGE_SIZE_LETTER if letter else plutoprint.PAGE_SIZE_A4)
    book.custom_resource_fetcher = OwnStyles()
    book.load_html(html, user_style=style, base_url="octavo://shop/")
    pdf = io.BytesIO()
    book.write_to_pdf_stream(pdf)
    return pdf.getvalue()


def can_make_pdf():
    return plutoprint is not None


class OwnStyles(plutoprint.ResourceFetcher if plutoprint else object):
    """Gives the style sheet, whatever address the page has for it, and nothing else."""

    def fetch_url(self, url):
        if not STYLES.search(url):
            raise LookupError(f"not for printing: {url[:200]}")
        return plutoprint.ResourceData(styles(), "text/css")


@cache
def styles():
    # PlutoPrint keeps a font until the process ends, and one that Python gave it, it would then
    # give back to a Python that is no more.
    return FONT.sub(as_data, (FOLDER / "css/print.css").read_text())


def as_data(url):
    font = b64encode((FOLDER / url[1]).read_bytes()).decode()
    return f"url(data:font/woff2;base64,{font})"
