"""What the product is: form, size, series, title, people, languages, subjects."""

from itertools import groupby

from app.catalog.exports.onix_files.languages import iso_639_2b
from app.catalog.exports.onix_files.people import contributor
from app.catalog.exports.onix_files.subjects import subjects
from app.catalog.exports.onix_files.xml import element, text
from app.catalog.models import PLAIN_FORMS

MEASURES = (  # code lists 48 and 50
    ("01", "height_mm", "mm"),
    ("02", "width_mm", "mm"),
    ("03", "thickness_mm", "mm"),
    ("08", "weight_g", "gr"),
)
OF_PRODUCT, OF_COLLECTION = "01", "02"  # code list 149
OF_TEXT, OF_ORIGINAL = "01", "02"  # code list 22


def descriptive_detail(product):
    record = product.record
    return element(
        "DescriptiveDetail",
        text("ProductComposition", "00"),
        text("ProductForm", record.product_form or PLAIN_FORMS[record.format]),
        *measures(record),
        collection(record),
        title(record),
        *contributors(product.people),
        text("EditionStatement", record.edition_statement),
        *languages(record),
        extent(record.pages),
        *subjects(product),
    )


def measures(record):
    for kind, field, unit in MEASURES:
        if size := getattr(record, field):
            yield element(
                "Measure",
                text("MeasureType", kind),
                text("Measurement", size),
                text("MeasureUnitCode", unit),
            )


def collection(record):
    if not record.series:
        return ""
    name = title_element(OF_COLLECTION, text("TitleText", record.series))
    number = ""
    if record.series_position:
        number = title_element(OF_PRODUCT, text("PartNumber", record.series_position))
    titled = element("TitleDetail", text("TitleType", "01"), number, name)
    return element("Collection", text("CollectionType", "10"), titled)


def title_element(level, *inside):
    return element("TitleElement", text("TitleElementLevel", level), *inside)


def title(record):
    named = title_element(
        OF_PRODUCT, text("TitleText", record.title), text("Subtitle", record.subtitle)
    )
    return element("TitleDetail", text("TitleType", "01"), named)


def contributors(people):
    """Each person, in order; roles that stand side by side are told at once."""
    together = groupby(people, key=lambda person: person.credit.name)
    for number, (_, roles) in enumerate(together, start=1):
        roles = list(roles)
        yield contributor(number, roles[0], [person.credit.role for person in roles])


def languages(record):
    spoken, original = iso_639_2b(record.language), iso_639_2b(record.original_language)
    if spoken:
        yield language(OF_TEXT, spoken)
    # The standard asks for it in translations only.
    if original and original != spoken:
        yield language(OF_ORIGINAL, original)


def language(role, code):
    return element("Language", text("LanguageRole", role), text("LanguageCode", code))


def extent(pages):
    if not pages:
        return ""
    return element(
        "Extent", text("ExtentType", "00"), text("ExtentValue", pages), text("ExtentUnit", "03")
    )
