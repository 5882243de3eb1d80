"""What of a title names the book, and what only its edition, its series or its publisher."""

import re
from functools import lru_cache

from app.catalog.imports.folding import folded

COUNTED = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen",
    "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv",
)
COUNTED_NUMBERS = {
    word: str(place) for words in COUNTED for place, word in enumerate(words.split(), 1)
}
NUMBER = r"(\d{1,4}(?:\.\d+)?|" + "|".join(sorted(COUNTED_NUMBERS, key=len, reverse=True)) + r")"
VOLUME = re.compile(
    r"[\s,:;(\[-]*(?:\b(?:volume|vol|book|bk|part|pt|tome|tomo|band|teil|episode)\b\.?"
    r"|\b(?:no|nr|v)\b\.?(?=\s*\d)|#)\s*" + NUMBER + r"(?![\w'’]|\s*[-–&]\s*\d)",
    re.IGNORECASE,
)
BRACKETS_LAST = re.compile(r"\s*[(\[]((?:[^()\[\]]|\([^()]*\))*)[)\]]\s*$")
SERIES_NUMBER = re.compile(r"^(.*?\D)[\s#(]0*(\d{1,3}(?:\.\d+)?)\)?$")
OR = re.compile(r"\s*[,;:] or,? (?=\w+ \w)", re.IGNORECASE)
SUBTITLE = re.compile(r"\s*(?::(?!\d)|\s[-–—]{1,2}\s|—|--)\s*")
ARTICLE_LAST = re.compile(r"^(.+), (the|an?)$", re.IGNORECASE)
ARTICLE = re.compile(r"^(?:the|an?) (?=.)")
EDITION = re.compile(
    r"[\s,:;–-]*\b(?:edition \d+"
    r"|(?:(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|revised|updated|expanded"
    r"|enlarged|new|special|deluxe|collector'?s|complete|unabridged|illustrated|annotated"
    r"|anniversary|large print|mass market|international|movie|media|film|tv|tie-?in|and"
    r"|spanish|french|german|english|italian|student)[\s,&-]+)+(?:edition|ed\b\.?)"
    r"|(?:movie|film|tv|media) tie[- ]?in|large print|reissue|unabridged|tie-in)$",
    re.IGNORECASE,
)

# About a book, or made from one: another book, though its title holds the first's.
MADE_FROM = (
    r"box(?:ed)?[- ]?sets?|omnibus|bundle|[2-9]-?in-?1|[2-9] books?|study (?:guide|edition|aid)s?"
    r"|(?:reader|teacher|strategy|discussion|reading|resource|player)\w*['’]?s? guide|companion"
    r"|workbook|notes|sparknotes|cliffs ?notes|summary|analysis of|teacher['’]?s|colou?ring"
    r"|stickers?|activity|calendar|planner|cookbook|graphic (?:novel|adaptation)|comics?|manga"
    r"|light novel|noveli[sz]ation|junior|abridged|adapt\w+|retold|screenplay|script|play|libretto"
    r"|score|soundtrack|making of|art of the (?:film|movie)|audio|sampler|excerpt|preview"
    r"|bilingual|dramati[sz]ed|radio|classic starts|illustrated classics|classics illustrated"
    r"|stepping stones?|no fear|easy-to-read|easy reader|golden book|step into reading"
    r"|i can read|bookworms|penguin readers|picture book|board book|pop-?up|critic\w*|casebook"
)
# Several books in one, or the name of the series that they are.
SEVERAL = (
    r"trilogy|quartet|collection|complete series|books? \d+ ?[-–&] ?\d+|#? ?\d+ ?[-–&] ?\d+"
    r"|journal|diary|letters"
)
FORM = re.compile(
    r"\b(?:box(?:ed)?[- ]?sets?|omnibus|[2-9]-?in-?1|(?:graphic|light) novel|abridged|audio\w*)\b",
    re.IGNORECASE,
)
ANOTHER_BOOK = re.compile(rf"\b(?:{MADE_FROM}|{SEVERAL})\b", re.IGNORECASE)
SERIES_NAME = re.compile(
    r"(.+) (?:trilogy|quartet|collection|library|series|diar(?:y|ies)|\d+ ?[-–&] ?\d+)"
    r"(?: ?\(.*\))?",
    re.IGNORECASE,
)
NO_NUMBER = re.compile(r"\d+(?:st|nd|rd|th)\b|\b100 best", re.IGNORECASE)
# A subtitle that says no more than what sort of book it is.
SORT_OF_BOOK = re.compile(
    r"(?:(?:an?|the) )?(?:[\w'’&/-]+ ){0,5}(?:novel|thriller|mystery|adventure)|a (?:new )?life"
    r"|(?:(?:an?|the) )?(?:[\w'’-]+ ){0,2}(?:novella|memoirs?|stories|tales?|poems|essays"
    r"|thriller|mystery|romance|fable|fiction|biography|autobiography|story|romane?|novela"
    r"|romanzo|erzählung(?:en)?|krimi|kriminalroman|classics?|bestseller)(?: of suspense)?",
    re.IGNORECASE,
)
# Before a colon these are not a book's title but what a line of books has in common.
LINE_OF_BOOKS = re.compile(
    r"(?:star wars|star trek.*|batman.*|superman.*|x-?men.*|spider-?man.*|.*avengers|marvel.*"
    r"|wonder woman|justice league.*|doctor who|buffy.*|angel|stargate.*|babylon 5|the x-?files"
    r"|dungeons (?:&|and) dragons|forgotten realms.*|dragonlance.*|warhammer.*|halo|harry potter"
    r"|.*world of warcraft|chicken soup.*|disney.*|lonely planet.*|rick steves.*|frommer.*"
    r"|fodor.*|let['’]?s go.*|eyewitness.*|national geographic.*|the new york times.*"
    r"|.*\b(?:complete|collected|selected|works?|plays|poems|poetry|stories|tales|essays|letters"
    r"|diar(?:y|ies)|journals?|novels|writings|anthology|history|encyclop[ae]+dia|dictionary"
    r"|handbook|guide|series|best|treasury|reader|bible|introduction|magazine|mysteries"
    r"|adventures|chronicles|saga|cycle|trilogy|biography|autobiography)\b.*)",
    re.IGNORECASE,
)
ANOTHER_IN_LINE = re.compile(
    r"\b(?:second|third|fourth|fifth|last|next|2nd|3rd|\dth|more|another|return|sequel|film)\b",
    re.IGNORECASE,
)
VOLUME_ONLY = re.compile(r"\W*(?:vol|part|pt|tom|band|teil)", re.IGNORECASE)
LONG = 5  # words; a longer title before `(Book 2)` is the book's and not the series'
EXPLAINS = 5  # words; a shorter subtitle may be the title of one book in a line


