"""What speaks for and against a figure of an incident: its size, how often and where it is told, the words around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from isnad.reading.incident.incidents import Incident
from isnad.reading.incident.nearness import days
from isnad.reading.logit import probability
from isnad.reading.mention.mentions import Mention
from isnad.reading.mention.telling import TYPES
from isnad.reading.mention.triggers import TriggerMention
from isnad.reading.number.figures import Figure
from isnad.reading.parse import Parse

_SIZES = ((1, "one"), (2, "two"), (9, "few"), (99, "tens"), (999, "hundreds"))
_ROUND, _TEN = 20, 10  # from the first on, multiples of the second are round
_FAR = 4  # times by which a figure is much greater than another
_PARTS = 3  # words around a figure in which it is told that it is a part, or who is among those told
_OFTEN, _SENTENCES = 4, 8  # tellings and sentences above which their number says no more
# What counts differently in each field: besides its weight for all four, each of these has one of its own in every field.
_OF_FIELD = frozenset({"usual", "own", "beside", "only_beside", "vague", "greatest", "least", "one", "own_whole"})


class Told(NamedTuple):
    """A figure with the mention that tells it, whether that is one of the incident, and whether it is all that the mention tells."""

    figure: Figure
    mention: Mention
    own: bool
    whole: bool


def guessed(figure: Figure) -> bool:
    """Whether a figure is made from what is told: one or many of a word without a figure, two of a form, the sum of two."""
    return figure.rule.startswith(("guess.", "dual.", "both."))


def nothing(incident: Incident, name: str, told: Sequence[Told], bomber: bool) -> dict[str, float]:
    """What speaks for no figure at all."""
    own = [t for t in told if t.own]
    f = {
        "none": 1.0, f"none_{incident.type}": 1.0, f"none_{incident.status}": 1.0, "none_background": float(incident.background),
        "none_beside": float(not own and not bomber), "none_vague": float(bool(own) and all(t.figure.n is None for t in own)), "none_bomber": float(bomber),
        "none_mentions": min(_OFTEN, len(incident.mentions)) / _OFTEN, f"none_led_{incident.lead.triggers[0].frame.id}": 1.0,
        "none_effect": float(bool(own) and all(t.mention.effect_only for t in own)), "none_title": float(incident.mentions[0].sentence == 0),
        "none_guessed": float(bool(own) and all(guessed(t.figure) for t in own)),
    }  # fmt: skip
    return _filled(f | {f"{name}.{k}": v for k, v in f.items()})


def signs(
    parse: Parse,
    incident: Incident,
    name: str,
    n: int | None,
    group: Sequence[Told],
    known: Sequence[int],
    *,
    usual: bool,
    bomber: Figure | None,
) -> dict[str, float]:
    """What speaks for a number `n` that a group of tellings gives; `known` are all numbers that the incident's own mentions tell."""
    f = _value(n, group, known)
    f |= {f"{size}_{incident.type}": 1.0 for size in (*(word for _, word in _SIZES), "thousands", "vague") if size in f}
    f |= _greatest([_telling(parse, incident, t) for t in group])
    f |= {"usual": float(usual), "bomber": float(bomber is not None and n == bomber.n)}
    f["bomber_left_out"] = float(bomber is not None and n != bomber.n)
    return _filled(f | {f"{name}.{k}": f[k] for k in _OF_FIELD.intersection(f)})


def _filled(features: Mapping[str, float]) -> dict[str, float]:
    return {k: v for k, v in features.items() if v}


def _value(n: int | None, group: Sequence[Told], known: Sequence[int]) -> dict[str, float]:
    """What a number itself says: its size, how often it is told, how it stands to the others."""
    own = sum(t.own for t in group)
    f = {
        "own": float(own > 0), "beside": float(own < len(group)), "only_beside": float(not own), "often": min(_OFTEN, own) / _OFTEN,
        "share": known.count(n) / len(known) if n is not None and known else 0.0,
        "alone": float(bool(own) and set(known) <= {n}), "vague_beside_known": float(n is None and bool(known)),
    }  # fmt: skip
    if n is None:
        return f | {"vague": 1.0}
    size = next((word for most, word in _SIZES if n <= most), "thousands")
    others = {k for k in known if k != n}
    return f | {
        size: 1.0, f"{size}_beside": float(not own),
        "round": float(n >= _ROUND and n % _TEN == 0),
        "greatest": float(bool(others) and n > max(others)), "least": float(bool(others) and n < min(others)),
        "sum_of_two": float(any(n - k in others and n - k != k for k in others)),
        "much_greater": float(bool(others) and n > _FAR * max(others)), "much_less": float(bool(others) and _FAR * n < max(others)),
        "one_among_greater": float(n == 1 and bool(others)),
    }  # fmt: skip


