"""Choices that look free and never change: the same seed throws the same dice for ever."""

from random import Random


class Dice:
    def __init__(self, seed):
        # Only random() is promised to repeat from one Python to the next, so every throw uses it.
        self._throw = Random(seed).random

    def between(self, low, high):
        return low + (high - low) * self._throw()

    def whole(self, low, high):
        """An integer from low to high, both included."""
        return int(self.between(low, high + 1))

    def pick(self, options):
        return options[int(self._throw() * len(options))]

    def chance(self, probability):
        return self._throw() < probability

    def shuffled(self, options):
        order = sorted(range(len(options)), key=lambda _: self._throw())
        return [options[place] for place in order]
