"""The browser of the machine, for pictures, the benchmark and the tests."""

from __future__ import annotations

import shutil

_NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """Where it is; None without one."""
    return next(filter(None, map(shutil.which, _NAMES)), None)
