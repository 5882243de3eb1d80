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
BRACKETS_LAST = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
SERIES_NUMBER = re.compile(r"^(.*?\D)[\s#]0*(\d{1,3}(?:\.\d+)?)$")
SUBTITLE = re.compile(r"\s*(?::(?!\d)|;|\s[-–—]{1,2}\s|—|--)\s*")
ARTICLE_LAST = re.compile(r"^(.+), (the|an?)$", re.IGNORECASE)
ARTICLE = re.compile(r"^(?:the|an?) (?=.)")
EDITION = re.compile(
    r"[\s,:;–-]*\b(?:edition \d+"
    r"|(?:(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|revised|updated|expanded"
    r"|enlarged|new|special|deluxe|collector'?s|complete|unabridged|illustrated|annotated"
    r"|anniversary|large print|mass market|international|movie|media|film|tv|tie-?in|and"
    r"|spanish|french|german|english|italian|student)[\s,&-]+)+(?:edition|ed\b\.?)"
    r"|(?:movie|film|tv|media) tie[- ]?in|large print|reissue|unabridged)$",
    re.IGNORECASE,
)

# About a book, made from one, or several in one: another book, though its title holds the first's.
ANOTHER_BOOK = re.compile(
    r"\b(?:box(?:ed)?[- ]?sets?|omnibus|trilogy|quartet|collection|complete series|bundle"
    r"|[2-9]-?in-?1|[2-9] books?|books? \d+ ?[-–&] ?\d+|#? ?\d+ ?[-–&] ?\d+|study|guide|companion"
    r"|workbook|notes|sparknotes|cliffs ?notes|summary|analysis|teacher\w*|lessons?|handbook"
    r"|colou?ring|stickers?|activity|journal|diary|calendar|planner|cookbook|graphic|comics?"
    r"|manga|light novel|noveli[sz]ation|junior|abridged|adapt\w+|retold|screenplay|script|play"
    r"|libretto|score|soundtrack|making of|art of|audio|sampler|excerpt|preview|letters"
    r"|classic starts|illustrated classics|classics illustrated|stepping stones?|no fear"
    r"|easy-to-read|golden book|step into reading|i can read|bookworms|penguin readers"
    r"|dramati[sz]ed|radio"
    r"|bilingual|easy reader|picture book|board book|pop-?up|critic\w*|casebook)\b",
    re.IGNORECASE,
)
# A subtitle that says no more than what sort of book it is.
SORT_OF_BOOK = re.compile(
    r"(?:(?:an?|the) )?(?:[\w'’-]+ ){0,2}(?:novel|novella|memoirs?|stories|tales?|poems|essays"
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
    r"|handbook|guide|series|best|treasury|reader|bible|introduction|magazine|mysteries|life"
    r"|adventures|chronicles|saga|cycle|trilogy|biography|autobiography)\b.*)",
    re.IGNORECASE,
)
ANOTHER_IN_LINE = re.compile(
    r"\b(?:second|third|fourth|fifth|last|next|2nd|3rd|\dth|more|another|return|sequel|film)\b",
    re.IGNORECASE,
)
EXPLAINS = 5  # words; a shorter subtitle may be the title of one book in a line


@lru_cache(maxsize=1024)
def title_keys(title):
    """The keys of a title: two titles that share one name one book, if their author is one too."""
    title, series, number = without_series(title)
    title = EDITION.sub("", title) or title
    volume = VOLUME.search(title)
    if volume and volume.start() and not ANOTHER_BOOK.search(title[volume.end() :]):
        before = plain(title[: volume.start()])
        rest = title[volume.end() :].strip()
        if before and (not rest or rest[0] in ":,-–—.;("):
            return [f"{before} #{number_of(volume[1])}"]
    whole, head = plain(title), head_of(title)
    if number not in ("", "1") and series in ("", whole, head):
        # The title names the series only, so that the number has to tell which book it is.
        whole, head = f"{whole} #{number}", ""
    return [key for key in dict.fromkeys((whole, head)) if key]


def without_series(title):
    """The title less the brackets at its end, and the series and number that stand in them."""
    series = number = ""
    while found := BRACKETS_LAST.search(title):
        rest, inside = title[: found.start()].strip(), found[1]
        if not rest or ANOTHER_BOOK.search(inside):
            break
        name, number_here = series_of(inside)
        if not number_here and re.search(r"\d", inside):
            break
        if number_here:
            series, number = plain(name), number_here
        title = rest
    return title, series, number


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
    names_it = SORT_OF_BOOK.fullmatch(tails[0]) or explains(tails[0], head)
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
