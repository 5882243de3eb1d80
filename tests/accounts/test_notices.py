from app.accounts.notices import NOTICES
from app.letters import LETTERS


def test_each_notice_has_its_letter_and_says_another_thing():
    assert set(NOTICES) <= set(LETTERS)
    assert len({what for _, what in NOTICES.values()}) == len(NOTICES)
