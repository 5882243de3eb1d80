"""`expand`: whole objects in the place of their ids, and lists that are left out otherwise."""

from dev.stripe_simulator.lines import line_items
from dev.stripe_simulator.lists import page
from dev.stripe_simulator.refusals import BadParameter
from dev.stripe_simulator.simulation import public

KINDS = {"payment_intent": "payment_intent", "latest_charge": "charge", "charge": "charge"}
DEEPEST = 4


def expand(simulation, thing, paths):
    """Expand each dotted path in place, or refuse it as Stripe does."""
    for path in paths:
        if path.count(".") >= DEEPEST:
            raise BadParameter(f"You cannot expand more than {DEEPEST} levels.", param="expand")
        _expand(simulation, thing, path, path)
    return thing


def _expand(simulation, thing, path, whole):
    if thing["object"] == "list":
        rest = path.removeprefix("data.")
        if rest == path:
            raise _impossible(whole)
        for each in thing["data"]:
            _expand(simulation, each, rest, whole)
        return
    field, _, rest = path.partition(".")
    thing[field] = _expanded(simulation, thing, field, whole)
    if rest and thing[field] is not None:
        _expand(simulation, thing[field], rest, whole)


def _expanded(simulation, thing, field, whole):
    if (thing["object"], field) in LEFT_OUT:
        return LEFT_OUT[thing["object"], field](simulation, thing)
    if field not in thing:
        raise _impossible(whole)
    value = thing[field]
    if isinstance(value, str):
        if field not in KINDS:
            raise _impossible(whole)
        return public(simulation.store.get(KINDS[field], value))
    if value is None or (isinstance(value, dict) and "object" in value):
        return value
    raise _impossible(whole)


def _lines(simulation, session):
    stored = simulation.find("checkout.session", session["id"])
    return page(line_items(stored), {}, f"/v1/checkout/sessions/{session['id']}/line_items")


def _refunds(simulation, charge):
    refunds = simulation.store.where("refund", "charge", charge["id"])
    return page(refunds, {}, f"/v1/charges/{charge['id']}/refunds")


LEFT_OUT = {("checkout.session", "line_items"): _lines, ("charge", "refunds"): _refunds}


def _impossible(path):
    return BadParameter(f"This property cannot be expanded ({path}).", param="expand")
