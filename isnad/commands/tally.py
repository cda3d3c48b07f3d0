"""`isnad summary`: what a project holds, in tables and small charts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from isnad.commands.charts import bars, cut, table, width
from isnad.commands.common import DONE, CodebookOption, JsonOption, ProjectOption, following, number, say, tell, the_project, the_store
from isnad.commands.explained import isolated
from isnad.commands.filters import CountryOption, FromOption, ToOption, TypeOption, WhereOption

if TYPE_CHECKING:
    from isnad.codebook import Codebook
    from isnad.tallies import Tallies

_MONTHS = 36  # bars of months; above, years
_MANY = 4  # events of so many origins or reports and more stand together


def summary(
    where: WhereOption = None,
    first: FromOption = None,
    last: ToOption = None,
    country: CountryOption = None,
    type: TypeOption = None,
    top: Annotated[int, typer.Option("--top", min=1, metavar="N", help="How many actors, countries, sources and outlets to list.")] = 10,
    project: ProjectOption = None,
    codebook: CodebookOption = None,
    json: JsonOption = False,
) -> int:
    """Count events by month, country, type and actor; tolls, sources, what is reviewed, disputed, merged and skipped."""
    from isnad.codebook import load
    from isnad.filter import filter_of
    from isnad.tallies import tallies

    chosen = filter_of(where or [], from_=first, to=last, country=country, type=type)
    at = the_project(project)
    book = load(codebook or at.codebook)
    with the_store(at) as store:
        found = tallies(store, chosen, book.families)
    told_filter = chosen.of("events").told()
    if json:
        tell(msgspec.json.encode({"title": at.settings["title"], "filter": told_filter, **_data(found)}).decode())
        return DONE
    title = f"{at.settings['title']}: events with " + ", ".join(f"{k} {v}" for k, v in told_filter.items())
    for line in told(found, book, title, width(), top=top):
        tell(line)
    waiting = found.reports_to_merge or found.events_to_merge
    say("Next: " + following(at, *(["merge"] if waiting or not found.events else ["review", "export csv -o events.csv"])))
    return DONE


def _data(found: Tallies) -> dict[str, Any]:
    """The tallies for programs, every counter with the most first but months and sizes in order."""
    data = msgspec.to_builtins(found, str_keys=True)
    ordered = ("events_by_month", "events_by_origins", "events_by_reports")
    for name, value in data.items():
        if isinstance(getattr(found, name), Counter):
            items = value.items()
            data[name] = dict(
                sorted(items, key=lambda i: (len(i[0]), i[0])) if name in ordered else sorted(items, key=lambda i: (-i[1], i[0]))
            )
    return dict(data)


def told(found: Tallies, book: Codebook, title: str, columns: int, *, top: int = 10) -> Iterator[str]:
    """The summary for people, in lines no wider than `columns`; each heading says what its figures count."""
    yield from cut(title, columns)
    articles = found.articles
    yield from cut(
        f"{number(found.events, 'event')} from {number(found.reports_in_events, 'report')}; the project has {number(found.reports, 'report')} in "
        f"{number(articles['relevant'], 'relevant article')} of {articles['current']:,}. Everything as reported, nothing confirmed.",
        columns,
    )
    yield ""
    if found.events:
        yield from _incidents(found, book, columns, top)
        yield from _tolls(found, columns)
        yield from _sources(found, columns, top)
    yield from _state(found, columns)


def _incidents(found: Tallies, book: Codebook, columns: int, top: int) -> Iterator[str]:
    months = found.events_by_month
    if len(months) > _MONTHS:
        years: Counter[str] = Counter()
        for month, n in months.items():
            years[month if month == "unknown" else month[:4]] += n
        yield from bars("Events by year", sorted(years.items()), columns)
    else:
        yield from bars("Events by month", sorted(months.items()), columns)
    names = {code: entry.en for code, entry in book.countries.items()}
    yield from bars("Events by country", _top(found.events_by_country, top, names), columns, of=found.events)
    labels = {id_: entry.labels["en"] for id_, entry in book.events.items()}
    yield from bars("Events by type", _top(found.events_by_type, len(labels), labels), columns, of=found.events)
    if len(found.events_by_status) > 1:
        yield from bars("Events by status", _top(found.events_by_status, 9), columns, of=found.events)
    named = {name: isolated(name) for name in found.events_by_actor}
    yield from bars("Events by actor, those that the codebook names", _top(found.events_by_actor, top, named), columns)


def _tolls(found: Tallies, columns: int) -> Iterator[str]:
    body = [(name, t.events, t.low, t.best, t.high, t.vague, t.disputed) for name, t in found.tolls.items() if t.events]
    if body:
        yield from table(
            "Tolls: sums of the figures of events, as told", ("", "events", "low", "best", "high", "no figure", "disputed"), body, columns
        )


def _sources(found: Tallies, columns: int, top: int) -> Iterator[str]:
    names = {name: isolated(name) for name in (*found.events_by_source, *found.events_by_outlet)}
    yield from bars("Events by origin quoted", _top(found.events_by_source, top, names), columns)
    yield from bars("Events by kind of origin", _top(found.events_by_source_kind, 20), columns)
    yield from bars("Events by outlet", _top(found.events_by_outlet, top, names), columns)
    yield from bars("Events by number of independent origins", _sizes(found.events_by_origins), columns, of=found.events)


def _state(found: Tallies, columns: int) -> Iterator[str]:
    if found.events:
        yield from bars("Events by number of reports", _sizes(found.events_by_reports), columns, of=found.events)
        review = [(words, found.events_by_review[key]) for key, words in _REVIEW.items()]
        yield from bars("Events by review", review, columns, of=found.events)
        fields = _top(found.events_by_disputed_field, 20)
        yield from bars(f"Events on which reports disagree ({found.events_disputed:,}), by field", fields, columns, of=found.events)
    yield from bars("Reports by verdict", _top(found.reports_by_verdict, 9, {"none": "nobody looked"}), columns, of=found.reports or None)
    facts = {
        "current articles": found.articles["current"], "with something in scope": found.articles["relevant"],
        "near-copies of another": found.articles["copies"], "earlier texts, superseded": found.articles["superseded"],
    }  # fmt: skip
    yield from table("Articles", ("", "articles"), list(facts.items()), columns)
    loose = {
        "reports in no event": found.reports_without_event, "reports not yet compared": found.reports_to_merge,
        "events to be made anew": found.events_to_merge, "events merged into another": found.events_merged_away, "events that are no more": found.events_gone,
    }  # fmt: skip
    yield from table("Merge", ("", "number"), [item for item in loose.items() if item[1]] or [("nothing left over", 0)], columns)
    yield from bars("Articles and inputs skipped, by reason", _top(found.skipped, 20), columns)


_REVIEW = {"all": "all reports judged", "part": "some judged", "none": "nobody looked"}


def _top(counts: Counter[str], top: int, labels: dict[str, str] | None = None) -> list[tuple[str, int]]:
    """The most frequent, by label."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [((labels or {}).get(name, name), n) for name, n in ordered[:top]]


def _sizes(counts: Counter[int]) -> list[tuple[str, int]]:
    """Events by a small number; `_MANY` and more together."""
    out = [(str(n), counts[n]) for n in range(_MANY) if counts[n]]
    many = sum(c for n, c in counts.items() if n >= _MANY)
    return [*out, (f"{_MANY} and more", many)] if many else out
