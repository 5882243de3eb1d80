"""What happened to accounts, for whoever has to look into it later."""

import structlog

log = structlog.get_logger()


def audit(event, customer_id=None, **facts):
    """Note an event; its facts never hold names, emails, addresses or secrets."""
    log.info("audit", audited=event, customer_id=customer_id, **facts)
