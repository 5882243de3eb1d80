"""The bill of materials names all that is locked, as CycloneDX 1.6 has it."""

import re

from dev.locked import OURS, REDIS, read_locks
from dev.sbom import bill

SERIAL = r"urn:uuid:[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}"
PURL = r"pkg:(pypi|npm)/[a-z0-9._-]+@[A-Za-z0-9._+!-]+"
FIELDS = {"type", "bom-ref", "name", "version", "purl", "licenses", "hashes"}


def test_it_has_what_the_standard_asks_for():
    made = bill()
    assert (made["bomFormat"], made["specVersion"], made["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(SERIAL, made["serialNumber"])
    references = [each["bom-ref"] for each in made["components"]]
    assert len(set(references)) == len(references)


def test_each_component_has_its_version_address_hashes_and_licence():
    for each in bill()["components"]:
        assert set(each) == FIELDS
        assert re.fullmatch(PURL, each["purl"])
        assert all(re.fullmatch("[0-9a-f]{64}", found["content"]) for found in each["hashes"])
        assert each["hashes"]
        assert len(each["licenses"]) <= 1


def test_it_names_all_that_is_locked_and_the_script_that_we_ship():
    named = {each["purl"] for each in bill()["components"]}
    assert named - {each.purl for each in read_locks(OURS, REDIS)} == {"pkg:npm/htmx.org@4.0.1"}
    assert len(named) == len(read_locks(OURS, REDIS)) + 1


def test_it_is_the_same_each_time():
    assert bill() == bill()
