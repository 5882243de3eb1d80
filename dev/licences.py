"""Which licences what we install may have, as the metadata of each package says."""

import re
from importlib.metadata import distribution

# Anybody may use what is under these, and sell what is made with it.
ALLOWED = {
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CNRI-Python",
    "ISC",
    "LGPL",  # as a library, which is how we use it
    "MIT",
    "MIT-0",
    "MIT-CMU",
    "MPL-2.0",  # a file that is changed stays open; we change none
    "PSF-2.0",
}
# What older metadata says in words, the first that fits.
IN_WORDS = (
    (r"\bLGPL|Lesser General Public", "LGPL"),
    (r"\bA?GPL|General Public", "GPL"),
    (r"Apache", "Apache-2.0"),
    (r"\bMPL|Mozilla Public", "MPL-2.0"),
    (r"\bPSF|Python Software Foundation", "PSF-2.0"),
    (r"BSD", "BSD-3-Clause"),
    (r"\bMIT\b", "MIT"),
    (r"\bISC\b", "ISC"),
)
# Looked at by hand: what its metadata said then, and the licence by which it may be used.
JUDGED = {
    "peewee": (None, "MIT"),
    "text-unidecode": ("GPL", "Artistic-1.0-Perl"),  # one of the two; unchanged, as a library
    # A program that reads our templates; no part of the shop.
    "djlint": ("GPL-3.0-or-later", "GPL-3.0-or-later"),
}


def licence_of(name):
    """The SPDX expression or identifier of an installed package, or None when it does not say.

    Of one that was judged by hand the judgement, for as long as its metadata says the same.
    """
    said = said_by(distribution(name).metadata)
    was, judged = JUDGED.get(name, (None, None))
    return judged if judged and said == was else said


def said_by(metadata):
    if metadata.get("License-Expression"):
        return metadata["License-Expression"]
    classifiers = metadata.get_all("Classifier") or []
    said = [each for each in classifiers if each.startswith("License ::")]
    # Some put all of its text there, which speaks of other licences, too.
    said += (metadata.get("License") or "").strip().splitlines()[:1]
    return next((spdx for words, spdx in IN_WORDS if re.search(words, " ".join(said))), None)


def is_allowed(name, licence):
    """Whether we may use it: of alternatives one, of what holds together all must be allowed.

    What mixes both takes a judgement by hand.
    """
    if licence and licence == JUDGED.get(name, (None, None))[1]:
        return True
    words = re.sub(r"[()]", " ", licence or "").split()
    if {"AND", "OR"} <= set(words):
        return False
    enough = any if "OR" in words else all
    return enough(part.strip() in ALLOWED for part in re.split(r" AND | OR ", " ".join(words)))
