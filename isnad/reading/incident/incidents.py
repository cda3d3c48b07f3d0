"""One incident, many mentions: title, lead, body and recap folded into one; a new attack kept apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from msgspec import structs

from isnad.model import Status
from isnad.reading.draft import Draft
from isnad.reading.incident.country import choose_country
from isnad.reading.incident.eventtype import choose_type
from isnad.reading.incident.likeness import comparable, pair_features
from isnad.reading.incident.placing import choose_place
from isnad.reading.incident.settle import PUBLICATION, background_features, choose_date
from isnad.reading.incident.status import choose_status
from isnad.reading.incident.story import Story
from isnad.reading.logit import logit
from isnad.reading.mention.families import VIOLENT
from isnad.reading.mention.mentions import Mention, together
from isnad.reading.mention.triggers import Telling
from isnad.reading.parse import Parse
from isnad.reading.place.places import PlaceMention
from isnad.reading.time.dates import DateMention
from isnad.resolve import within

_LOOKED = 6  # mentions at either end of an incident that a new one is set against
_LEAD = 2  # sentences of title and lead, whose undated news is of the day
_INHERIT = 3  # sentences before in which a day told holds on
_DAY = len("2021-04-01")
_APART = -5.0  # logistic sum of incidents that cannot be one


@dataclass(slots=True)
class Incident:
    """The mentions of one incident and what they say together."""

    mentions: list[Mention]
    type: str
    family: str
    background: bool = False
    date: DateMention | None = None
    place: PlaceMention | None = None
    country: str | None = None
    rule: str = ""
    status: Status = "occurred"
    from_publication: bool = False
    whole: Telling | None = None  # how the mentions tell together
    nearest: float = _APART  # logistic sum with the incident that it was nearest to and kept apart from

    @property
    def led(self) -> list[Mention]:
        """All mentions, the leading one first."""
        lead = self.lead
        return [lead, *(m for m in self.mentions if m is not lead)]

    @property
    def lead(self) -> Mention:
        """The mention that says most, of equal ones the first behind the title."""
        return (
            self.mentions[0]
            if len(self.mentions) == 1
            else max(self.mentions, key=lambda m: (_fullness(m) - (0.5 if m.sentence == 0 else 0), -m.sentence))
        )


def _fullness(m: Mention) -> float:
    return len(m.figures) + 0.5 * len(m.by[:2]) + 0.5 * len(m.against[:2]) + bool(m.places) + 0.5 * bool(m.dates) + m.weight


def find_incidents(draft: Draft) -> list[Incident]:
    """Fold mentions into incidents, in the order of the text; the weights stand in the codebook."""
    parse, mentions, published = draft.parse, draft.mentions, draft.article.published
    tables = parse.book.tables["weights"]
    weights, floor = tables["same_incident"], tables["same_incident_floor"]
    story = Story(parse, mentions, published)
    out: list[Incident] = []
    for mention in mentions:
        best, host = _APART, None
        for incident in out:
            z = _affinity(story, incident.mentions, mention, weights)
            if z > best:
                best, host = z, incident
        if host is None or best <= floor:
            out.append(Incident([mention], mention.type, mention.family, nearest=best))
        else:
            host.mentions.append(mention)
    for incident in out:
        settle(draft, incident, draft.places)
    return out


def _affinity(story: Story, told: list[Mention], mention: Mention, weights: Mapping[str, float]) -> float:
    """The mean logistic sum over the first and last mentions already there."""
    body = [m for m in told if m.sentence] or told  # a title tells several incidents in one word; what the text tells parts them
    looked = body if len(body) <= 2 * _LOOKED else body[:_LOOKED] + body[-_LOOKED:]
    sums = [logit(pair_features(story, m, mention), weights) for m in looked if comparable(m, mention)]
    return sum(sums) / len(sums) if sums else _APART


def settle(draft: Draft, incident: Incident, places: tuple[PlaceMention, ...]) -> None:
    """Date, place, background, the final type and the status, from all mentions together."""
    parse, published = draft.parse, draft.article.published
    tables = parse.book.tables["weights"]
    mentions = incident.mentions
    whole = incident.whole = together(mentions)
    chosen = choose_date(parse, mentions, published, tables["date"], whole)
    incident.date = _finest(chosen, mentions) if isinstance(chosen, DateMention) else None
    incident.from_publication = chosen == PUBLICATION
    incident.background = logit(background_features(parse, mentions, chosen, published, whole), tables["background"]) > 0
    if incident.background:
        incident.from_publication = False  # what is recalled without a date did not happen on the day of printing
    incident.place = choose_place(parse, mentions, places, draft.mentions)
    incident.country = choose_country(draft, incident.led, incident.place, tables["country"], background=incident.background)
    if incident.place and incident.country and incident.place.country not in (None, incident.country):
        incident.place = structs.replace(incident.place, resolved=within(incident.place.resolved, incident.country, parse.book))
    if incident.place and incident.place.unnamed:
        incident.place = None  # بلدات إسرائيلية: a country told, but no place in it
    incident.type, incident.rule = choose_type(mentions, tables["type"], whole)
    incident.family = draft.parse.book.events[incident.type].family
    incident.status = choose_status(mentions, incident.lead, incident.type, incident.background, tables["status"], whole)
    if incident.status == "planned" and (ahead := coming(parse, incident)) is not None:
        incident.date, incident.from_publication = ahead, False


def coming(parse: Parse, incident: Incident) -> DateMention | None:
    """The date to come that stands nearest to what is planned, where the date found for it is past: `إضراب عام يوم 27 أبريل`.

    A mention that its own words do not show to be a plan has no date to come among its dates.
    """
    lead, told = incident.lead, incident.date
    if told is not None and (told.future or (told.first > lead.first and parse.sentence_of(told.first) == lead.sentence)):
        return None
    dated = told is not None or incident.from_publication
    ahead = [d for d in parse.dates if d.future and parse.sentence_of(d.first) == lead.sentence and len(d.value) >= _DAY * dated]
    ahead = [d for d in ahead if parse.words[d.first - 1] not in parse.narration.bounds]  # not حتى نهاية يونيو
    return min(ahead, key=lambda d: d.first - lead.first if d.first > lead.first else 1.5 * (lead.first - d.last), default=None)


def inherited(draft: Draft, incident: Incident) -> DateMention | None:
    """The day on which the like was told within three sentences before, for what stands far down and would take the day of printing."""
    lead = incident.lead
    if not incident.from_publication or lead.sentence <= _LEAD or lead.family not in VIOLENT or any(m.dates for m in incident.mentions):
        return None
    for other in reversed(draft.mentions):
        if 0 < lead.sentence - other.sentence <= _INHERIT and other.family in VIOLENT and other.dates and len(other.dates[0].value) == _DAY:
            return other.dates[0]
    return None


def _finest(chosen: DateMention, mentions: list[Mention]) -> DateMention:
    """The chosen date, or a more exact one that lies in it."""
    finer = [d for m in mentions for d in m.dates if d.value.startswith(chosen.value)]
    return max(finer, key=lambda d: len(d.value), default=chosen)
