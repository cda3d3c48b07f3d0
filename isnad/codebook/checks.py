"""What loading cannot see: every fault of a codebook's content, each with its file and key."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import get_args

from isnad.codebook import Codebook
from isnad.codebook.entries import NUMBER, PLACE, ActorEntry, Alias, EventEntry, Example, Trigger
from isnad.errors import CodebookError
from isnad.model import COUNT_FIELDS, EventType, PartyKind, Status
from isnad.text.fold import folded

EXPECTED = frozenset({"type", "status", "date", "country", "place", *COUNT_FIELDS, "by", "against", "claimed_by", "background"})
LANGUAGES = ("en", "ar", "fr")
_SLOTS = frozenset({"subject", "object", "of", "after"})
_PREPOSITION = re.compile("[\u0621-\u064a]+( [\u0621-\u064a]+)*")
_ARABIC = re.compile("[\u0621-\u064a]")
_PARTIAL = re.compile(r"\d{4}(-\d\d){0,2}")
_QID = re.compile(r"Q[1-9]\d*")
_CODE = re.compile(r"[A-Z]{2}")
_LEAST_EXAMPLES, _LEAST_COUNTER = 5, 3


def faults(book: Codebook) -> list[CodebookError]:
    """Every fault of a loaded codebook, in the order of its files."""
    found = [*_types(book), *_events(book), *_trigger_words(book), *_actors(book), *_aliases(book), *_outlets(book), *_places(book)]
    return sorted(found, key=lambda f: f.where)


def _fault(book: Codebook, key: str, what: str, remedy: str = "see docs/reference/codebook.md") -> CodebookError:
    return CodebookError(what, where=f"{book.origin.get(key, 'codebook')}: {key}", remedy=remedy)


def _types(book: Codebook) -> Iterator[CodebookError]:
    for name in get_args(EventType):
        if name not in book.events:
            yield CodebookError("the event type has no file", where=f"events/{name}.yaml", remedy="write it: docs/reference/codebook.md")


def _events(book: Codebook) -> Iterator[CodebookError]:
    for id_, event in book.events.items():
        for language in LANGUAGES:
            if not event.labels.get(language):
                yield _fault(book, id_, f"there is no label in {language!r}")
        if len(event.examples) < _LEAST_EXAMPLES:
            yield _fault(book, id_, f"{len(event.examples)} examples, at least {_LEAST_EXAMPLES} are needed")
        if len(event.counter_examples) < _LEAST_COUNTER:
            yield _fault(book, id_, f"{len(event.counter_examples)} counter-examples, at least {_LEAST_COUNTER} are needed")
        for key in ("event_type", "sub_event_type"):
            if key not in event.acled:
                yield _fault(book, id_, f"acled has no {key!r}")
        for key in ("type", "mode"):
            if key not in event.plover:
                yield _fault(book, id_, f"plover has no {key!r}")
        yield from _triggers(book, event)
        for kind, examples in (("example", event.examples), ("counter-example", event.counter_examples)):
            yield from _examples(book, id_, kind, examples)


def _triggers(book: Codebook, event: EventEntry) -> Iterator[CodebookError]:
    seen: set[str] = set()
    for trigger in event.triggers:
        key = f"trigger {trigger.id}"
        if trigger.id in seen:
            yield _fault(book, event.id, f"{key}: the id stands twice in the file")
        seen.add(trigger.id)
        if not (trigger.verb or trigger.noun or trigger.participle or trigger.phrase or trigger.passive or trigger.victims):
            yield _fault(book, event.id, f"{key}: no verb, noun, participle or phrase")
        if not 0 < trigger.weight <= 1:
            yield _fault(book, event.id, f"{key}: the weight {trigger.weight} is not between 0 and 1")
        if trigger.present and not trigger.verb:
            yield _fault(book, event.id, f"{key}: `present` without `verb`")
        for slot in trigger.frame:
            if slot not in _SLOTS and not _PREPOSITION.fullmatch(slot):
                yield _fault(
                    book,
                    event.id,
                    f"{key}: unknown slot {slot!r} in the frame",
                    "subject, object, of, after, or a preposition as it is written",
                )
        for word in _words(trigger):
            if not _ARABIC.search(word):
                yield _fault(book, event.id, f"{key}: {word!r} has no Arabic letter")


def _words(trigger: Trigger) -> list[str]:
    verbs = [w for w in (trigger.verb, trigger.present) if w]
    return [
        *verbs,
        *trigger.passive,
        *trigger.noun,
        *trigger.participle,
        *trigger.victims,
        *trigger.phrase,
        *(w for w in trigger.needs if w not in (NUMBER, PLACE)),
        *trigger.unless,
        *trigger.only,
    ]


def _examples(book: Codebook, id_: str, kind: str, examples: Sequence[Example]) -> Iterator[CodebookError]:
    for number, example in enumerate(examples, 1):
        key = f"{kind} {number}"
        for name, value in example.expect.items():
            if name not in EXPECTED:
                yield _fault(book, id_, f"{key}: expects the unknown field {name!r}", f"one of {', '.join(sorted(EXPECTED))}")
            elif name == "type" and value not in get_args(EventType):
                yield _fault(book, id_, f"{key}: expects the unknown type {value!r}")
            elif name == "status" and value not in get_args(Status):
                yield _fault(book, id_, f"{key}: expects the unknown status {value!r}")
            elif name in ("by", "against") and not isinstance(value, list):
                yield _fault(book, id_, f"{key}: {name!r} must be a list")
            elif name == "country" and value is not None and value not in book.countries:
                yield _fault(book, id_, f"{key}: expects the unknown country {value!r}")
        if example.published and not _is_day(example.published):
            yield _fault(book, id_, f"{key}: `published` is no day: {example.published!r}", "write YYYY-MM-DD")
        if not _ARABIC.search(example.text):
            yield _fault(book, id_, f"{key}: the text has no Arabic letter")


def _trigger_words(book: Codebook) -> Iterator[CodebookError]:
    """Words that stand in two types with nothing that tells which is meant."""
    where: dict[tuple[str, str], list[tuple[str, Trigger]]] = defaultdict(list)
    for event in book.events.values():
        for trigger in event.triggers:
            if trigger.needs or trigger.only:
                continue
            for part in ("verb", "noun", "participle", "phrase"):
                value = getattr(trigger, part)
                for word in [value] if isinstance(value, str) else value or ():
                    where[part, folded(word)].append((event.id, trigger))
    for (part, word), uses in where.items():
        types = dict(uses)
        if len(types) > 1:
            (first, _), *others = types.items()
            told = ", ".join(f"{id_}/{t.id}" for id_, t in others)
            yield _fault(book, first, f"the {part} {word!r} stands in {told} too, without `needs` or `only`", "add one, or leave one out")


def _actors(book: Codebook) -> Iterator[CodebookError]:
    kinds = {*get_args(PartyKind), "political", "official"}
    for id_, actor in book.actors.items():
        if actor.parent and actor.parent not in book.actors:
            yield _fault(book, id_, f"unknown parent {actor.parent!r}")
        elif actor.parent and _loops(book, actor):
            yield _fault(book, id_, "it is its own ancestor")
        if actor.kind not in kinds:
            yield _fault(book, id_, f"unknown kind {actor.kind!r}")
        for code in actor.countries:
            if code not in book.countries:
                yield _fault(book, id_, f"unknown country {code!r}", "ISO 3166-1 alpha-2 as in countries.yaml")
        for language in LANGUAGES:
            if not actor.names.get(language):
                yield _fault(book, id_, f"there is no name in {language!r}")
        if actor.wikidata is not None and not _QID.fullmatch(actor.wikidata):
            yield _fault(book, id_, f"no Wikidata id: {actor.wikidata!r}", "Q and digits, or null")
        yield from _spans_of_use(book, actor)


def _loops(book: Codebook, actor: ActorEntry) -> bool:
    last = book.actors.get(book.lineage(actor.id)[-1])
    return last is not None and bool(last.parent)


def _spans_of_use(book: Codebook, actor: ActorEntry) -> Iterator[CodebookError]:
    aliases = [a for a in actor.aliases if isinstance(a, Alias)]
    for name, start, end in ((actor.id, actor.start, actor.to), *((a.name, a.start, a.to) for a in aliases)):
        for value in (start, end):
            if value is not None and not _PARTIAL.fullmatch(str(value)):
                yield _fault(book, actor.id, f"{name}: no date: {value!r}", "YYYY, YYYY-MM or YYYY-MM-DD")
        if start is not None and end is not None and str(start) > str(end):
            yield _fault(book, actor.id, f"{name}: it ends before it begins")


def _aliases(book: Codebook) -> Iterator[CodebookError]:
    """Names of two actors, unless `only` words or dates of use tell them apart."""
    holders: dict[str, dict[str, Alias | None]] = defaultdict(dict)
    for id_, actor in book.actors.items():
        if actor.forms:
            continue
        for alias in (*([actor.names["ar"]] if "ar" in actor.names else ()), *actor.aliases):
            name = alias.name if isinstance(alias, Alias) else alias
            holders[folded(name)].setdefault(id_, alias if isinstance(alias, Alias) else None)
    for name, uses in holders.items():
        plain = [id_ for id_, alias in uses.items() if alias is None or not (alias.only or alias.start or alias.to)]
        if len(uses) > 1 and len(plain) > 1:
            yield _fault(book, plain[0], f"the name {name!r} belongs to {', '.join(plain[1:])} too", "give `only` or dates to all but one")


def _outlets(book: Codebook) -> Iterator[CodebookError]:
    holders: dict[str, str] = {}
    for id_, outlet in book.outlets.items():
        key = f"outlets/{id_}"
        if outlet.country is not None and outlet.country not in book.countries:
            yield _fault(book, key, f"unknown country {outlet.country!r}")
        for domain in outlet.domains:
            if holders.setdefault(domain, id_) != id_:
                yield _fault(book, key, f"the domain {domain!r} belongs to {holders[domain]} too")


def _places(book: Codebook) -> Iterator[CodebookError]:
    for id_, place in book.places.items():
        if place.lat is not None and not -90 <= place.lat <= 90:
            yield _fault(book, id_, f"latitude out of range: {place.lat}")
        if place.lon is not None and not -180 <= place.lon <= 180:
            yield _fault(book, id_, f"longitude out of range: {place.lon}")
        if (place.lat is None) != (place.lon is None):
            yield _fault(book, id_, "one coordinate without the other")
        if place.country and (not _CODE.fullmatch(place.country) or place.country not in book.countries):
            yield _fault(book, id_, f"unknown country {place.country!r}")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
