"""Imports: handing in files of books, watching them come in, reading what was refused, undoing."""

from flask import Response, abort, render_template, request, url_for
from flask_login import current_user

from app.accounts.permissions import needs
from app.admin.blueprint import blueprint
from app.admin.import_page import (
    REPORTS,
    STATUSES,
    ImportPage,
    latest_imports,
    report_file,
    report_of,
)
from app.admin.listing import asked_page, page_of
from app.catalog.imports import runs, stopping, undoing
from app.catalog.imports.records import UnreadableFile
from app.catalog.models import Import
from app.hypermedia import private, render_page, see_other

LARGEST_FILE = 200 * 1024 * 1024  # bytes; larger ones come in by `flask catalog import`


@blueprint.get("/imports")
@private
@needs("imports.see")
def imports():
    return show_imports()


@blueprint.post("/imports")
@private
@needs("imports.run")
def add_import():
    """Take in a file, for a dry run unless `how` says that it is meant."""
    request.max_content_length = LARGEST_FILE
    file = request.files.get("file")
    if not file or not file.filename:
        return show_imports({"file": "Choose a file first."}, status=422)
    tried = request.form.get("how") != "real"
    try:
        imported = runs.start(file.stream, file.filename, staff_id=current_user.id, dry_run=tried)
    except UnreadableFile as reason:
        return show_imports({"file": str(reason)}, status=422)
    return see_other(url_for("admin.show_import", import_id=imported.id))


@blueprint.get("/imports/<int:import_id>")
@private
@needs("imports.see")
def show_import(import_id):
    imported = find_import(import_id)
    counts = {name: report_of(imported, name).count() for name in REPORTS}
    chosen = request.args.get("report", "")
    if not counts.get(chosen):
        chosen = next((name for name in REPORTS if counts[name]), "refused")
    return render_page(
        "admin/import.html",
        fragment="admin/_import.html",
        imported=imported,
        seen=ImportPage(imported),
        counts=counts,
        chosen=chosen,
        reports=REPORTS,
        listing=page_of(report_of(imported, chosen), asked_page()),
    )


@blueprint.get("/imports/<int:import_id>/<any(refused, remarks, left):report>.csv")
@private
@needs("imports.see")
def import_report(import_id, report):
    lines = report_file(find_import(import_id), report)
    response = Response(lines, content_type="text/csv; charset=utf-8")
    file_name = f"import-{import_id}-{report}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=file_name)
    return response


@blueprint.post("/imports/<int:import_id>/import")
@private
@needs("imports.run")
def import_for_real(import_id):
    """Import the file of a dry run."""
    imported = runs.take_for_real(find_import(import_id), staff_id=current_user.id)
    if imported is None:
        notice = "That file is not kept any longer; hand it in again."
        return see_other(url_for("admin.show_import", import_id=import_id), notice, "problem")
    return see_other(url_for("admin.show_import", import_id=imported.id))


@blueprint.post("/imports/<int:import_id>/stop")
@private
@needs("imports.run")
def stop_import(import_id):
    find_import(import_id)
    stopping.stop(import_id, staff_id=current_user.id)
    return see_other(url_for("admin.show_import", import_id=import_id))


@blueprint.get("/imports/<int:import_id>/undo")
@private
@needs("imports.run")
def ask_to_undo_import(import_id):
    imported = find_import(import_id)
    if not ImportPage(imported).can_be_undone:
        return see_other(url_for("admin.show_import", import_id=import_id))
    return render_template("admin/undo_import.html", imported=imported)


@blueprint.post("/imports/<int:import_id>/undo")
@private
@needs("imports.run")
def undo_import(import_id):
    find_import(import_id)
    undoing.begin(import_id, staff_id=current_user.id)
    return see_other(url_for("admin.show_import", import_id=import_id))


def find_import(import_id):
    return latest_imports().where(Import.id == import_id).first() or abort(404)


def show_imports(errors=None, status=200):
    return render_page(
        "admin/imports.html",
        fragment="admin/_imports.html",
        status=status,
        errors=errors or {},
        statuses=STATUSES,
        chosen=request.form.get("how", "try") if errors else "try",
        megabytes=LARGEST_FILE // 1024**2,
        listing=page_of(latest_imports(), asked_page()),
    )
