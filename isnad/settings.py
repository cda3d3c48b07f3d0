"""Settings: tables of name, default and sentence.

Limits of a run are whole numbers, each set in the environment as ISNAD_<NAME>; what belongs to a project stands in its isnad.toml.
"""

from __future__ import annotations

import os
from typing import NamedTuple


class Setting(NamedTuple):
    """A number that can be changed without code."""

    name: str
    default: int
    sentence: str


class ProjectSetting(NamedTuple):
    """A line of isnad.toml; its value is of the type of the default."""

    name: str
    default: str | float | bool
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
    Setting("store_milliseconds", 1000, "How long a transaction into a project gathers work; a kill loses no more than that."),
    Setting("listed", 20, "How many skipped articles and broken lines are listed by name on standard error."),
)
PROJECT_SETTINGS: tuple[ProjectSetting, ...] = (
    ProjectSetting("title", "Untitled", "The name of the data set, as exports and citations give it."),
    ProjectSetting("contact", "", "Who answers for the data set, as its citation gives it; empty leaves it out."),
    ProjectSetting("codebook", "codebook", "A folder laid over isnad's codebook, relative to the project; it need not exist."),
    ProjectSetting("names", False, "Whether exports keep names of private persons who did or said something; victims and minors never."),
    ProjectSetting("reviewer", "", "Under whose name judgements are written; empty takes the name of the computer's user."),
    ProjectSetting(
        "tiles",
        "",
        "A PMTiles file of your own (vector or raster), in the project's folder, drawn beneath the map of the events; empty for none.",
    ),
    ProjectSetting("merge_floor", 0.0, "Reports that are less sure than this (0 to 1) do not found or join events."),
)
_BY_NAME = {s.name: s for s in SETTINGS}


def setting(name: str) -> int:
    """The value of a setting: ISNAD_<NAME> if that holds a whole number, else the default."""
    given = os.environ.get(f"ISNAD_{name.upper()}", "")
    return int(given) if given.isdecimal() else _BY_NAME[name].default
