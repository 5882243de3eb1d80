"""What the simulator answers when it will not do what was asked, in Stripe's own shape."""


class Refusal(Exception):
    """An error answer."""

    status = 400
    type = "invalid_request_error"

    def __init__(self, message, *, code=None, param=None):
        super().__init__(message)
        self.message, self.code, self.param = message, code, param

    def body(self):
        details = {"code": self.code, "message": self.message, "param": self.param}
        given = {name: value for name, value in details.items() if value is not None}
        return {"error": {**given, "type": self.type}}


class BadParameter(Refusal):
    """The parameters can never be right; nothing ran, so no idempotency key remembers it."""


class NotAllowedNow(Refusal):
    """What is asked is impossible in the present state; an idempotency key remembers that."""


class Missing(NotAllowedNow):
    status = 404

    def __init__(self, kind, id, param="id"):
        super().__init__(f"No such {kind}: '{id}'", code="resource_missing", param=param)


class UnknownAddress(Refusal):
    status = 404

    def __init__(self, method, path):
        super().__init__(f"Unrecognized request URL ({method}: {path}).")


class Unauthorised(Refusal):
    status = 401


class KeyMisused(Refusal):
    type = "idempotency_error"


class KeyBusy(Refusal):
    status = 409
    type = "idempotency_error"


def not_simulated(param):
    """Refuse what Stripe knows and this simulator does not, rather than pretend."""
    return BadParameter(f"The payment simulator does not simulate `{param}`.", param=param)
