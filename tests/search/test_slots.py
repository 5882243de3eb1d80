"""The nearest of what a word may be that a book has."""

import pytest

from app.search.lexicon import Choice
from app.search.slots import Slot, words_of

BOOK = words_of("the left hand of darkness | j r r le guin")


@pytest.mark.parametrize(
    ("choices", "nearest"),
    [
        (["darkness", "hand"], "darkness"),
        (["harkness", "hand", "left"], "hand"),
        (["dark*", "hand"], "dark*"),
        (["ark*"], None),
        (["hand", "dark*"], "hand"),
        (["guinea", "le guin"], "le guin"),
        (["le quin", "quin"], None),
        (["jrr"], "jrr"),  # initials are often written without the space
        (["harkness"], None),
        (["for"], "for"),  # frequent words are not looked for
        (["of the"], "of the"),
        (["for", "darkness"], "for"),
    ],
)
def test_the_first_choice_is_taken_that_the_book_has(choices, nearest):
    slot = Slot([Choice(text, place, 1) for place, text in enumerate(choices)])
    found = slot.nearest(BOOK)
    assert (found and found.text) == nearest
