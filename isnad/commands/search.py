"""`isnad search`: articles by their words, with what was read in them."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import msgspec
import typer

from isnad.commands.charts import cut, width
from isnad.commands.common import DONE, JsonOption, ProjectOption, following, number, say, tell, the_project, the_store
from isnad.commands.explained import FSI, PDI, isolated
from isnad.errors import IsnadError

if TYPE_CHECKING:
    from isnad.model import Event, Span, StoredReport
    from isnad.store import Store
    from isnad.store.articles import StoredArticle

_SNIPPETS = 3  # stretches of an article
_LINE = "\n"
_ON, _OFF = "\x1b[1;4m", "\x1b[0m"


class Found(NamedTuple):
    """An article with the spans of the words in its title and text, and what was read in it."""

    article: StoredArticle
    spans: list[Span]
    reports: list[StoredReport]
    events: list[Event]


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="Words that an article must have, all of them, in any form.")],
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, metavar="N", help="How many articles to show, the latest first.")] = 20,
    project: ProjectOption = None,
    json: JsonOption = False,
) -> int:
    """Find the articles whose title or text has every word, whatever is glued to it, with their reports and events.

    The text is shown as it stands, with all names: it is for those who hold the articles, not for readers of exports.
    """
    from isnad.text.keys import words as keys

    question = " ".join(words)
    if not keys(question):
        raise IsnadError(f"{question!r} holds no word to search for", remedy="give letters or digits")
    at = the_project(project)
    with the_store(at) as store:
        total = store.articles.count_found(question)
        shown = [_found(store, article, question) for article in store.articles.search(question, limit=limit)]
    if json:
        tell(
            msgspec.json.encode(
                {"question": question, "words": keys(question), "articles": total, "found": [_data(f) for f in shown]}
            ).decode()
        )
        return DONE
    color = sys.stdout.isatty()
    for found in shown:
        for line in told(found, width(), color=color):
            tell(line)
    more = f", the latest {len(shown):,} shown (--limit)" if total > len(shown) else ""
    then = (
        "Next: " + following(at, f"summary --where {shlex.quote(f'text={question}')}")
        if total
        else "Try fewer words, or a word without its suffix"
    )
    say(f"{number(total, 'article')} with {isolated(question)}{more}. {then}")
    return DONE


def _found(store: Store, article: StoredArticle, question: str) -> Found:
    from isnad.text.keys import found

    reports = store.reports.of_article(article.key)
    events = store.events.get(dict.fromkeys(r.event for r in reports if r.event))
    return Found(article, found(article.article.raw, question), reports, list(events))


def told(found: Found, columns: int, *, color: bool = False) -> Iterator[str]:
    """An article for people: its head, the stretches with the words found, its reports and their events."""
    article = found.article
    yield from cut(f"{article.id}  {isolated(article.publisher or 'unknown outlet')}, {article.published or 'unknown day'}", columns)
    for stretch in snippets(article.article.raw, found.spans, columns - 2, color=color):
        yield f"  {stretch}"
    events = {e.id: e for e in found.events}
    for stored in found.reports:
        r = stored.report
        event = events.get(stored.event or "")
        where = ", ".join(filter(None, (r.place_en or (isolated(r.place) if r.place else ""), r.country)))
        head = f"  report {stored.number}: {r.type}, {r.status}, {r.date or 'no day'}" + (f", {where}" if where else "")
        tail = f"; event {event.id} of {number(len(event.reports), 'report')}" if event else "; in no event"
        yield from cut(head + tail, columns, indent="    ")
    yield ""


def snippets(raw: str, spans: Sequence[Span], size: int = 120, *, color: bool = False) -> list[str]:
    """The first stretches of a text around the words found, each of about `size` code points, marked and isolated."""
    on, off = (_ON, _OFF) if color else ("[", "]")
    out = []
    for start, end, inside in _stretches(raw, spans, size - 6)[:_SNIPPETS]:
        parts, at = [], start
        for a, b in inside:
            parts += [raw[at:a], on, raw[a:b], off]
            at = b
        text = " ".join("".join([*parts, raw[at:end]]).split())
        out.append(f"{FSI}{'… ' if start and raw[start - 1] != _LINE else ''}{text}{' …' if raw[end : end + 1].strip(_LINE) else ''}{PDI}")
    return out


def _stretches(raw: str, spans: Sequence[Span], size: int) -> list[tuple[int, int, list[Span]]]:
    """Stretches of whole words of one paragraph that hold the spans; neighbours share one while it is no longer than `size`."""
    groups: list[list[Span]] = []
    for a, b in spans:
        if groups and b - groups[-1][0][0] <= size // 2 and "\n" not in raw[groups[-1][0][0] : b]:
            groups[-1].append((a, b))
        else:
            groups.append([(a, b)])
    out: list[tuple[int, int, list[Span]]] = []
    for group in groups:
        a, b = group[0][0], group[-1][1]
        around = max(0, size - (b - a)) // 2
        low = max(raw.rfind("\n", 0, a) + 1, out[-1][1] if out else 0)
        high = raw.find("\n", b) if "\n" in raw[b:] else len(raw)
        start, end = max(low, a - around), min(high, b + around)
        while low < start < a and not raw[start - 1].isspace():
            start += 1
        while b < end < high and not raw[end].isspace():
            end -= 1
        out.append((start, end, group))
    return out


def _data(found: Found) -> dict[str, Any]:
    article = found.article
    names = ("type", "status", "date", "country", "place", "place_en")
    return {
        "id": article.id, "title": article.title, "publisher": article.publisher, "published": article.published, "url": article.url,
        "spans": found.spans, "snippets": [s.strip(FSI + PDI) for s in snippets(article.article.raw, found.spans)],
        "reports": [{"id": r.id, "number": r.number, "event": r.event, **{n: getattr(r.report, n) for n in names}} for r in found.reports],
        "events": [{"id": e.id, "reports": len(e.reports), "origins": len(e.origins), **{n: getattr(e, n) for n in names}} for e in found.events],
    }  # fmt: skip
