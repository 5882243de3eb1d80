"""Format and edition."""

from app.catalog.imports.onix.plain_words import one_line

FORMATS = {  # code lists 150 (3.x) and 7 (2.1)
    "BB": "hardback",
    "BG": "hardback",
    "BC": "paperback",
    "BF": "paperback",
    "DA": "ebook",
    "DG": "ebook",
    "DH": "ebook",
}
UNDEFINED = "00"
IN_LIST_150 = {"DG": "ED", "DH": "EC", "WW": "SA"}  # what 2.1 says otherwise
# Code list 175 of a form that is only "book": paperback sizes, hardback covers.
DETAILS = {"B1": "paperback", "B4": "hardback"}
AUDIO_DETAIL = "A1"
AUDIO_CONTENT = {"01", "02"}  # code list 81: audiobook, spoken performance
EDITION_TYPES = {  # code list 21, those a shopper wants to know of
    "ABR": "abridged",
    "ANN": "annotated",
    "AVS": "anniversary",
    "BLL": "bilingual",
    "CRI": "critical",
    "ENH": "enhanced",
    "ENL": "enlarged",
    "EXP": "expurgated",
    "FAC": "facsimile",
    "ILL": "illustrated",
    "INT": "international",
    "LTE": "large print",
    "MDT": "media tie-in",
    "NED": "new",
    "REV": "revised",
    "SCH": "school",
    "SIG": "signed",
    "SPE": "special",
    "STU": "student",
    "TCH": "teacher's",
    "UBR": "unabridged",
    "ULP": "ultra large print",
    "UXP": "unexpurgated",
}


def product_form(source):
    """As in list 150; "" when the record says that it does not say."""
    form = source.descriptive.value("ProductForm")
    return "" if form == UNDEFINED else IN_LIST_150.get(form, form)


def format_of(source):
    """One of models.FORMATS, None when the record does not say."""
    product = source.descriptive
    form = product.value("ProductForm")
    details = product.values("ProductFormDetail")
    if form.startswith("A") or (form.startswith("E") and is_audio(product, details)):
        return "audiobook"
    if form.startswith("E"):
        return "ebook"
    if form in {"BA", UNDEFINED}:
        return next((DETAILS[each[:2]] for each in details if each[:2] in DETAILS), "other")
    return FORMATS.get(form, "other") if form else None


def is_audio(product, details):
    return product.value("PrimaryContentType") in AUDIO_CONTENT or any(
        detail.startswith(AUDIO_DETAIL) for detail in details
    )


def edition_statement(source):
    """As printed, else from its number and kind: 2nd edition, revised."""
    product = source.descriptive
    statement = one_line(product.value("EditionStatement"))
    if statement:
        return statement
    kinds = [EDITION_TYPES.get(kind) for kind in product.values("EditionType", "EditionTypeCode")]
    parts = [numbered(product.value("EditionNumber")), *kinds]
    words = ", ".join(part for part in parts if part)
    return words if not words or "edition" in words else f"{words} edition".capitalize()


def numbered(number):
    if not (number.isascii() and number.isdigit()) or not 1 < int(number[:6]) < 1000:
        return ""
    return f"{ordinal(int(number))} edition"


def ordinal(number):
    ending = (
        "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    )
    return f"{number}{ending}"
