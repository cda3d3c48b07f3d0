"""The figures of an incident: of each field those that its tellings and their neighbours give, each weighed, the best taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from isnad.model import Count
from isnad.reading.draft import Draft
from isnad.reading.incident.incidents import Incident
from isnad.reading.incident.tollsigns import Told, guessed, nothing, signs
from isnad.reading.logit import logit
from isnad.reading.mention.mentions import Mention
from isnad.reading.mention.roles import ASSAILANTS
from isnad.reading.mention.triggers import TriggerMention
from isnad.reading.mention.untold import attempted
from isnad.reading.number.figures import Figure, summed, total
from isnad.reading.parse import Parse

# Types of which no figure of a field is told: of a peaceful protest it would be a recalled one, of others another incident's.
_UNTOLD: dict[str, frozenset[str]] = {
    "killed": frozenset({"peaceful_protest"}),
    "injured": frozenset({"peaceful_protest"}),
    "arrested": frozenset({"peaceful_protest", "abduction"}),
    "abducted": frozenset({"peaceful_protest", "protest_with_intervention", "arrests", "other_strategic", "looting_property_destruction"}),
}
_PARTS = 3  # words behind a toll in which it is told who is among the dead
_BEHIND = 6  # words behind a toll in which the attacker among the dead stands
_NEIGHBOUR = 3  # sentences from a telling in which a figure told beside it may be the incident's own
_SUMMED = 4  # figures of an incident that are summed in pairs
_MISSING = "abduction/go_missing"  # who went missing is abducted where the incident is an abduction, not where he was killed


def figure_of(draft: Draft, incident: Incident, name: str) -> Figure | None:
    """One figure of an incident: the candidate of the greatest sum, None where that is none at all."""
    weights = draft.parse.book.tables["weights"]["figures"]
    return max(figure_candidates(draft, incident, name), key=lambda c: logit(c[1], weights))[0]


def figure_candidates(draft: Draft, incident: Incident, name: str) -> list[tuple[Figure | None, dict[str, float]]]:
    """Each figure of a field that an incident may have, and none at all, with what speaks for each; no two tell the same number."""
    if incident.type in _UNTOLD[name]:
        return [(None, {})]
    parse = draft.parse
    own = list(_own(incident, name))
    usual = _usual(parse, incident, own, name)
    told = own + list(_beside(draft, incident, name)) + list(_guesses(parse, incident, own, name)) + list(_sums(own))
    bomber = _bomber(parse, incident) if name == "killed" else None
    if usual is not None and not any(t.figure is usual for t in own):
        told.append(Told(usual, incident.lead, True, True))
    groups: dict[int | None, list[Told]] = {}
    for t in told:
        groups.setdefault(t.figure.n, []).append(t)
    if bomber is not None and not any(t.own for t in groups.get(bomber.n, ())):
        groups.setdefault(bomber.n, []).insert(0, Told(bomber, incident.lead, True, True))
    if not groups:
        return [(None, {})]
    known = [t.figure.n for t in told if t.own and not guessed(t.figure) and t.figure.n is not None]
    out: list[tuple[Figure | None, dict[str, float]]] = [(None, nothing(incident, name, told, bomber is not None))]
    for n, group in groups.items():
        shown = next((t.figure for t in group if t.figure is usual), group[0].figure)
        is_usual = usual is not None and usual.n == n
        out.append((shown, signs(parse, incident, name, n, group, known, usual=is_usual, bomber=bomber)))
    return out


def _own(incident: Incident, name: str) -> Iterator[Told]:
    """The figures that the mentions of the incident tell, the leading mention's first, of each mention its sum first."""
    for mention in incident.led:
        figures = [f for f in mention.figures.get(name, []) if _fits(incident, mention, f)]
        whole = total(figures)
        if whole is not None and not any(whole is f for f in figures):
            yield Told(whole, mention, True, True)
        for f in sorted(figures, key=lambda f: f is not whole):
            yield Told(f, mention, True, f is whole)


