"""The tree of subjects: adding, renaming, moving, merging and removing them."""

from flask import abort, make_response, render_template, request, url_for
from flask_login import current_user

from app.accounts.permissions import needs
from app.admin.blueprint import blueprint
from app.admin.changes import changes_about, differences
from app.admin.subject_forms import EMPTY, as_typed, read, shown
from app.admin.subject_tree import whole_tree, with_all_below, with_counts
from app.catalog import subject_editing as editing
from app.catalog.editing import EditedMeanwhile
from app.catalog.facts import fingerprint
from app.catalog.models import Subject
from app.hypermedia import private, see_other

RING = "A subject cannot stand below itself."


@blueprint.get("/subjects", endpoint="subjects")
@private
@needs("catalog.see")
def tree():
    return show_tree()


@blueprint.post("/subjects")
@private
@needs("catalog.edit")
def add_subject():
    facts, errors = read(request.form)
    subject, errors = (None, errors) if errors else write(facts)
    if errors:
        return show_tree(errors, status=422)
    return back_to(subject, f"{subject.name} is added.")


@blueprint.get("/subjects/<int:subject_id>")
@private
@needs("catalog.see")
def subject(subject_id):
    return show_subject(find_subject(subject_id))


@blueprint.post("/subjects/<int:subject_id>")
@private
@needs("catalog.edit")
def save_subject(subject_id):
    found = find_subject(subject_id)
    facts, errors = read(request.form)
    if errors:
        return show_subject(found, errors, status=422)
    try:
        _, errors = write(facts, found, request.form.get("seen"))
    except EditedMeanwhile as conflict:
        meanwhile = differences(conflict.current, facts)
        return show_subject(found, meanwhile=meanwhile, status=409)
    if errors:
        return show_subject(found, errors, status=422)
    return back_to(found, f"{facts['name']} is saved.")


@blueprint.post("/subjects/<int:subject_id>/merge")
@private
@needs("catalog.edit")
def merge_subject(subject_id):
    """Make the subject a part of the one whose slug is `into`."""
    found = find_subject(subject_id)
    into = Subject.get_or_none(Subject.slug == request.form.get("into", "").replace("\0", ""))
    if into is None:
        return show_subject(found, {"into": "Choose the subject that stays."}, status=422)
    try:
        editing.merge_subjects(found, into, staff_id=current_user.id)
    except editing.PartOfItself:
        words = "It cannot be merged into itself or one of its parts; move those first."
        return show_subject(found, {"into": words}, status=422)
    return back_to(into, f"{found.name} is a part of {into.name} now.")


@blueprint.post("/subjects/<int:subject_id>/removal")
@private
@needs("catalog.edit")
def remove_subject(subject_id):
    found = find_subject(subject_id)
    try:
        editing.remove_subject(found, staff_id=current_user.id)
    except editing.InUse:
        words = (
            "Books or other subjects stand in it, or a promotion is for it."
            " Merge it into another one instead."
        )
        return show_subject(found, {"into": words}, status=422)
    return see_other(url_for("admin.subjects"), f"{found.name} is removed.")


def write(facts, subject=None, seen=None):
    """The subject as it was written, and what was wrong, of which one is empty."""
    try:
        saved = editing.save_subject(facts, staff_id=current_user.id, subject=subject, seen=seen)
    except editing.SlugTaken:
        return None, {"slug": "Another subject has this address."}
    except editing.PartOfItself:
        return None, {"parent": RING}
    except editing.CodeTaken as taken:
        return None, {"codes": f"{taken.line} belongs to {taken.subject.name}."}
    return saved, {}


def find_subject(subject_id):
    return Subject.get_or_none(Subject.id == subject_id) or abort(404)


def back_to(subject, notice):
    return see_other(url_for("admin.subject", subject_id=subject.id), notice)


def show_tree(errors=None, status=200):
    page = render_template(
        "admin/subjects.html",
        subjects=with_counts(whole_tree()),
        fields=as_typed(request.form) if errors else EMPTY,
        errors=errors or {},
    )
    return make_response(page, status)


def show_subject(subject, errors=None, meanwhile=None, status=200):
    facts = editing.subject_facts(subject)
    retyped = request.method == "POST" and "name" in request.form
    subjects = with_counts(whole_tree())
    inside = with_all_below(subjects, subject)
    page = render_template(
        "admin/subject.html",
        subject=subject,
        works=next(one.works for one in subjects if one.id == subject.id),
        parts=[one for one in subjects if one.parent_id == subject.id],
        others=[one for one in subjects if one.id not in inside],
        fields=as_typed(request.form) if retyped else shown(facts),
        seen=fingerprint(facts),
        errors=errors or {},
        meanwhile=meanwhile,
        changes=changes_about([f"subject {subject.id}"]),
    )
    return make_response(page, status)
