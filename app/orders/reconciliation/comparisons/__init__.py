"""What Stripe and we may differ about, a module for each kind of thing there.

Each module has:

    THING                the kind, in the singular
    LIST                 the name of Stripe's list of them, or None
    find(id)             the thing at Stripe as it is now; raises gateway.Unknown
    differences(thing)   what we have otherwise than Stripe
    missing(id)          what we have that Stripe does not know
    ours(period)         ids of what we think Stripe has in that time

It only looks: to put something right is left to others.
"""
