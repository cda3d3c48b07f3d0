"""Passwords and names of users: hashed with argon2id, checked in the same time whether or not there is such a user."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from isnad.errors import IsnadError
from isnad.store import Store

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 10, 256  # characters of a password
_LONGEST_NAME = 64
_AT_ONCE = BoundedSemaphore(2)  # each check takes 64 MiB: many at once would fill the memory


@lru_cache(maxsize=1)
def hasher() -> PasswordHasher:
    """argon2id with the parameters of the library (RFC 9106, low memory: 64 MiB, three passes)."""
    from argon2 import PasswordHasher

    return PasswordHasher()


def named(name: str) -> str:
    """A name for a new user, in one form of Unicode; IsnadError for one that could be mistaken."""
    plain = " ".join(unicodedata.normalize("NFKC", name).split())
    if not plain or len(plain) > _LONGEST_NAME or any(unicodedata.category(c)[0] == "C" for c in plain):
        raise IsnadError(f"{name!r} is no name", remedy=f"1 to {_LONGEST_NAME} letters, digits or signs")
    return plain


def hashed(password: str) -> str:
    """What is kept of a password; IsnadError for one that is too short or too long."""
    plain = _plain(password)
    if not SHORTEST <= len(plain) <= LONGEST:
        raise IsnadError(f"the password has {len(plain)} characters", remedy=f"give {SHORTEST} to {LONGEST}; a sentence is good")
    with _AT_ONCE:
        return hasher().hash(plain)


def proven(store: Store, name: str, password: str) -> str | None:
    """The name of the user whose password it is; None for a wrong password, an unknown or a disabled user, all after the same time."""
    from argon2.exceptions import Argon2Error, InvalidHashError

    known = unicodedata.normalize("NFKC", name).strip()
    kept = store.people.hash_of(known)
    given, nobody = _plain(password[: LONGEST * 4]), _nobody()
    with _AT_ONCE:
        try:
            hasher().verify(kept or nobody, given)
        except (Argon2Error, InvalidHashError):
            return None
    if kept is None:
        return None
    if hasher().check_needs_rehash(kept):  # the parameters of the library have grown since
        with _AT_ONCE:
            again = hasher().hash(given)
        with store.writing():
            store.people.set_hash(known, again)
    return known


def _plain(password: str) -> str:
    """The same password from any keyboard."""
    return unicodedata.normalize("NFKC", password)


@lru_cache(maxsize=1)
def _nobody() -> str:
    """A hash that is checked for those who are no users."""
    return hasher().hash("nobody has this password")
