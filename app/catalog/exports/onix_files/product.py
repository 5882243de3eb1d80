"""One product: what it is known by, and its blocks."""

from app.catalog.exports.onix_files.collateral import collateral_detail
from app.catalog.exports.onix_files.descriptive import descriptive_detail
from app.catalog.exports.onix_files.publishing import publishing_detail
from app.catalog.exports.onix_files.supply import product_supply
from app.catalog.exports.onix_files.xml import element, text

CONFIRMED, DELETE = "03", "05"  # code list 1
ISBN_13 = "15"  # code list 5


def product_element(product, settings):
    record = product.record
    withdrawn = record.kind == "delete"
    known_by = [
        text("RecordReference", f"{settings.public_host}.{record.isbn}.new"),
        text("NotificationType", DELETE if withdrawn else CONFIRMED),
        text("DeletionText", "Withdrawn from sale." if withdrawn else ""),
        isbn(record.isbn),
    ]
    blocks = (
        []
        if withdrawn
        else [
            descriptive_detail(product),
            collateral_detail(record),
            publishing_detail(record),
            related_material(record),
            product_supply(product, settings),
        ]
    )
    return element("Product", *known_by, *blocks) + "\n"


def isbn(number):
    return element("ProductIdentifier", text("ProductIDType", ISBN_13), text("IDValue", number))


def related_material(record):
    return element(
        "RelatedMaterial",
        *(
            element("RelatedProduct", text("ProductRelationCode", other.relation), isbn(other.isbn))
            for other in record.related
        ),
    )
