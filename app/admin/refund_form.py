"""The form that gives money back: what can be, what is proposed, and what staff typed."""

from app.admin.typed import Typed
from app.admin.typed_prices import price_as_typed
from app.form_keys import new_form_key
from app.orders.refunds.parts import Wanted
from app.orders.returns.returning import proposed_for

TO_CREDIT = "credit"


def blank(left, back=None):
    """What the form proposes: nothing, or what a return brought back."""
    values = {"to": "origin", "form_key": new_form_key()}
    if back is None:
        return values
    copies, shipping = proposed_for(back, left)
    values |= {f"back_{id}": copies for id, copies in copies.items() if copies}
    if shipping:
        values["shipping"] = price_as_typed(shipping, left.order.currency)
    return values | {"return_id": back.id}


def read(form, left, back=None):
    """What is wanted, and by field what is wrong with it."""
    typed = Typed(form)
    other = typed.price("other", left.order.currency) or 0
    missing = "Say what it is for; the buyer reads it." if other else None
    wanted = Wanted(
        reason=back.kind if back else "staff",
        back=copies(typed, "back", left),
        given_up=copies(typed, "up", left),
        shipping_minor=typed.price("shipping", left.order.currency) or 0,
        other_minor=other,
        cards=tuple(card.id for card in left.unspent_cards if f"card_{card.id}" in form),
        to_credit=typed.text("to") == TO_CREDIT,
        note=typed.words("note", missing=missing),
        return_id=back.id if back else None,
        form_key=typed.words("form_key", longest=64, missing="Reload this page, then try again."),
    )
    return wanted, typed.errors


def copies(typed, kind, left):
    """By line id, how many copies were typed beside it: perhaps before all of them went back."""
    found = {}
    for one in left.lines:
        most = one.to_give_back if kind == "back" else one.to_give_up
        gone = f"{one.line.called}: none of these copies is left to refund."
        number = typed.number(f"{kind}_{one.line.id}", 0, most, none=gone)
        if number:
            found[one.line.id] = number
    return found
