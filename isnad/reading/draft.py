"""What is found in an article before it is judged: the shared ground of reading, explaining and fitting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from isnad.model import Article
from isnad.reading.mention.index import PartyIndex
from isnad.reading.mention.mentions import Mention, find_mentions
from isnad.reading.mention.telling import HOPELESS, tell
from isnad.reading.mention.triggers import TriggerMention, find_triggers
from isnad.reading.number.counts import find_numbers
from isnad.reading.parse import Parse
from isnad.reading.party.parties import find_parties
from isnad.reading.party.party import PartyMention
from isnad.reading.place.places import PlaceMention, find_places, geography
from isnad.reading.speech.attribution import Attribution, attribute, own_outlets
from isnad.reading.time.dates import find_dates
from isnad.reading.tools import Tools
from isnad.scan import scan
from isnad.text import Text

_ARMED = frozenset({"rebel_group", "political_militia", "identity_militia", "unknown"})


@dataclass(frozen=True, slots=True)
class Draft:
    """The parse of an article with its parties, places, speakers and mentions of incidents; `shares` are countries."""

    article: Article
    parse: Parse
    parties: tuple[PartyMention, ...]
    attribution: Attribution
    home: str | None
    shares: dict[str, float]
    places: tuple[PlaceMention, ...]
    mentions: list[Mention]


Teller = Callable[[Parse, Sequence[TriggerMention], Sequence[PartyMention]], tuple[TriggerMention, ...]]


def draft_of(article: Article, tools: Tools, teller: Teller | None = tell) -> Draft | None:
    """Scan and parse an article; None if it has neither a trigger nor a word of speech nor of relation.

    `teller` weighs its triggers; where it is None they stay unweighed.
    """
    text = Text.of(article.raw, title_end=len(article.title))
    hits = scan(text, tools.matcher)
    if not (hits.of("trigger") or hits.of("verb") or hits.of("connector") or hits.of("relation")):
        return None
    parse = Parse.of(text, tools, hits, find_numbers(text, tools.numbers), find_dates(text, article.published, tools.calendar))
    parties = find_parties(parse)
    attribution = attribute(parse, parties, own_outlets(tools.book, article.publisher))
    home = tools.home_of(article.publisher)
    triggers = find_triggers(parse)
    if teller is not None:
        triggers = tuple(t for t in teller(parse, triggers, parties) if t.telling is None or t.telling.told > HOPELESS)
    if not triggers and not any(p.kind in _ARMED for p in parties):  # neither an incident nor a group whose strength may be told
        return Draft(article, parse, parties, attribution, home, {}, (), [])
    shares = geography(parse, home)
    places = find_places(parse, shares, home)
    mentions = find_mentions(parse, triggers, PartyIndex.of(parse, parties), places) if triggers else []
    return Draft(article, parse, parties, attribution, home, shares, places, mentions)
