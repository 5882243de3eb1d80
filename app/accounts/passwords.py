"""Passwords: kept as argon2id hashes, as much work as OWASP's Password Storage Cheat Sheet asks."""

from contextlib import suppress
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError, VerifyMismatchError

# RFC 9106 would rather have 64 MiB and 3 passes, seven times the work: with those, a hundred
# guesses kept the shoppers of a small machine waiting (bench/results/guessing.md).
hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

# Each takes 19 MiB while it runs; a rush of sign-ins waits rather than filling the memory.
_room = BoundedSemaphore(2)

# The hash of a secret that was thrown away: nobody's password, and as much work to check as any.
NOBODYS = (
    "$argon2id$v=19$m=19456,t=2,p=1$tZxTArWUcR7ARS/EDkcSHA$"
    "sJGXfaXeoiwGHq2vCTN5ierI8MT1VPAMNUQUC7XZqGU"
)


def hash_password(password):
    with _room:
        return hasher.hash(password)


def matches(stored, password):
    """Whether the hash is of this password; None stands for nobody's, and takes as long.

    So does a text that is no hash of ours, such as "!" or one that another shop's software made.
    """
    with _room:
        try:
            return hasher.verify(stored or NOBODYS, password)
        except VerifyMismatchError:
            return False
        except (ValueError, VerificationError):  # Argon2 cannot read it.
            with suppress(VerifyMismatchError):
                hasher.verify(NOBODYS, password)
            return False


def is_outdated(stored):
    """Whether the hash was made with parameters other than today's."""
    return hasher.check_needs_rehash(stored)
