"""The pictures of a work: its cover, and those beside it."""

from flask import abort, request, url_for
from flask_login import current_user

from app.accounts.permissions import needs
from app.admin.blueprint import blueprint
from app.admin.typed import Typed
from app.admin.work_page import find_work, show_work
from app.catalog import picture_editing
from app.catalog.covers import UnreadableImage
from app.catalog.models import Image
from app.catalog.pictures import KINDS
from app.hypermedia import private, see_other

LARGEST = 8 * 1024 * 1024  # bytes of a request with a picture
NONE_CHOSEN = "Choose a picture first."


@blueprint.post("/books/<int:work_id>/cover")
@private
@needs("catalog.edit")
def cover(work_id):
    request.max_content_length = LARGEST
    work, file = find_work(work_id), request.files.get("cover")
    if request.form.get("remove"):
        picture_editing.drop_cover(work, staff_id=current_user.id)
        return back_to(work, "The cover is removed; the book shows one that we draw.")
    if not file:
        return show_work(work, errors={"cover": NONE_CHOSEN}, status=422)
    try:
        picture_editing.change_cover(work, file.stream, staff_id=current_user.id)
    except UnreadableImage as refusal:
        return show_work(work, errors={"cover": str(refusal)}, status=422)
    return back_to(work, "The cover is changed.")


@blueprint.post("/books/<int:work_id>/images")
@private
@needs("catalog.edit")
def add_image(work_id):
    request.max_content_length = LARGEST
    work, file = find_work(work_id), request.files.get("picture")
    typed = Typed(request.form)
    facts = {"kind": typed.choice("kind", KINDS), "alt": typed.words("alt")}
    if not file:
        typed.errors["picture"] = NONE_CHOSEN
    if typed.errors:
        return show_work(work, errors=typed.errors, status=422)
    try:
        picture_editing.add_picture(work, file.stream, staff_id=current_user.id, **facts)
    except UnreadableImage as refusal:
        return show_work(work, errors={"picture": str(refusal)}, status=422)
    except picture_editing.TooManyPictures:
        most = f"{picture_editing.MOST} pictures are the most we keep of a book."
        return show_work(work, errors={"picture": most}, status=422)
    return back_to(work, "The picture is added.")


@blueprint.post("/images/<int:image_id>")
@private
@needs("catalog.edit")
def change_image(image_id):
    """Describe a picture anew, or remove it when the form says so."""
    picture = Image.get_or_none(Image.id == image_id) or abort(404)
    work = find_work(picture.work_id)
    if request.form.get("remove"):
        picture_editing.remove_picture(picture, staff_id=current_user.id)
        return back_to(work, "The picture is removed.")
    typed = Typed(request.form)
    facts = {
        "kind": typed.choice("kind", KINDS),
        "alt": typed.words("alt"),
        "position": typed.number("position", 0, 1000, missing="Give it a place: 1 comes first."),
    }
    if typed.errors:
        errors = {f"{name}-{picture.id}": words for name, words in typed.errors.items()}
        return show_work(work, errors=errors, status=422)
    picture_editing.describe_picture(picture, staff_id=current_user.id, **facts)
    return back_to(work, "The picture is changed.")


def back_to(work, notice):
    return see_other(url_for("admin.book", work_id=work.id) + "#pictures", notice)
