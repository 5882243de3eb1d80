"""Who gets which letter, and when, in words for staff."""

from typing import NamedTuple


class Kind(NamedTuple):
    name: str
    to: str
    when: str


KINDS = {
    "Orders": {
        "order_received": Kind(
            "Order received",
            "The buyer",
            "Her bank takes some days to pay, as with a direct debit. Who pays by card gets the "
            "next letter at once instead.",
        ),
        "order_paid": Kind("Order paid", "The buyer", "The payment has arrived: her receipt."),
        "payment_failed": Kind(
            "Payment failed",
            "The buyer",
            "A bank that took some days has not paid in the end. The books are held a while yet.",
        ),
        "late_payment_back": Kind(
            "Late payment sent back",
            "The buyer",
            "A payment came after its copies had gone to somebody else, or came twice.",
        ),
        "parcel_shipped": Kind(
            "Parcel shipped", "The buyer", "A parcel leaves, for each parcel of the order."
        ),
        "ready_to_collect": Kind(
            "Ready to collect", "The buyer", "A collected order lies packed at the counter."
        ),
        "order_cancelled": Kind(
            "Order cancelled",
            "The buyer",
            "She or staff cancelled a paid order of which nothing had been sent.",
        ),
        "refund_made": Kind(
            "Refund made",
            "The buyer",
            "Money is on its way back, once for each time that it was asked for.",
        ),
        "order_link": Kind(
            "Link to an order",
            "Whoever ordered with this address",
            "Somebody typed number and address at “Find an order”, and both are right.",
        ),
        "late_payment_refunded": Kind(
            "Late payment sent back, as it was",
            "The buyer",
            "Not sent any more: each payment that goes back has its own letter.",
        ),
    },
    "Books to come": {
        "preorder_out": Kind(
            "Copies have come in",
            "The buyer",
            "All copies of a line that was ordered ahead are here and paid.",
        ),
        "preorder_delayed": Kind(
            "Publication delayed",
            "The buyer",
            "A pre-ordered book comes out more than a week later than she was told.",
        ),
        "stock_alert_asked": Kind(
            "Shall we tell you?",
            "Whoever’s address was typed",
            "Somebody asked on the page of a book to be told when it is back, and we do not know "
            "yet whether the address is hers.",
        ),
        "back_in_stock": Kind(
            "Back in stock",
            "Each reader who asked and confirmed",
            "The edition can be bought again; within a minute, and once.",
        ),
    },
    "Returns": {
        "return_asked": Kind(
            "Return announced", "The buyer", "She told us on the page of her order."
        ),
        "return_received": Kind("Return received", "The buyer", "Staff noted that it is here."),
        "return_refused": Kind(
            "Return refused", "The buyer", "Staff refused it, with the reason in their own words."
        ),
        "return_closed": Kind(
            "Return closed",
            "The buyer",
            "Staff closed it without money, with the reason in their own words.",
        ),
        "withdrawal_received": Kind(
            "Withdrawal received",
            "Whoever declared it",
            "At once, as the law asks, whether or not we have found the order.",
        ),
    },
    "Gift cards": {
        "gift_card": Kind(
            "Gift card",
            "The recipient",
            "The order is paid, and the day that its buyer chose has come.",
        ),
        "store_credit": Kind(
            "Credit as a gift card",
            "A customer without an account",
            "Staff gave her credit, or a refund cannot go back to where it came from.",
        ),
    },
    "Accounts": {
        "verify_address": Kind(
            "Is this your address?", "The new customer", "She registered, or asked for it again."
        ),
        "already_registered": Kind(
            "Already registered",
            "The owner of the account",
            "Somebody registered with an address that has an account.",
        ),
        "reset_password": Kind(
            "Choose a new password", "The owner of the account", "Somebody forgot the password."
        ),
        "account_from_provider": Kind(
            "Your account is ready",
            "The new customer",
            "She signed in with a provider such as Google, and had no account here.",
        ),
        "provider_linked": Kind(
            "Another way to sign in",
            "The owner of the account",
            "The account was connected with one at a provider such as Google.",
        ),
        "provider_unlinked": Kind(
            "A way to sign in removed",
            "The owner of the account",
            "The account is not connected any more with the one at that provider.",
        ),
        "password_changed": Kind(
            "Password changed", "The owner of the account", "The password was changed."
        ),
        "confirm_email": Kind(
            "Is this your new address?", "The new address", "She typed another address."
        ),
        "address_in_use": Kind(
            "Address in use",
            "The owner of the other account",
            "Somebody wants to change to an address that has an account.",
        ),
        "email_changed": Kind(
            "Email address changed", "The previous address", "The new address was confirmed."
        ),
        "authenticator_added": Kind(
            "Authenticator app added", "The owner of the account", "She set it up."
        ),
        "authenticator_removed": Kind(
            "Authenticator app removed", "The owner of the account", "She took it away."
        ),
        "passkey_added": Kind("Passkey added", "The owner of the account", "She added one."),
        "passkey_removed": Kind("Passkey removed", "The owner of the account", "She removed one."),
        "recovery_codes_made": Kind(
            "New recovery codes", "The owner of the account", "She had new ones made."
        ),
        "recovery_code_used": Kind(
            "Recovery code used", "The owner of the account", "One stood in for a second factor."
        ),
        "factors_reset": Kind(
            "Second factors reset",
            "The owner of the account",
            "The shop took them away at her request, since she had lost them.",
        ),
    },
    "Staff": {
        "staff_invited": Kind(
            "Invited to the back office",
            "A new colleague",
            "The owner invited her, and she had no account here yet.",
        ),
        "role_given": Kind(
            "The back office is open",
            "A new colleague",
            "The owner invited her, and she has an account already.",
        ),
        "export_ready": Kind(
            "Copy of her data",
            "The owner of the account",
            "The copy that she asked for on her privacy page is made.",
        ),
        "account_erased": Kind(
            "Account erased",
            "Whoever was erased",
            "She erased her account. Her address is forgotten once this has gone out.",
        ),
    },
}


def kind_of(name):
    """The kind of this name, or None."""
    return next((kinds[name] for kinds in KINDS.values() if name in kinds), None)