def _greatest(tellings: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Of each feature the greatest over the tellings of a number."""
    out: dict[str, float] = {}
    for told in tellings:
        for name, value in told.items():
            out[name] = max(value, out.get(name, value))
    return out


def _telling(parse: Parse, incident: Incident, told: Told) -> dict[str, float]:
    """What the words around one telling of a figure say; names begin with `own`, or with `by` for another incident's mention."""
    figure, mention = told.figure, told.mention
    trigger = next((t for t in mention.triggers if t.first == figure.trigger), None)
    head, _, tail = figure.rule.partition(".")
    f = _standing(incident, told) | _wording(parse, figure, mention)
    f |= {f"rule_{head}": 1.0, f"tail_{tail}": 1.0}
    if trigger is not None:
        f |= {f"type_{trigger.frame.id}": 1.0, "verbal": float(trigger.verbal)} | _likely(incident, trigger)
    where = "own" if told.own else "by"
    out = {f"{where}_{k}": v for k, v in f.items()} | {f"q_{figure.q}": 1.0, f"side_{figure.side}": 1.0}
    if trigger is not None and guessed(figure) and head != "both":
        out |= {f"{figure.rule}.{k}": v for k, v in _around(parse, trigger, figure).items()}
    return out


def _standing(incident: Incident, told: Told) -> dict[str, float]:
    """Where a mention stands among those of the incident, and whether it tells alike."""
    mention, lead = told.mention, incident.lead
    sentences = [m.sentence for m in incident.mentions]
    return {
        "lead": float(mention is lead), "title": float(mention.sentence == 0), "first": float(mention.sentence == 1),
        "last": float(mention is incident.mentions[-1]), "whole": float(told.whole), "effect": float(mention.effect_only),
        "status": float(mention.modality.status != incident.status), "recalled": float(mention.modality.background != incident.background),
        "period": float(mention.modality.period), "dated": float(_other_day(incident, mention)),
        "far": min(_SENTENCES, abs(mention.sentence - lead.sentence)) / _SENTENCES,
        "same_sentence": float(mention.sentence in sentences), "before": float(mention.sentence < min(sentences)),
    }  # fmt: skip


def _other_day(incident: Incident, mention: Mention) -> bool:
    return bool(incident.date and mention.dates and days(incident.date, mention.dates[0]))


def _wording(parse: Parse, figure: Figure, mention: Mention) -> dict[str, float]:
    """Words of tolls, of periods and of parts around a figure."""
    first, last = parse.sentences[mention.sentence]
    before = range(max(first, figure.first - _PARTS), figure.first)
    return {
        "tolls": float(any(parse.core(i) in parse.grammar.tolls for i in range(first, figure.first))),
        "since": float(not parse.narration.bounds.isdisjoint(parse.words[first:last])),
        "parts": float(not parse.grammar.parts.isdisjoint(parse.words[figure.last : figure.last + _PARTS])),
        "in_part": float(any(parse.core(i) in parse.grammar.parts for i in before)), "attacker": float(figure.attacker),
    }  # fmt: skip


def _likely(incident: Incident, trigger: TriggerMention) -> dict[str, float]:
    """What the network says of the word that told a figure, beside the other words of the incident."""
    told = trigger.telling
    if told is None:
        return {}
    others = [t.telling for m in incident.mentions for t in m.triggers if t is not trigger and t.telling is not None]
    near = [1.0 - float(((told.point - other.point) ** 2).sum()) for other in others]
    back = probability(told.background)
    nearest = probability(max(near)) if near else 0.5
    return {
        f"near_{int(3.99 * nearest)}": 1.0, f"told_{int(3.99 * probability(told.told))}": 1.0,
        "told": probability(told.told), "main": probability(told.main), "new": probability(told.first),
        "back": 1 - back if incident.background else back, "of_type": float(told.types[TYPES.index(incident.type)]),
        "near": nearest, "mean_near": probability(sum(near) / len(near)) if near else 0.5,
        "no_others": float(not near),
    }  # fmt: skip


def _around(parse: Parse, trigger: TriggerMention, figure: Figure) -> dict[str, float]:
    """What stands behind a word that counts without a figure, or behind a form that may be a dual."""
    last, sense = figure.last, trigger.hit.sense
    word = parse.words[last] if last < len(parse.words) else "."
    plural, letters = word.endswith(("ون", "ين", "ات")), word[0].isalpha()
    return {
        "bias": 1.0, f"of_{trigger.frame.id}": 1.0, f"form_{sense.number}_{sense.gender}": 1.0, f"tense_{sense.tense}": 1.0,
        f"suffix_{trigger.hit.suffix}": 1.0, "mark": float(not letters), "definite": float(word.startswith("ال")),
        "plural": float(plural), "definite_one": float(word.startswith("ال") and not plural), "known": float(last in parse.hits_at),
        "preposition": float(last < len(parse.words) and parse.core(last) in parse.grammar.prepositions), "and": float(word.startswith("و")),
        "name": float(letters and last not in parse.hits_at and not plural and not word.startswith(("ال", "و"))),
        "one_of": float(figure.first > 0 and parse.core(figure.first - 1) in parse.grammar.singling), "dual_behind": float(word.endswith("ين")),
        "title": float(parse.sentence_of(figure.first) == 0),
    }  # fmt: skip
