"""A stand-in for Stripe, for development and tests: the real SDK talks to it, no money moves.

Start it with `python -m dev.stripe_simulator --help`; point the SDK at it with
`StripeClient("sk_test_…", base_addresses={"api": "http://127.0.0.1:8400"})`; see all that happened
at `/`. Tests steer it over HTTP:

    POST   /_simulator/sessions/<id>/<action>   see shopper.ACTIONS
    POST   /_simulator/refunds/<id>/settle|fail
    POST   /_simulator/charges/<id>/dispute
    POST   /_simulator/disputes/<id>/answered|won|lost
    POST   /_simulator/events/<id>/resend
    GET    /_simulator/deliveries               each webhook's state and last answer
    POST   /_simulator/faults                   one fault or a list, see faults.py
    GET, DELETE /_simulator/faults
    POST   /_simulator/reset
"""
