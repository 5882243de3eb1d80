"""What staff may do: named permissions, roles made of them, and the check where the action is."""

import functools

from flask import abort, request
from flask_login import current_user

from app.accounts.audit import audit

PERMISSIONS = {
    "orders.see": "Look up orders, with their documents, letters and events.",
    "orders.ship": "Pack orders, send them, hand them over, and say that they have arrived.",
    "orders.cancel": "Cancel what has not been sent.",
    "orders.refund": "Give the money of an order back.",
    "returns.see": "Look up returns and withdrawals.",
    "returns.allow": "Allow a return or refuse it, and deal with withdrawals.",
    "returns.receive": "Say what came back, and whether it can be sold again.",
    "promotions.see": "Look up promotions and their codes.",
    "promotions.edit": "Make promotions, change them and end them.",
    "gift_cards.see": "Look up gift cards and vouchers, and what is left on them.",
    "gift_cards.mend": "Block a gift card, or send it to another address.",
    "gift_cards.give": "Give gift cards and credit away, and change what is on them.",
    "payments.see": "Look up disputes, and how our books differ from the payment provider's.",
    "payments.reconcile": "Compare our books with the payment provider's; take over what differs.",
    "reviews.see": "Read reviews as they come in, hidden ones too.",
    "reviews.moderate": "Hide reviews and show them again.",
    "catalog.see": "Look up books, people, series, publishers, subjects and searches; export them.",
    "catalog.edit": "Add, change, merge and withdraw books and all that describes them.",
    "prices.edit": "Put editions on sale at a lower price for a while, and end that.",
    "imports.see": "Look up imports and what they did.",
    "imports.run": "Import books and stock from files, stop an import and undo it.",
    "stock.see": "Look up copies, their ledger, deliveries, stock-takes, what is low or awaited.",
    "stock.receive": "Enter deliveries.",
    "stock.count": "Count shelves in a stock-take.",
    "stock.adjust": "Change the copies on hand, end a stock-take, say when an edition is low.",
    "delivery.see": "Look up where we send to, how, and for how much.",
    "delivery.edit": "Change where we send to, how, and for how much.",
    "taxes.see": "Look up taxes.",
    "taxes.edit": "Change taxes.",
    "terms.see": "Look up the terms of the shop.",
    "terms.edit": "Change the terms of the shop.",
    "letters.see": "Look at the letters that the shop sends.",
    "jobs.see": "Look at what waits, works and failed in the background.",
    "jobs.retry": "Run failed jobs again.",
    "staff.see": "Look up who works here, and in which role.",
    "staff.manage": "Invite people, give them roles and take them away.",
    "audit.see": "Read who did what, and who was refused.",
    "tokens.manage": "Make and revoke the tokens of other systems.",
}
EVERYTHING = frozenset(PERMISSIONS)
EVERYTHING_TO_SEE = frozenset(name for name in PERMISSIONS if name.endswith(".see"))
OF_WHO_RUNS_THE_SHOP = {"staff.see", "audit.see"}

ROLES = {
    "owner": EVERYTHING,
    "manager": EVERYTHING - {"staff.manage", "tokens.manage"},
    "bookseller": EVERYTHING_TO_SEE - OF_WHO_RUNS_THE_SHOP - {"payments.see", "jobs.see"}
    | {
        "orders.ship",
        "orders.cancel",
        "returns.allow",
        "returns.receive",
        "reviews.moderate",
        "catalog.edit",
        "prices.edit",
        "imports.run",
        "stock.receive",
        "stock.count",
        "stock.adjust",
    },
    "warehouse": frozenset(
        {"orders.see", "returns.see", "catalog.see", "stock.see", "delivery.see"}
    )
    | {"orders.ship", "returns.receive", "stock.receive", "stock.count", "stock.adjust"},
    "support": EVERYTHING_TO_SEE - OF_WHO_RUNS_THE_SHOP - {"imports.see", "jobs.see"}
    | {
        "orders.cancel",
        "orders.refund",
        "returns.allow",
        "gift_cards.mend",
        "reviews.moderate",
    },
    "read-only": EVERYTHING_TO_SEE - OF_WHO_RUNS_THE_SHOP,
}


def may(permission):
    """Whether whoever asks holds it; a misspelt one is an error, not a refusal."""
    assert permission in PERMISSIONS, permission
    return permission in ROLES.get(current_user.role, ())


def needs(permission):
    """Refuse a view to whoever does not hold the permission, and note the refusal."""
    assert permission in PERMISSIONS, permission

    def guard(view):
        @functools.wraps(view)
        def answer(*args, **kwargs):
            if not may(permission):
                audit("refused", current_user.id, permission=permission, page=request.endpoint)
                abort(403, refusal(permission))
            return view(*args, **kwargs)

        answer.permission = permission
        return answer

    return guard


def refusal(permission):
    return (
        f"Your role ({current_user.role}) does not include this:"
        f" “{PERMISSIONS[permission]}” Ask the owner of the shop if you need it."
    )