@lru_cache(maxsize=1024)
def title_keys(title):
    """The keys of a title: two titles that share one name one book, if their author is one too."""
    title, series, number = without_series(title)
    title = EDITION.sub("", title) or title
    title = OR.sub(": or ", title)
    title = without_sort(title)
    volume = VOLUME.search(title)
    if volume and volume.start() and not ANOTHER_BOOK.search(title[volume.end() :]):
        before = plain(title[: volume.start()])
        rest = title[volume.end() :].strip()
        if before and (not rest or rest[0] in ":,-–—.;("):
            return [f"{before} #{number_of(volume[1])}"]
    whole, head = plain(title), head_of(title)
    nameless = not series and len(whole.split()) < LONG
    if number not in ("", "1") and (nameless or (series and series in (whole, head))):
        # The title names the series only, so that the number has to tell which book it is.
        whole, head = f"{whole} #{number}", ""
    return [key for key in dict.fromkeys((whole, head)) if key]


def without_sort(title):
    """The title less `: A Novel` after another subtitle."""
    rest, _, last = title.rpartition(": ")
    return rest if ": " in rest and SORT_OF_BOOK.fullmatch(last) else title


def without_series(title):
    """The title less the brackets at its end, and the series and number that stand in them."""
    series = number = ""
    while found := BRACKETS_LAST.search(title):
        rest, inside = title[: found.start()].strip(), found[1]
        name, number_here = series_of(inside)
        if not rest or tells_apart(inside, rest, number_here):
            break
        if number_here and VOLUME_ONLY.match(inside):
            return f"{rest}, {inside}", series, number
        if number_here:
            series, number = plain(name), number_here
        title = rest
    return title, series, number


def tells_apart(inside, title, number):
    """Do these words in brackets make another book of the title?"""
    if number or FORM.search(inside):
        return bool(FORM.search(inside))
    named = SERIES_NAME.fullmatch(inside.replace("#", ""))
    if named and plain(named[1]) != plain(title):
        return False
    return bool(ANOTHER_BOOK.search(inside) or re.search(r"\d", NO_NUMBER.sub("", inside)))


def series_of(text):
    """The name and number in `The Hunger Games, #1`; two empty texts when there is no number."""
    volume = VOLUME.search(text)
    if volume:
        return text[: volume.start()], number_of(volume[1])
    counted = SERIES_NUMBER.match(text.strip())
    return (counted[1], counted[2]) if counted else ("", "")


def head_of(title):
    """What stands before the subtitle if that names the book, else nothing."""
    head, subtitle = split_subtitle(title)
    return plain(head) if subtitle else ""


def split_subtitle(title):
    """The title and its subtitle, where what comes first names the book by itself."""
    head, *tails = SUBTITLE.split(title, maxsplit=1)
    if not tails or ANOTHER_BOOK.search(tails[0]):
        return title, ""
    sort = SORT_OF_BOOK.fullmatch(tails[0]) or tails[0].startswith("or ")
    names_it = sort or explains(tails[0], head)
    return (head, tails[0]) if names_it else (title, "")


def explains(subtitle, title):
    """Does the subtitle tell about the book, rather than which book of a line it is?"""
    said, of = plain(subtitle).split(), plain(title).split()
    enough = len(said) >= (EXPLAINS if len(of) > 1 else EXPLAINS + 1)
    return (
        enough
        and said[0] not in of  # Asterix: Asterix and the Golden Sickle
        and not VOLUME.search(subtitle)
        and not ANOTHER_IN_LINE.search(subtitle)
        and not LINE_OF_BOOKS.fullmatch(title)
    )


def number_of(text):
    text = text.lower()
    return COUNTED_NUMBERS.get(text) or text.lstrip("0") or "0"


def plain(title):
    moved = ARTICLE_LAST.match(title.strip())
    return ARTICLE.sub("", folded(moved[1] if moved else title))
