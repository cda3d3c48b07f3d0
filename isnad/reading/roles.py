"""Who did it, to whom, and how many: the slots of a trigger's frame filled from the phrases around it."""

from __future__ import annotations

from dataclasses import dataclass, field

from isnad.reading.counts import Number
from isnad.reading.parse import Parse
from isnad.reading.parties import PartyMention
from isnad.reading.triggers import TriggerMention

_REACH = 32  # words behind a trigger in which its slots are looked for
_BACK = 14  # words before a verb in which its subject is looked for
_AGENTS = frozenset({"state_forces", "rebel_group", "political_militia", "identity_militia", "external_forces", "unknown", "rioters"})


@dataclass(slots=True)
class Figure:
    """A figure of one field: the number or the noun that gave it, tokens `[first, last)`."""

    n: int | None
    q: str
    first: int
    last: int
    low: int | None
    high: int | None
    rule: str
    parts: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Roles:
    """What one trigger says of its incident."""

    by: list[PartyMention] = field(default_factory=list)
    against: list[PartyMention] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    end: int = 0
    rule: str = ""


@dataclass(slots=True)
class Slot:
    """A phrase behind a trigger and the preposition that governs it ("" for none)."""

    name: str
    party: PartyMention | None
    number: Number | None
    token: int
    part: bool = False


class PartyIndex:
    """Party mentions by first token and by the token that they cover."""

    def __init__(self, parties: tuple[PartyMention, ...]) -> None:
        self.parties = parties
        self.at = {p.first: p for p in parties}
        self.covering = {i: p for p in parties for i in range(p.first, p.last)}


def fill(parse: Parse, index: PartyIndex, trigger: TriggerMention, stops: frozenset[int]) -> Roles:
    """Fill the frame of a trigger; `stops` are the first tokens of other triggers."""
    start = trigger.last
    roles = Roles(end=trigger.last)
    slots = walk(parse, index, trigger, start, stops, roles)
    frame = trigger.frame.trigger.frame
    count = trigger.frame.trigger.count
    if trigger.victims:
        _victims(parse, trigger, roles, slots)
    elif trigger.verbal:
        _verb(parse, index, trigger, roles, slots)
    else:
        _noun(parse, index, trigger, roles, slots)
    for slot in slots:
        if slot.name not in ("", "part"):
            field_name = frame.get(slot.name) or _agent(slot.name)
            if field_name and slot.party:
                _assign(roles, field_name, slot.party)
                if field_name in ("against", "both") and count:
                    _figure(roles, slot, "preposition")
    if count and not roles.figures and not trigger.victims:
        _loose_figure(parse, trigger, roles, slots)
    return roles


def _agent(name: str) -> str | None:
    return "by" if name == "agent" else None


def walk(parse: Parse, index: PartyIndex, trigger: TriggerMention, start: int, stops: frozenset[int], roles: Roles) -> list[Slot]:
    """The phrases behind a trigger in order, each with what governs it."""
    end = min(parse.sentences[trigger.sentence][1], start + _REACH)
    grammar = parse.grammar
    out: list[Slot] = []
    slot, part, i = "", False, start
    needs = trigger.needed
    while i < end:
        if i == needs:
            i += 1
            continue
        if i in stops and i != trigger.first:
            break
        word = parse.words[i]
        core = parse.core(i)
        size = grammar.agent_at(parse.words, i)
        if size:
            slot, part, i = "agent", False, i + size
            continue
        party = index.at.get(i)
        number = parse.number_at.get(i)
        if party is not None or (number is not None and number.last in index.at):
            p = party or index.at[number.last]  # type: ignore[union-attr]
            name = _governed(p.prefix if party else _number_prefix(parse, i), slot)
            joined = word.startswith("و") and (p.prefix.startswith("و") or party is None)
            if slot == "closed" and not joined:
                name = "closed"
            out.append(Slot(name, p, p.number, i, part))
            slot = name
            i = roles.end = p.last
            continue
        if number is not None:
            out.append(Slot(_governed(_number_prefix(parse, i), slot), None, number, i, part))
            i = roles.end = number.last
            continue
        if core in grammar.parts:
            part = True
        elif i > start and (core in grammar.clause_starters or core in grammar.results):
            break
        elif core in grammar.prepositions and core != "نحو":
            slot = core
        elif word in ("ب", "ل"):
            slot = word
        elif word in ("،", "؛", ":"):
            slot = "closed" if slot != "" or out else slot
            if part and word == "،":
                part = False
        elif parse.hit(i, "verb") and parse.hit(i, "verb").sense.pos == "verb" and i > start:  # type: ignore[union-attr]
            break
        else:
            prefix = _prefix(parse, i)
            if prefix:
                slot = prefix
        i += 1
    return out


