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
    "account_from_provider": (
        "Your account is ready",
        "You signed in to our shop with another company's account, and have one with us now. It has"
        " no password here; to add one, choose “Forgotten your password?” where you sign in.",
    ),
    "provider_linked": (
        "Another way to sign in was added",
        "Your account here was connected with one at another company, such as Google. Whoever signs"
        " in there as you opens it now. The page about security says which company it is.",
    ),
    "provider_unlinked": (
        "A way to sign in was removed",
        "Your account here is not connected any more with the one you had at another company, such"
        " as Google. Signing in there does not open it any longer.",
    ),
}


def tell(customer, kind):
    """Mail her that this has happened; call it in the transaction of the change itself."""
    mail.send_once(kind, tokens.issue("notice", customer).id, customer.email)
