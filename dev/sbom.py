"""python -m dev.sbom > sbom.json: what the shop is made of, as a CycloneDX 1.6 bill of materials.

Made from the locks and the scripts that we ship, so it is always the same for the same state.
"""

import json
import re
import sys
from hashlib import sha256
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from dev.licences import ALLOWED, licence_of
from dev.locked import OURS, REDIS, read_locks
from dev.places import ROOT

SHOP = "pkg:generic/octavo"
HTMX = re.compile(r"htmx-(\d+\.\d+\.\d+)\.min\.js")


def bill():
    components = [library(each) for each in read_locks(OURS, REDIS)] + [htmx()]
    components.sort(key=lambda each: each["bom-ref"])
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, json.dumps(components))}",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "octavo", "bom-ref": SHOP}},
        "components": components,
    }


def library(locked):
    return {
        "type": "library",
        "bom-ref": locked.purl,
        "name": locked.name,
        "version": locked.version,
        "purl": locked.purl,
        "licenses": licences(locked.name),
        # Of each of the files that it comes in, one of which is installed.
        "hashes": [{"alg": "SHA-256", "content": content} for content in locked.hashes],
    }


def licences(name):
    try:
        said = licence_of(name)
    except PackageNotFoundError:  # not for this machine
        return []
    if not said:
        return []
    if said == "LGPL":  # of whichever version
        return [{"license": {"name": said}}]
    return [{"license": {"id": said}} if said in ALLOWED else {"expression": said}]


def htmx():
    """The one script that we ship and did not write."""
    (script,) = Path(ROOT, "static/js").glob("htmx-*.min.js")
    version = HTMX.fullmatch(script.name)[1]
    purl = f"pkg:npm/htmx.org@{version}"
    return {
        "type": "library",
        "bom-ref": purl,
        "name": "htmx.org",
        "version": version,
        "purl": purl,
        "licenses": [{"license": {"id": "0BSD"}}],
        "hashes": [{"alg": "SHA-256", "content": sha256(script.read_bytes()).hexdigest()}],
    }


if __name__ == "__main__":
    json.dump(bill(), sys.stdout, indent=2)
    print()
