"""What a provider is asked for: soon, in small answers, and nowhere but where it is meant to be."""

import json
import time

import requests
from urllib3.exceptions import HTTPError

from app.accounts.providers.failures import ProviderDown

TIMEOUT = (3, 5)  # seconds to connect, and for each part of the answer
LONGEST = 10  # seconds for all of an answer's body
LARGEST = 512 * 1024  # bytes
LARGEST_TOKENS = 64 * 1024
PIECE = 16 * 1024


def get_json(url, headers=None):
    """The object that this address answers with; no redirect is followed."""
    try:
        with requests.get(
            url, headers=headers, timeout=TIMEOUT, allow_redirects=False, stream=True
        ) as answer:
            if answer.status_code != 200:
                raise ProviderDown(f"{url} answered {answer.status_code}")
            found = json.loads(read(answer))
    except (requests.RequestException, HTTPError, ValueError) as error:
        raise ProviderDown(f"{url}: {error}") from error
    if not isinstance(found, dict):
        raise ProviderDown(f"{url} answered with no object")
    return found


def read(answer, largest=LARGEST):
    """The body, if it is small and comes soon; raises ValueError."""
    body, began = b"", time.monotonic()
    # Whatever has come, since a whole piece may be a long time coming.
    while piece := answer.raw.read1(PIECE, decode_content=True):
        body += piece
        if len(body) > largest:
            raise ValueError("too long an answer")
        if time.monotonic() - began > LONGEST:
            raise ValueError("too slow an answer")
    return body


def hold_tokens_small(client):
    """Let an OAuth 2 client read no more of a token endpoint's answer than tokens take."""

    def read_it(answer):
        answer._content = read(answer, LARGEST_TOKENS)
        return answer

    client.register_compliance_hook("access_token_response", read_it)
