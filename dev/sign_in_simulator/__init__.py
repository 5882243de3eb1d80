"""A stand-in for Google and its like: an OpenID Connect provider on this machine, for development
and tests. The shop speaks to it over HTTP as to any; whoever asks may sign in as anybody.

Start it with `python -m dev.sign_in_simulator --port 8450`. Tests add people over HTTP:

    PUT /users/<subject>    what the provider says about her, as JSON
"""

import warnings

# That what it imports is about to go is for its makers to know, not for who runs a shop.
with warnings.catch_warnings(record=True):
    import oidc_provider_mock  # noqa: F401
