"""Reading: an article and a codebook in, a Reading out; the whole recipe on one screen."""

from __future__ import annotations

from isnad.codebook import Codebook
from isnad.model import Article, Reading
from isnad.reading.attribution import attribute, own_outlets
from isnad.reading.counts import find_numbers
from isnad.reading.dates import find_dates
from isnad.reading.incidents import find_incidents
from isnad.reading.judge import keep
from isnad.reading.mentions import find_mentions
from isnad.reading.parse import Parse
from isnad.reading.parties import find_parties
from isnad.reading.places import find_places, geography
from isnad.reading.record import report_of
from isnad.reading.relations import find_relations
from isnad.reading.roles import PartyIndex
from isnad.reading.strengths import find_strengths
from isnad.reading.tools import tools_of
from isnad.reading.triggers import find_triggers
from isnad.scan import scan
from isnad.text import Text


def read(article: Article, codebook: Codebook) -> Reading:
    """Read one article: reports, relations, strengths and speakers, each with its words.

    Offsets are code points of `title + newline + text`. The same article and codebook give the same reading.
    """
    tools = tools_of(codebook)
    text = Text.of(article.raw, title_end=len(article.title))
    hits = scan(text, tools.matcher)
    if not (hits.of("trigger") or hits.of("verb") or hits.of("connector") or hits.of("relation")):
        return Reading(id=article.id, article_hash=article.hash, codebook=codebook.version, relevant=False)
    parse = Parse.of(text, tools, hits, find_numbers(text, tools.numbers), find_dates(text, article.published, tools.calendar))
    parties = find_parties(parse)
    attribution = attribute(parse, parties, own_outlets(codebook, article.publisher))
    home = tools.home_of(article.publisher)
    shares = geography(parse)
    places = find_places(parse, shares, home)
    mentions = find_mentions(parse, find_triggers(parse), PartyIndex.of(parse, parties), places)
    incidents = keep(parse, find_incidents(parse, mentions, places, article.published), shares, home)
    reports = [report_of(parse, i, attribution, article.published, home, c) for i, c in incidents]
    relations = find_relations(parse, parties)
    strengths = find_strengths(parse, parties, places)
    return Reading(
        id=article.id, article_hash=article.hash, codebook=codebook.version, relevant=bool(reports or relations or strengths),
        reports=reports, relations=relations, strengths=strengths, speakers=list(attribution.speakers),
    )  # fmt: skip
