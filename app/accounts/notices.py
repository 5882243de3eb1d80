"""Letters that only tell: what was changed about an account, so that its owner can object."""

from app import mail
from app.accounts import tokens

# By kind: the subject line, and what has happened.
NOTICES = {
    "authenticator_added": (
        "An authenticator app was added",
        "From now on, signing in takes a code of your authenticator app besides your password.",
    ),
    "authenticator_removed": (
        "Your authenticator app was removed",
        "Codes of your authenticator app are no longer asked for when you sign in.",
    ),
    "passkey_added": (
        "A passkey was added",
        "A new passkey opens your account now, without a password.",
    ),
    "passkey_removed": (
        "A passkey was removed",
        "One of your passkeys does not open your account any more.",
    ),
    "recovery_codes_made": (
        "You have new recovery codes",
        "Ten new recovery codes were made for your account. The ones before are void.",
    ),
    "recovery_code_used": (
        "A recovery code was used",
        "One of your recovery codes has just opened your account. It will not work again.",
    ),
    "factors_reset": (
        "Your second factors were reset",
        "At your request, the shop removed the authenticator app, the passkeys and the recovery"
        " codes of your account, and signed it out everywhere.",
    ),
}


def tell(customer, kind):
    """Mail her that this has happened; call it in the transaction of the change itself."""
    mail.send_once(kind, tokens.issue("notice", customer).id, customer.email)
