from app.rounds import each


class NoAnswer(Exception):
    """Whoever is asked is away."""


def test_one_thing_that_fails_does_not_keep_the_others_from_their_turn():
    done = []

    def act(thing):
        if thing == 1:
            raise ValueError("a bad row")
        done.append(thing)

    each([1, 2, 3], act, stop=NoAnswer)
    assert done == [2, 3]


def test_no_answer_ends_the_round():
    asked = []

    def act(thing):
        asked.append(thing)
        raise NoAnswer

    each([1, 2, 3], act, stop=NoAnswer)
    assert asked == [1]
