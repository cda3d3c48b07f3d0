"""Settings: a table of name, default and sentence; each can be set in the environment as ISNAD_<NAME>."""

from __future__ import annotations

import os
from typing import NamedTuple


class Setting(NamedTuple):
    """A number that can be changed without code."""

    name: str
    default: int
    sentence: str


SETTINGS: tuple[Setting, ...] = (
    Setting("max_chars", 100_000, "Articles longer than this many code points are skipped as too_long."),
    Setting("max_line", 64_000_000, "Longest line of a JSONL file in bytes; a longer one counts as broken."),
    Setting("min_arabic", 40, "Least share of Arabic letters among the letters of an article, in per cent."),
    Setting("short_text", 200, "Below this many letters the language is told by letters, not by the model."),
    Setting("chunk_bytes", 96_000, "How many bytes of articles go to a worker at once."),
    Setting("chunk_items", 64, "How many articles go to a worker at once, at most."),
    Setting("fetch_seconds", 30, "How long a web page may take to answer."),
    Setting("fetch_bytes", 32_000_000, "How large a web page may be."),
    Setting("listed", 20, "How many skipped articles and broken lines are listed by name on standard error."),
)
_BY_NAME = {s.name: s for s in SETTINGS}


def setting(name: str) -> int:
    """The value of a setting: ISNAD_<NAME> if that holds a whole number, else the default."""
    given = os.environ.get(f"ISNAD_{name.upper()}", "")
    return int(given) if given.isdecimal() else _BY_NAME[name].default
