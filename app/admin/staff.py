"""Staff: who works here in which role, who is invited and who is gone."""

from flask import abort, make_response, render_template, request, url_for
from flask_login import current_user

from app.accounts import forms, team
from app.accounts.access import fresh_sign_in_required
from app.accounts.permissions import PERMISSIONS, ROLES, needs
from app.accounts.staff import NotVerified
from app.admin.blueprint import blueprint
from app.hypermedia import private, see_other
from app.typed_text import one_line

CHOOSE = "Choose one of these."
LAST_OWNER = "The shop needs an owner. Make somebody else its owner first."
ALREADY_STAFF = "Whoever has this address works here already. Change the role in the list."
NOT_VERIFIED = (
    "There is an account with this address, but nobody has shown yet that the address is hers. "
    "She gets a link for that on the page of her account."
)


@blueprint.get("/staff")
@private
@needs("staff.see")
def staff():
    return show_staff()


@blueprint.post("/staff")
@private
@needs("staff.manage")
@fresh_sign_in_required
def invite():
    typed = {name: one_line(request.form.get(name)) for name in ("email", "name", "role")}
    errors = forms.only_errors(
        {
            "email": forms.wrong_email(typed["email"]),
            "name": forms.wrong_name(typed["name"]),
            "role": None if typed["role"] in ROLES else CHOOSE,
        }
    )
    if errors:
        return show_staff(typed=typed, errors=errors, status=422)
    try:
        member = team.invite(**typed, staff_id=current_user.id)
    except team.AlreadyStaff:
        return show_staff(typed=typed, errors={"email": ALREADY_STAFF}, status=422)
    except NotVerified:
        return show_staff(typed=typed, errors={"email": NOT_VERIFIED}, status=422)
    return see_other(url_for("admin.staff"), f"An invitation is on its way to {member.email}.")


@blueprint.post("/staff/<int:member_id>/role")
@private
@needs("staff.manage")
@fresh_sign_in_required
def change_role(member_id):
    role = request.form.get("role", "")
    if role not in ROLES:
        abort(422)
    return changed(member_id, role, f"has the role of {role} now, and signs in anew")


@blueprint.post("/staff/<int:member_id>/removal")
@private
@needs("staff.manage")
@fresh_sign_in_required
def remove_member(member_id):
    return changed(member_id, None, "does not work here any more, and is signed out")


def changed(member_id, role, words):
    her_own = member_id == current_user.id and role != current_user.role
    try:
        member = team.change_role(member_id, role, staff_id=current_user.id) or abort(404)
    except team.LastOwner:
        return show_staff(refusal=LAST_OWNER, status=409)
    # Her own sessions have ended with the role.
    page = "accounts.login" if her_own else "admin.staff"
    return see_other(url_for(page), f"{member.name} {words}.")


def show_staff(*, status=200, typed=None, errors=None, refusal=None):
    page = render_template(
        "admin/staff.html",
        members=team.members(),
        roles=ROLES,
        choices=[("", "Choose…"), *((role, role.capitalize()) for role in ROLES)],
        permissions=PERMISSIONS,
        typed=typed or {},
        errors=errors or {},
        refusal=refusal,
    )
    return make_response(page, status)
