"""A stand-in for Stripe, for development and tests: the real SDK talks to it, no money moves.

Start it with `python -m dev.stripe_simulator --help`.
"""
