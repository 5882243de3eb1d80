"""Passwords: kept as argon2id hashes, with the low-memory parameters of RFC 9106."""

from contextlib import suppress
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError, VerifyMismatchError
from argon2.profiles import RFC_9106_LOW_MEMORY

hasher = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)

# Each takes 64 MiB while it runs; a rush of sign-ins waits rather than filling the memory.
_room = BoundedSemaphore(2)

# The hash of a secret that was thrown away: nobody's password, and as much work to check as any.
NOBODYS = (
    "$argon2id$v=19$m=65536,t=3,p=4$eJXg4Ur+PzeJPfffuVxirg$"
    "LgaUpHFRKiBOAmuDVvvDk9aaHYvSAnOqElw8UOH+FRI"
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