def _beside(draft: Draft, incident: Incident, name: str) -> Iterator[Told]:
    """The figures that other mentions tell in the same sentences and those near."""
    own = {id(m) for m in incident.mentions}
    sentences = {m.sentence for m in incident.mentions}
    for m in draft.mentions:
        if id(m) in own or name not in m.figures or min(abs(m.sentence - s) for s in sentences) > _NEIGHBOUR:
            continue
        whole = total(m.figures[name])
        for f in m.figures[name]:
            if _fits(incident, m, f):
                yield Told(f, m, False, f is whole)


def _fits(incident: Incident, mention: Mention, figure: Figure) -> bool:
    """Whether a figure can be one of the incident: those gone missing only where it is an abduction."""
    return incident.type == "abduction" or not any(t.first == figure.trigger and t.frame.id == _MISSING for t in mention.triggers)


def _guesses(parse: Parse, incident: Incident, own: Sequence[Told], name: str) -> Iterator[Told]:
    """What words that count tell without a figure: one, or several; and of a form that may be a dual, two."""
    counted = {t.figure.trigger for t in own}
    for mention in incident.led:
        for trigger in [f.trigger for f in mention.filled if not mention.feared(f)]:
            last = max(trigger.last, trigger.needed + 1)
            taken = trigger.victims and any(t.needed == trigger.first and t.hit.suffix for t in mention.triggers)  # أردته قتيلا
            if trigger.frame.trigger.count == name and trigger.first not in counted and not taken:
                if name == "killed" and attempted(parse, trigger):
                    continue
                several = _several(mention, trigger)
                for n, q, rule in ((1, "exact", "guess.one"), (None, "vague", "guess.many"))[several:]:
                    yield Told(Figure(n, q, trigger.first, last, n, n, rule, trigger=trigger.first), mention, True, False)
    for t in own:
        f = t.figure
        ending = next((w for w in parse.words[f.first : f.last] if w.endswith("ين")), None)
        if f.n is None and ending and f.rule.endswith(".plural"):
            rule = "dual.nisba" if ending.endswith("يين") else "dual.noun"
            yield Told(Figure(2, "exact", f.first, f.last, 2, 2, rule, side=f.side, trigger=f.trigger), t.mention, True, False)


def _several(mention: Mention, trigger: TriggerMention) -> bool:
    """Whether words that count tell of more than one: `قتلت وأصابت المدنيين`, `اعتقل الصحفيون`, `حملات الاعتقالات`."""
    held = trigger.frame.trigger.count == "arrested" and any(p.many and p.number is None for p in mention.against)
    plural = not trigger.verbal and not trigger.victims and trigger.hit.sense.number == "many"
    return held or plural or any(t.first == trigger.last and t.frame.trigger.count and t.hit.prefix == "و" for t in mention.triggers)


def _sums(own: Sequence[Told]) -> Iterator[Told]:
    """Two figures told apart as one: the dead of both sides, or those told first and those told behind them."""
    known: dict[int, Told] = {}
    twins: list[tuple[Told, Told]] = []
    for t in own:
        if t.figure.n is not None and t.figure.rule != "sum_of_parts":
            first = known.setdefault(t.figure.n, t)
            if _as_many(first.figure, t.figure) and not twins:
                twins.append((first, t))
    for a, b in [*combinations(list(known.values())[:_SUMMED], 2), *twins]:
        x, y = a.figure, b.figure
        if x.first < y.last and y.first < x.last:
            continue
        apart = ("here", "next", "far")[min(2, abs(a.mention.sentence - b.mention.sentence))]
        sides = "apart" if x.side and y.side and x.side != y.side else "alike" if x.side else "open"
        more, less = (a, b) if (x.n or 0) > (y.n or 0) else (b, a)
        yield Told(_joined(more.figure, less.figure, f"both.{sides}.{apart}"), more.mention, True, False)


def _as_many(figure: Figure, other: Figure) -> bool:
    """Whether as many fell on the other side, rather than the same told again: one only where he is the attacker."""
    return {figure.side, other.side} == {"armed", "other"} and (figure.n != 1 or figure.attacker or other.attacker)


