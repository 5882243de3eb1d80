"""Pages for paper: the same HTML for the browser to print and for PlutoPrint to lay out as PDF.

Laying out asks nobody for anything: the style sheet and the typefaces are ours and are read from
`static/`; whatever else a page should name is refused, wherever it is.
"""

import io
import re

from flask import Response, abort, current_app, render_template

from app.assets import FOLDER

try:
    import plutoprint
except ImportError:  # there is no wheel for this machine
    plutoprint = None

PRINT_FILES = {
    "css/print.css": "text/css",
    "fonts/besley-latin.woff2": "font/woff2",
    "fonts/cabin-latin.woff2": "font/woff2",
    "fonts/cabin-bold-latin.woff2": "font/woff2",
    "fonts/dejavu-sans-other-scripts.woff2": "font/woff2",
}
OURS = re.compile(r"/static/[0-9a-f]+/(.+)")
# Where people print on US Letter; everybody else has A4.
ON_LETTER = {"US", "CA", "MX", "CL", "CO", "CR", "GT", "PA", "PH", "PR", "SV", "VE"}

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
    book = plutoprint.Book(plutoprint.PAGE_SIZE_LETTER if letter else plutoprint.PAGE_SIZE_A4)
    book.custom_resource_fetcher = OwnFiles()
    book.load_html(html, user_style=style, base_url="octavo://shop/")
    pdf = io.BytesIO()
    book.write_to_pdf_stream(pdf)
    return pdf.getvalue()


def can_make_pdf():
    return plutoprint is not None


class OwnFiles(plutoprint.ResourceFetcher if plutoprint else object):
    """Gives what print.css and its page name, whatever address it has, and nothing else."""

    def fetch_url(self, url):
        found = OURS.search(url)
        name = found[1] if found else ""
        if name not in PRINT_FILES:
            raise LookupError(f"not for printing: {url[:200]}")
        return plutoprint.ResourceData((FOLDER / name).read_bytes(), PRINT_FILES[name])
