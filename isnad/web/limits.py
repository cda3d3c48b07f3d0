"""Limits in memory: how often someone may try to log in, and how much a user may ask of the API."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from ipaddress import ip_address
from threading import Lock

TRIES, WITHIN = 10, 300.0  # failed logins of one name or from one address, in so many seconds
BURST, RATE = 240.0, 20.0  # requests at once, and a second; our own choice, far above what pages need
COSTS = (("/api/v1/export", 40.0),)  # what weighs more than one request
_REMEMBERED = 10_000  # names and addresses at most
Clock = Callable[[], float]


class Tries:
    """Logins that were tried and not right, by name and by address."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._made: dict[str, deque[float]] = {}
        self._lock = Lock()

    def take(self, keys: Sequence[str]) -> int:
        """Count a try before it is made, for many could be made at once: 0, or the seconds until another one is let in."""
        now = self._clock()
        with self._lock:
            full = [made for key in keys if (made := self._recent(key, now)) and len(made) >= TRIES]
            if full:
                return max(int(made[0] + WITHIN - now) + 1 for made in full)
            if len(self._made) > _REMEMBERED:
                self._made = {key: made for key, made in self._made.items() if made and made[-1] > now - WITHIN}
            for key in keys:
                self._made.setdefault(key, deque(maxlen=TRIES)).append(now)
            return 0

    def right(self, name: str, *others: str) -> None:
        """The try was right: those of the name are forgotten, of the other keys this one."""
        with self._lock:
            self._made.pop(name, None)
            for key in others:
                if made := self._made.get(key):
                    made.pop()

    def _recent(self, key: str, now: float) -> deque[float] | None:
        found = self._made.get(key)
        while found and found[0] <= now - WITHIN:
            found.popleft()
        return found


class Buckets:
    """A bucket of tokens for each user, filled at a steady rate."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._left: dict[str, tuple[float, float]] = {}

    def wait(self, user: str, path: str) -> int:
        """Take what a request costs: 0, or the seconds until there is enough for it, and then nothing is taken."""
        cost = next((c for prefix, c in COSTS if path.startswith(prefix)), 1.0)
        now = self._clock()
        left, at = self._left.get(user, (BURST, now))
        left = min(BURST, left + (now - at) * RATE)
        enough = left >= cost
        self._left[user] = (left - cost if enough else left, now)
        return 0 if enough else int((cost - left) / RATE) + 1


def place_of(address: str) -> str:
    """An address as it is counted: of IPv6 the network, for each house has billions of addresses."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return address if found.version == 4 else str(found.exploded[:19])