def _joined(figure: Figure, other: Figure, rule: str) -> Figure:
    """A figure with another added, in the words of the first; `parts` hold those of both."""
    both = summed([figure, other])
    both.first, both.last, both.trigger, both.rule = figure.first, figure.last, figure.trigger, rule
    return both


def _usual(parse: Parse, incident: Incident, own: Sequence[Told], name: str) -> Figure | None:
    """The figure told most often, of equal ones the leading mention's; a toll that rose replaces others, vague words come last."""
    told = [t.figure for t in own if t.whole]
    figures = [f for f in told if not (f.attacker and f.n == 1)] or told  # the attacker is added to the others
    known = [f for f in figures if f.n is not None]
    risen = [f for f in known if f.rule == "toll"]
    if risen:
        return risen[-1]
    if known and name == "arrested" and incident.family == "demonstration":
        return max(known, key=lambda f: f.n or 0)  # the sum of what was told bit by bit
    if known:
        often = Counter(f.n for f in known)
        figure = max(known, key=lambda f: often[f.n])
        return _with_attacker(parse, incident.led, figure) if name == "killed" else figure
    return figures[0] if figures else None


def _with_attacker(parse: Parse, mentions: list[Mention], figure: Figure) -> Figure:
    """The figure with the one who attacked and was killed, if his death is told apart from it."""
    behind = parse.words[figure.last : figure.last + _PARTS]
    part = not parse.grammar.parts.isdisjoint(behind) and _attacker_behind(mentions, figure.last)  # قتل أربعة بينهم المهاجم
    if figure.side == "armed" or figure.attacker or part:
        return figure
    for mention in mentions:
        for other in mention.figures.get("killed", ()):
            if other.attacker and other.n == 1 and mention.modality.status == "occurred":
                return _joined(figure, other, "sum_of_parts")
    return figure


def _attacker_behind(mentions: Sequence[Mention], last: int) -> bool:
    """Whether one who attacked is told right behind token `last`."""
    near = [p.generic or "" for m in mentions for p in m.nearby if last <= p.first < last + _BEHIND]
    return any(g.rpartition(":")[2] in ASSAILANTS for g in near)


def _bomber(parse: Parse, incident: Incident) -> Figure | None:
    """Those who blow themselves up die: one, or as many as the verb or the number of its subject tells."""
    for mention in incident.mentions:
        for trigger in mention.triggers:
            if trigger.frame.trigger.fatal and trigger.verbal:
                last = max(trigger.last, trigger.needed + 1)
                n = _bombers(mention, trigger, last)
                if n is not None:
                    return Figure(n, "exact", trigger.first, last, n, None, "fatal", trigger=trigger.first)
    return None


def _bombers(mention: Mention, trigger: TriggerMention, last: int) -> int | None:
    """How many blow themselves up: told of the doer who stands with the verb, else by its form."""
    sense = trigger.hit.sense
    near = [p for p in mention.by if p.last == trigger.first or trigger.last <= p.begin <= last]
    for party in near:
        n = party.number.n if party.number is not None else party.n
        if n is not None:
            return n
    return {"one": 1, "two": 2}.get(sense.number or "") if not any(p.many for p in near) else None


def count_of(parse: Parse, figure: Figure) -> Count:
    """A figure as a count of the record."""
    span = parse.raw_span(figure.first, figure.last)
    parts = [parse.raw_span(a, b) for a, b in figure.parts]
    text = parse.text.raw[span[0] : span[1]]
    return Count(n=figure.n, low=figure.low, high=figure.high, q=figure.q, text=text, span=span, parts=parts)  # type: ignore[arg-type]


def rule_of(draft: Draft, figure: Figure) -> str:
    """What made a figure: the trigger that told it and how, `fatal` for the bomber who is not counted."""
    told: Iterator[TriggerMention] = (t for m in draft.mentions for t in m.triggers if t.first == figure.trigger)
    trigger = next(told, None)
    return figure.rule if trigger is None or figure.rule == "fatal" else f"{trigger.frame.id}.{figure.rule}"
