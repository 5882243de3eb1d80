"""Choices that look free and never change: the same seed throws the same dice for ever."""

from hashlib import blake2b


class Dice:
    def __init__(self, seed):
        self._seed = seed.encode(errors="replace")
        self._thrown = 0

    def _throw(self):
        """A number from 0 up to 1, the next of this seed."""
        self._thrown += 1
        digest = blake2b(b"%d " % self._thrown + self._seed, digest_size=6).digest()
        return int.from_bytes(digest) / 2**48

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
