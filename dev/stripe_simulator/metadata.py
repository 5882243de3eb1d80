"""The limits of metadata, the same wherever it may be given."""

from dev.stripe_simulator.refusals import BadParameter


def check_metadata(metadata, path):
    """At most 50 pairs, names of 40 characters without brackets, values of 500."""
    if not metadata:
        return
    if len(metadata) > 50:
        raise BadParameter("You can have up to 50 metadata keys.", param=path)
    for name, value in metadata.items():
        if len(name) > 40:
            message = f"Metadata keys can have up to 40 characters; '{name}' has {len(name)}."
            raise BadParameter(message, param=path)
        if len(value) > 500:
            message = f"Metadata values can have up to 500 characters; '{name}' has {len(value)}."
            raise BadParameter(message, param=f"{path}[{name}]")
