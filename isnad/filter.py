"""The one filter: conditions by key, as options of the command line, words of a where, or the query of an address."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple, get_args

import msgspec

from isnad.errors import IsnadError
from isnad.model import EventType, Status

Kind = Literal["text", "country", "type", "family", "status", "day", "whole", "share", "yes", "reviewed"]
SHOWN = ("occurred", "alleged")  # what events show unless a status is asked for: planned, denied and foiled ones did not happen
SINGLE: tuple[Kind, ...] = ("day", "whole", "share", "yes", "reviewed")  # kinds of one value, without an opposite
FAMILIES = ("battle", "explosion", "violence", "demonstration", "strategic")


class Key(NamedTuple):
    """A key that can be filtered by: the kind of its values, what it says, and the tables that know it."""

    kind: Kind
    sentence: str
    tables: tuple[str, ...]


_BOTH = ("events", "reports")
_ALL = (*_BOTH, "relations", "strengths", "speakers")
KEYS: dict[str, Key] = {
    "country": Key("country", "ISO 3166 code of the country of the incident.", _BOTH),
    "type": Key("type", "Event type of the codebook.", _BOTH),
    "family": Key("family", "battle, explosion, violence, demonstration or strategic.", _BOTH),
    "status": Key("status", "occurred, alleged, foiled, planned or denied; events show the first two unless asked.", _BOTH),
    "from": Key("day", "First day of the incident; of publication for relations, strengths and speakers.", _ALL),
    "to": Key("day", "Last day.", _ALL),
    "actor": Key("text", "Codebook id of a party, on either side; its branches count.", _BOTH),
    "place": Key("text", "Gazetteer id, English name or Arabic name of the place.", _BOTH),
    "outlet": Key("text", "An outlet that reports it.", _ALL),
    "text": Key("text", "Words that an article telling it has, in any form.", _ALL),
    "id": Key("text", "Id of an event or report.", _BOTH),
    "min-origins": Key("whole", "Least number of independent origins.", ("events",)),
    "min-outlets": Key("whole", "Least number of outlets.", ("events",)),
    "min-killed": Key("whole", "Least best figure of the killed.", _BOTH),
    "min-confidence": Key("share", "Least confidence, 0 to 1.", _BOTH),
    "reviewed": Key("reviewed", "yes: people have judged all of it; part: some of an event's reports; no: not all of it.", _BOTH),
    "disputed": Key("yes", "Whether reports disagree on a value.", ("events",)),
    "background": Key("yes", "Whether it is an older incident, recalled.", _BOTH),
}
_CLAUSE = re.compile(r"\s*([a-z-]+)\s*(!?=)\s*(.*?)\s*\Z", re.DOTALL)
_LARGEST = 2**63 - 1  # what SQLite can compare with
_YES = {"yes": True, "true": True, "1": True, "": True, "no": False, "false": False, "0": False}


class Condition(msgspec.Struct, frozen=True):
    """A key with the values of which one must hold, or none if `negated`.

    `veil` is for words that readers look for: `all` does not count those in masked names, `victims` those in the names that are masked
    even where the project keeps names.
    """

    key: str
    values: tuple[str, ...]
    negated: bool = False
    veil: Literal["", "all", "victims"] = ""

    def __str__(self) -> str:
        return f"{self.key}{'!=' if self.negated else '='}{','.join(self.values)}"


class Filter(msgspec.Struct, frozen=True):
    """Conditions that must all hold."""

    conditions: tuple[Condition, ...] = ()

    def of(self, table: str) -> Filter:
        """The filter as a table takes it; IsnadError for a key that it does not have."""
        for c in self.conditions:
            if table not in KEYS[c.key].tables:
                knows = ", ".join(k for k, key in KEYS.items() if table in key.tables)
                raise IsnadError(f"{table} cannot be filtered by {c.key}", remedy=f"they know {knows}")
            if table == "reports" and c.key == "reviewed" and "part" in c.values:
                raise IsnadError("no report is judged in part, only events are", remedy="write reviewed=yes or reviewed=no")
        if table == "events" and not any(c.key == "status" for c in self.conditions):
            return Filter((*self.conditions, Condition("status", SHOWN)))
        return self

    def veiled(self, veil: Literal["", "all", "victims"]) -> Filter:
        """The filter for someone who must not see what is masked."""
        return Filter(tuple(msgspec.structs.replace(c, veil=veil) if c.key == "text" else c for c in self.conditions))

    def told(self) -> dict[str, str]:
        """The conditions for people and provenance: key to values."""
        return {("not " if c.negated else "") + c.key: ", ".join(c.values) for c in self.conditions}


def condition(text: str) -> Condition:
    """A condition from `key=value,value` or `key!=value`; IsnadError for one that makes no sense."""
    match = _CLAUSE.match(text)
    if not match:
        raise IsnadError(f"{text!r} is no condition", remedy="write key=value, for example country=TN,LY or type!=arrests")
    key, sign, values = match.groups()
    return made(key, parted(key, values), negated=sign == "!=")


def parted(key: str, text: str) -> list[str]:
    """The values that a text gives a key: parted by commas, unless the key takes words."""
    return text.split(",") if key in KEYS and KEYS[key].kind != "text" else [text]


def made(key: str, values: Iterable[str], *, negated: bool = False) -> Condition:
    """A condition of checked values; IsnadError names what is wrong."""
    if key not in KEYS:
        raise IsnadError(f"there is nothing called {key!r} to filter by", remedy=f"one of {', '.join(KEYS)}")
    kind = KEYS[key].kind
    if negated and kind in SINGLE:
        raise IsnadError(f"{key} has no opposite", remedy=f"write {key}=...")
    given = tuple(v.strip() for v in values)
    if kind in SINGLE and len(given) != 1:
        raise IsnadError(f"{key} takes one value, not {', '.join(given)}", remedy=f"write {key}=...")
    return Condition(key, tuple(_checked(key, kind, v) for v in given), negated)


def filter_of(where: Iterable[str], **options: Iterable[str] | str | float | bool | None) -> Filter:
    """The filter of `--where` clauses and of options given by their key (with `_` for `-`); None leaves an option out."""
    out = [condition(clause) for clause in where]
    for name, value in options.items():
        if value is None or value is False or value in ([], ""):
            continue
        values = ["yes"] if value is True else [str(value)] if isinstance(value, str | int | float) else list(value)
        parts = [p for v in values for p in parted(_key(name), v)]
        out.append(made(_key(name), parts))
    return Filter(tuple(out))


def _key(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def _checked(key: str, kind: Kind, value: str) -> str:
    if not value and kind == "text":
        raise IsnadError(f"{key} needs a value", remedy=f"write {key}=...")
    known = {"type": get_args(EventType), "status": get_args(Status), "family": FAMILIES}.get(kind)
    if known:
        if value not in known:
            raise IsnadError(f"{key} does not know {value!r}", remedy=f"one of {', '.join(known)}")
        return value
    if kind == "country":
        if not re.fullmatch(r"[A-Za-z]{2}", value):
            raise IsnadError(f"{value!r} is no country code", remedy="write two letters, as in TN")
        return value.upper()
    if kind == "reviewed" and value.lower() == "part":
        return "part"
    if kind in ("yes", "reviewed"):
        if value.lower() not in _YES:
            known_ = "yes, part or no" if kind == "reviewed" else "yes or no"
            raise IsnadError(f"{key} is {known_}, not {value!r}", remedy=f"write {key}=yes")
        return "yes" if _YES[value.lower()] else "no"
    try:
        if kind == "day":
            date.fromisoformat(value if len(value) == 10 else value + "-01-01"[len(value) - 10 :])
        elif (kind == "whole" and abs(int(value)) > _LARGEST) or (kind == "share" and not 0 <= float(value) <= 1):
            raise ValueError
    except ValueError:
        wanted = {"day": "YYYY-MM-DD", "whole": "a whole number", "share": "a number from 0 to 1"}[kind]
        raise IsnadError(f"{key} does not understand {value!r}", remedy=f"write {wanted}") from None
    return value