def _prefix(parse: Parse, i: int) -> str:
    for hit in parse.hits_at.get(i, ()):
        glued = hit.prefix.removesuffix("ال").lstrip("وف")
        if glued in ("ب", "ل", "ك"):
            return glued
        if hit.prefix.endswith("لل"):
            return "ل"
    word = parse.core(i)
    if word.startswith("لل") and len(word) > 4:
        return "ل"
    if word.startswith("بال") and len(word) > 5:
        return "ب"
    return ""


def _governed(prefix: str, slot: str) -> str:
    glued = prefix.removesuffix("ال").lstrip("وف")
    if prefix.endswith("لل"):
        return "ل"
    return glued if glued in ("ب", "ل") else slot


def _number_prefix(parse: Parse, i: int) -> str:
    word = parse.words[i]
    return word[0] if len(word) > 3 and word[0] in "بل" and not word.startswith("لا") else ""


def _figure(roles: Roles, slot: Slot, rule: str) -> None:
    if slot.part:
        return
    number, party = slot.number, slot.party
    if number is not None:
        last = party.last if party else number.last
        roles.figures.append(Figure(number.n, number.q, number.first, last, number.low, number.high, rule))
    elif party is not None and party.n is not None:
        roles.figures.append(Figure(party.n, "exact", party.first, party.last, party.n, party.n, f"{rule}.noun"))


def _assign(roles: Roles, name: str, party: PartyMention) -> None:
    if name == "by" and party not in roles.by:
        roles.by.append(party)
    elif name == "against" and party not in roles.against:
        roles.against.append(party)
    elif name == "both" and party not in roles.by + roles.against:
        (roles.by if not roles.by else roles.against).append(party)


def _bare(slots: list[Slot]) -> list[Slot]:
    """The phrases right behind the trigger that no preposition governs, with those joined to them by و."""
    return [s for s in slots if s.name == ""]


def _groups(parse: Parse, slots: list[Slot]) -> list[list[Slot]]:
    """Bare phrases in coordinated groups: `الجيش | جنديا ومدنيا`."""
    groups: list[list[Slot]] = []
    for slot in slots:
        joined = parse.words[slot.token].startswith("و") and groups
        if joined or (groups and slot.part):
            groups[-1].append(slot)
        else:
            groups.append([slot])
    return groups


def _before(parse: Parse, index: PartyIndex, trigger: TriggerMention) -> PartyMention | None:
    """The subject before a verb: the nearest party in the clause that no preposition governs."""
    start = max(parse.sentences[trigger.sentence][0], trigger.first - _BACK)
    i = trigger.first - 1
    commas = 0
    while i >= start:
        word = parse.words[i]
        party = index.covering.get(i)
        if party is not None:
            before = party.begin - 1
            governed = _governed(party.prefix, "") != "" or (before >= start and parse.core(before) in parse.grammar.prepositions)
            if not governed:
                return party
            i = party.begin - 1
            continue
        if word == "،":
            commas += 1
            if commas > 2:
                return None
        elif word in (".", "؛", ":") or parse.core(i) in parse.grammar.results:
            return None
        elif any(h.sense.lexicon in ("trigger", "verb") and h.sense.pos == "verb" for h in parse.hits_at.get(i, ())):
            return None
        i -= 1
    return None


def _verb(parse: Parse, index: PartyIndex, trigger: TriggerMention, roles: Roles, slots: list[Slot]) -> None:
    frame, count = trigger.frame.trigger.frame, trigger.frame.trigger.count
    subject_field, object_field = frame.get("subject"), frame.get("object")
    groups = _groups(parse, _bare(slots))
    before = _before(parse, index, trigger) if not trigger.hit.prefix.startswith(("و", "ف")) else None
    subject: list[Slot] = []
    objects: list[Slot] = []
    if before is not None and not groups and _suffers(before, count) and object_field:
        objects, before = [Slot("", before, before.number, before.begin)], None  # 24 شخصا قتلوا
    elif trigger.hit.sense.tense == "passive" or (object_field and not subject_field):
        objects = groups[0] if groups else []
    elif not object_field:
        subject = groups[0] if groups else []
    elif trigger.hit.suffix:
        subject = groups[0] if groups else []
    elif len(groups) >= 2:
        subject, objects = groups[0], [s for g in groups[1:] for s in g]
    elif groups:
        if before is not None and (before.kind in _AGENTS or before.named):
            objects = groups[0]
        elif _doer(groups[0], count):
            subject = groups[0]
        else:
            objects = groups[0]
            roles.rule = "passive"
    if not subject and before is not None and subject_field and (objects or not object_field or not groups) and roles.rule != "passive":
        if not (trigger.hit.sense.tense == "passive"):
            _assign(roles, subject_field, before)
            if subject_field == "against" and count:
                _figure(roles, Slot("", before, before.number, before.first), "subject")
    for slot in subject:
        if slot.party and subject_field:
            _assign(roles, subject_field, slot.party)
        if subject_field == "against" and count:
            _figure(roles, slot, "subject")
    for slot in objects:
        if slot.party and object_field and not slot.part:
            _assign(roles, object_field, slot.party)
        if count and object_field == "against":
            _figure(roles, slot, "object")


