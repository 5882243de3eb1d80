"""What the book is about, in the codes of the trade."""

from app.catalog.imports.onix.plain_words import one_line
from app.catalog.imports.records import Code

BISAC, BIC, KEYWORDS = "10", "12", "20"  # code list 27
WITHOUT_SPACES = {BISAC, BIC, "93", "94", "95", "96", "97", "98", "99"}  # those of Thema too
OWN_WORDS = {"", "23", "24"}  # a publisher's own: its headings may be words that we know
OURS = "Octavo"
MOST_KEYWORDS = 2_000  # characters


def codes_of(source):
    """Codes in all schemes, those that stand in elements of their own in ONIX 2.1 first."""
    product = source.descriptive
    codes = [Code(BISAC, code, "", True) for code in product.values("BASICMainSubject")]
    codes += [Code(BIC, code, "", True) for code in product.values("BICMainSubject")]
    for subject in subjects_of(product):
        scheme, code = scheme_of(subject), subject.value("SubjectCode")
        code = code.replace(" ", "") if scheme in WITHOUT_SPACES else code
        if code and scheme not in {"", KEYWORDS}:
            codes.append(Code(scheme, code, heading_of(subject), is_main(subject)))
    found = {}
    for code in codes:
        found.setdefault((code.scheme, code.code), code)
    return list(found.values())


def keywords_of(source):
    """Keywords, parted by semicolons."""
    found = [
        heading_of(subject) or subject.value("SubjectCode")
        for subject in subjects_of(source.descriptive)
        if scheme_of(subject) == KEYWORDS
    ]
    words = [word.strip() for text in found for word in text.split(";")]
    return "; ".join(dict.fromkeys(word for word in words if word))[:MOST_KEYWORDS]


def genres_of(source):
    """Subjects by name alone."""
    found = [
        heading_of(subject)
        for subject in subjects_of(source.descriptive)
        if scheme_of(subject) in OWN_WORDS
    ]
    return list(dict.fromkeys(heading for heading in found if heading))


def subjects_named(source):
    """What an export of this shop, or of its like, calls them."""
    return [
        heading_of(subject)
        for subject in subjects_of(source.descriptive)
        if subject.value("SubjectSchemeName") == OURS
    ]


def subjects_of(product):
    # In 2.1 MainSubject is a subject; in 3.x it is a mark inside of one.
    return product.all("MainSubject") + product.all("Subject")


def scheme_of(subject):
    return subject.value("SubjectSchemeIdentifier", "MainSubjectSchemeIdentifier")


def heading_of(subject):
    return one_line(subject.value("SubjectHeadingText"))


def is_main(subject):
    return "MainSubject" in subject or "MainSubjectSchemeIdentifier" in subject
