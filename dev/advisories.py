"""Known weaknesses of what is locked, asked of OSV, the open database that pip-audit asks too."""

import requests

from dev.locked import Locked

OSV = "https://api.osv.dev/v1/querybatch"
TIMEOUT = (3, 20)  # seconds
# Looked at, and no weakness of this shop: the advisory, and why.
JUDGED: dict[str, str] = {}


class NoAnswer(Exception):
    """The network or the database does not answer; nothing is known."""


def advisories_of(locked: list[Locked], url=OSV):
    """A sentence for each advisory on one of these versions; raises NoAnswer."""
    answers = ask([{"package": {"purl": each.purl}} for each in locked], url)
    return [
        f"{each.name} {each.version} has a known weakness: {advisory['id']}"
        for each, answer in zip(locked, answers, strict=True)
        for advisory in answer.get("vulns", [])
        if advisory["id"] not in JUDGED
    ]


def ask(queries, url):
    try:
        answer = requests.post(url, json={"queries": queries}, timeout=TIMEOUT)
        answer.raise_for_status()
        said = answer.json()
    except (requests.RequestException, ValueError) as error:
        raise NoAnswer(str(error)) from error
    answers = said.get("results") if isinstance(said, dict) else None
    if not isinstance(answers, list) or len(answers) != len(queries):
        raise NoAnswer("an answer to another question")
    if not all(isinstance(each, dict) for each in answers):
        raise NoAnswer("an answer of another kind")
    return answers
