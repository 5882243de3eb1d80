"""Other products it is related to, and its cover."""

from app.catalog.imports.onix.identifiers import numbers_of
from app.catalog.imports.records import Related
from app.catalog.isbns import isbn13_or_none

MOST = 200
FRONT_COVER, IMAGE = "01", "03"  # code lists 158, 159
# Code list 38, of ONIX 2.1: front cover, in high quality, as a thumbnail.
COVER_FILES = ("04", "06", "07")
LONGEST_ADDRESS = 2_000


def related_to(source, isbn):
    found = {}
    for product in source.related.all("RelatedProduct"):
        other = next(filter(None, map(isbn13_or_none, numbers_of(product))), None)
        relations = product.values("ProductRelationCode", "RelationCode")
        for relation in relations if other and other != isbn else ():
            if len(relation) == 2 and relation.isascii() and relation.isdigit():
                found[Related(other, relation)] = None
    return list(found)[:MOST]


def cover_address(source):
    """The first address on the web of a picture of the front cover, "" when there is none."""
    addresses = [address for links in covers(source.collateral) for address in links]
    return next((each for each in addresses if is_web_address(each)), "")


def covers(collateral):
    for resource in collateral.all("SupportingResource"):
        if resource.value("ResourceContentType") == FRONT_COVER and resource.value(
            "ResourceMode"
        ) in {IMAGE, ""}:
            for version in resource.all("ResourceVersion"):
                yield version.values("ResourceLink")
    files = collateral.all("MediaFile")
    for kind in COVER_FILES:
        yield [
            file.value("MediaFileLink") for file in files if file.value("MediaFileTypeCode") == kind
        ]
    yield collateral.values("CoverImageLink")


def is_web_address(address):
    return (
        address.lower().startswith(("http://", "https://"))
        and len(address) <= LONGEST_ADDRESS
        and not any(char.isspace() for char in address)
    )
