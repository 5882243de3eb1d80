"""The file that the buyers of a download get."""

from flask import request, url_for
from flask_login import current_user

from app.accounts.permissions import needs
from app.admin.blueprint import blueprint
from app.admin.edition_page import find_edition, show_edition
from app.catalog.digital_files import LARGEST, NotADownload, keep_file
from app.catalog.file_kinds import UnreadableFile
from app.hypermedia import private, see_other

FORM = 64 * 1024  # bytes of a request beside its file
A_THING = "This edition is a thing with copies on a shelf, so no file can be sold of it."


@blueprint.post("/editions/<int:edition_id>/file")
@private
@needs("catalog.edit")
def upload_file(edition_id):
    request.max_content_length = LARGEST + FORM
    found, file = find_edition(edition_id), request.files.get("file")
    if not file or not file.filename:
        return show_edition(found, file_error="Choose a file first.", status=422)
    try:
        kept = keep_file(found.id, file.stream, file.filename, staff_id=current_user.id)
    except UnreadableFile as refusal:
        return show_edition(found, file_error=str(refusal), status=422)
    except NotADownload:
        return show_edition(found, file_error=A_THING, status=422)
    notice = f"The file is kept: {kept.kind_name}, {kept.size}."
    return see_other(url_for("admin.edition", edition_id=edition_id) + "#file", notice)
