"""Reading: an article and a codebook in, a Reading out; the whole recipe on one screen."""

from __future__ import annotations

from isnad.codebook import Codebook
from isnad.model import Article, Reading
from isnad.reading import parse
from isnad.reading.draft import Draft, draft_of
from isnad.reading.incident.claims import claims_of
from isnad.reading.incident.doubled import undoubled
from isnad.reading.incident.incidents import Incident, find_incidents
from isnad.reading.incident.judge import keep
from isnad.reading.incident.record import report_of
from isnad.reading.tie.relations import find_relations
from isnad.reading.tie.strengths import find_strengths
from isnad.reading.tools import tools_of

COMPILED = not parse.__file__.endswith(".py")  # whether setup.py has made C of the reader


def read(article: Article, codebook: Codebook) -> Reading:
    """Read one article: reports, relations, strengths and speakers, each with its words.

    Offsets are code points of `title + newline + text`. The same article and codebook give the same reading.
    """
    draft = draft_of(article, tools_of(codebook))
    if draft is None:
        return Reading(id=article.id, article_hash=article.hash, codebook=codebook.version, relevant=False)
    return reading_of(draft)


def told_in(draft: Draft) -> list[tuple[Incident, float]]:
    """The incidents of a draft that are surely enough told, none of them twice, each with the logistic sum that it is told."""
    return undoubled(draft, keep(draft, find_incidents(draft)))


def reading_of(draft: Draft) -> Reading:
    """What a draft comes to: the incidents that are surely enough told, relations, strengths and speakers."""
    article = draft.article
    incidents = told_in(draft)
    claims = claims_of(draft.parse, [incident for incident, _ in incidents], draft.attribution)
    reports = [report_of(draft, incident, sum_, claims.get(n)) for n, (incident, sum_) in enumerate(incidents)]
    relations = find_relations(draft.parse, draft.parties)
    strengths = find_strengths(draft.parse, draft.parties, draft.places)
    return Reading(
        id=article.id, article_hash=article.hash, codebook=draft.parse.book.version, relevant=bool(reports or relations or strengths),
        reports=reports, relations=relations, strengths=strengths, speakers=list(draft.attribution.speakers),
    )  # fmt: skip
