"""The buyer takes her downloads: a click counts, and its file may then be read in pieces."""

from flask import Response, abort, request, url_for
from flask_login import current_user
from slugify import slugify

from app.catalog.digital_files import pieces
from app.hypermedia import private, see_other
from app.orders.access import find_order
from app.orders.blueprint import blueprint
from app.orders.fulfilment.downloads import begin_download, begun
from app.orders.refusals import NoDownload
from app.typed_text import whole_number


@blueprint.post("/orders/<number>/downloads")
@private
def begin(number):
    order = find_order(number)
    line_id = whole_number(request.form.get("line")) or 0
    try:
        download = begin_download(order, line_id, current_user.id)
    except NoDownload as refusal:
        return see_other(url_for("orders.show", number=number), str(refusal), "problem")
    return see_other(url_for("orders.download", number=number, download_id=download.id))


@blueprint.get("/orders/<number>/downloads/<int:download_id>")
@private
def download(number, download_id):
    """The file, or the piece of it that a browser asks for to go on where it was cut off."""
    order = find_order(number)
    try:
        line, file = begun(order, download_id)
    except NoDownload as refusal:
        abort(404, str(refusal))
    asked = range_asked(file)
    first, end = asked or (0, file.bytes)
    response = Response(pieces(file.id, first, end), 206 if asked else 200)
    response.content_type = file.media_type
    response.content_length = end - first
    response.set_etag(file.digest)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers.set("Content-Disposition", "attachment", filename=name_of(line, file))
    if asked:
        response.content_range = request.range.make_content_range(file.bytes)
    return response


def range_asked(file):
    """The first byte and the one after the last; None for all, as of a file that was replaced."""
    same = request.if_range.etag in (None, file.digest) and request.if_range.date is None
    if not request.range or not same:
        return None
    return request.range.range_for_length(file.bytes) or abort(416)


def name_of(line, file):
    return f"{slugify(line.title, max_length=80) or 'download'}.{file.kind}"
