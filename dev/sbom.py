"""python -m dev.sbom > sbom.json: what the shop is made of, as a CycloneDX 1.6 bill of materials.

Made from the locks and the script that we ship, with the licences that the installed packages say:
in another venv (for another system, say) some licences are missing, and the serial number differs.
"""

import json
import sys
from importlib.metadata import PackageNotFoundError
from uuid import NAMESPACE_URL, uuid5

from dev.licences import ALLOWED, licence_of
from dev.locked import OURS, REDIS, htmx, read_locks

SHOP = "pkg:generic/octavo"
OF_HTMX = [{"license": {"id": "0BSD"}}]


def bill():
    components = [library(each) for each in [*read_locks(OURS, REDIS), htmx()]]
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
        "licenses": OF_HTMX if locked.kind == "npm" else licences(locked.name),
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


if __name__ == "__main__":
    json.dump(bill(), sys.stdout, indent=2)
    print()