def _suffers(party: PartyMention, count: str | None) -> bool:
    """Whether a party before a verb with nothing behind it is the victim."""
    return count in ("killed", "injured") and (party.number is not None or party.kind not in _AGENTS)


def _doer(group: list[Slot], count: str | None) -> bool:
    """Whether a lone phrase behind a verb of two readings is the doer rather than the victim."""
    party = group[0].party
    if party is None or group[0].number is not None:
        return False
    if count in ("killed", "injured"):
        return party.definite and party.kind in ("state_forces", "external_forces") and party.n is None and not party.many
    return party.kind in ("state_forces", "external_forces") or (party.kind in _AGENTS and (party.named or party.definite))


def _noun(parse: Parse, index: PartyIndex, trigger: TriggerMention, roles: Roles, slots: list[Slot]) -> None:
    frame, count = trigger.frame.trigger.frame, trigger.frame.trigger.count
    of = frame.get("of") or frame.get("after")
    groups = _groups(parse, _bare(slots))
    light = _light_subject(parse, index, trigger)
    if light is not None and light.kind in _AGENTS | {"protesters", "civilians"}:
        _assign(roles, "by", light)
    if not groups or not of:
        return
    first, rest = groups[0], [s for g in groups[1:] for s in g]
    party = first[0].party
    if of == "against" and rest and party and party.number is None and party.kind in _AGENTS and not party.n:
        _assign(roles, "by", party)
        first = rest
    elif of == "by" and rest:
        for slot in rest:
            if slot.party and not slot.part:
                _assign(roles, "against", slot.party)
    for slot in first:
        if slot.party and not slot.part:
            _assign(roles, of, slot.party)
        if count and of in ("against", "both"):
            _figure(roles, slot, "of")


def _light_subject(parse: Parse, index: PartyIndex, trigger: TriggerMention) -> PartyMention | None:
    """The subject of `تمكنت … من` before a masdar."""
    start = max(parse.sentences[trigger.sentence][0], trigger.first - _BACK)
    for i in range(trigger.first - 1, start - 1, -1):
        if parse.core(i) in parse.grammar.light_verbs:
            inside = [p for p in index.parties if i < p.first < trigger.first]
            if inside:
                return inside[0]
            for j in range(i - 1, max(start, i - 8) - 1, -1):
                if j in index.covering:
                    return index.covering[j]
            return None
        if parse.words[i] in (".", "؛"):
            return None
    return None


def _victims(parse: Parse, trigger: TriggerMention, roles: Roles, slots: list[Slot]) -> None:
    """Nouns that are the victims themselves: `12 قتيلا`, `قتيلان`, `سقوط قتلى`, `ارتفاع عدد القتلى إلى 20`."""
    sense = trigger.hit.sense
    number = parse.number_end.get(trigger.first)
    if number is not None:
        roles.figures.append(Figure(number.n, number.q, number.first, trigger.last, number.low, number.high, "number.victims"))
        return
    toll = next((s for s in slots if s.number and s.name in ("الى", "عند", "ب") and s.token - trigger.last < 6), None)
    if toll and toll.number:
        roles.figures.append(Figure(toll.number.n, toll.number.q, toll.token, toll.number.last, toll.number.low, toll.number.high, "toll"))
    elif sense.number in ("one", "two") and not trigger.hit.prefix.endswith("ال"):
        n = 1 if sense.number == "one" else 2
        roles.figures.append(Figure(n, "exact", trigger.first, trigger.last, n, n, "victims.noun"))
    elif sense.number == "many" and not trigger.hit.prefix.endswith("ال"):
        roles.figures.append(Figure(None, "vague", trigger.first, trigger.last, None, None, "victims.plural"))
    for slot in slots:
        if slot.party and slot.name in ("من", "في صفوف") and not slot.part:
            _assign(roles, "against", slot.party)


def _loose_figure(parse: Parse, trigger: TriggerMention, roles: Roles, slots: list[Slot]) -> None:
    """A figure without a noun that the codebook knows: `مقتل 12`, `إصابة 30 آخرين`."""
    for slot in slots:
        if slot.number and not slot.part and slot.name in ("", "من", "ل") and slot.token - trigger.last < 8:
            _figure(roles, slot, "loose")
            return


def summed(figures: list[Figure]) -> Figure:
    """The figure of one trigger: parts told side by side (`ثلاثة جنود ومدنيان`) are added up."""
    known = [f for f in figures if f.n is not None]
    if len(known) < 2:
        return known[0] if known else figures[0]
    known.sort(key=lambda f: f.first)
    n = sum(f.n or 0 for f in known)
    low, high = sum(f.low or f.n or 0 for f in known), sum(f.high or f.n or 0 for f in known)
    q = next((f.q for f in known if f.q != "exact"), "exact")
    return Figure(n, q, known[0].first, known[-1].last, low, high, "sum_of_parts", [(f.first, f.last) for f in known])
