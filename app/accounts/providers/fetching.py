"""What a provider is asked for: soon, in small answers, and nowhere but where it is meant to be."""

import json

import requests

from app.accounts.providers.failures import ProviderDown

TIMEOUT = (3, 5)  # seconds to connect, and for each part of the answer
LARGEST = 512 * 1024  # bytes
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
    except (requests.RequestException, ValueError) as error:
        raise ProviderDown(f"{url}: {error}") from error
    if not isinstance(found, dict):
        raise ProviderDown(f"{url} answered with no object")
    return found


def read(answer):
    body = b""
    for piece in answer.iter_content(PIECE):
        body += piece
        if len(body) > LARGEST:
            raise ValueError("too long an answer")
    return body
