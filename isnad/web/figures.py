"""Every chart of actors, outlets and quality as a figure to take away: its drawing, its rows, and the line that says what it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from isnad.filter import Condition, Filter
from isnad.store import now
from isnad.web import survey
from isnad.web.calling import actor_name, outlet_name, type_name
from isnad.web.charts import Mirror, drawn
from isnad.web.draw import alone, grid, ranked
from isnad.web.render import environment
from isnad.web.tables import csv_of
from isnad.web.visit import Visit

_WIDE, _LISTED = 900, 40


class Figure(NamedTuple):
    """A chart: its title, the line on where it comes from, the head and rows of its table, its drawing with width and height."""

    title: str
    sentence: str
    head: Sequence[str]
    rows: Sequence[Sequence[Any]]
    drawing: Markup
    width: int
    height: int

    def svg(self) -> str:
        """The figure as a file of its own."""
        return alone([(self.title, self.drawing)], self.sentence, columns=1, width=self.width + 16, height=self.height)

    def csv(self) -> str:
        """Its rows, under a comment with the line."""
        return csv_of(self.sentence, self.head, self.rows)


def made_of(visit: Visit, what: str) -> str:
    """The line of a figure that counts something other than events."""
    desk = visit.desk
    codebook = desk.store.last_codebook() or desk.book.version
    return f"{desk.title}: {what}; nothing here is confirmed. Made {now()} by isnad {desk.version}, codebook {codebook}."


def events_of(visit: Visit, filter: Filter) -> str:
    """The line of a figure that counts events."""
    return visit.desk.selection(filter).provenance.sentence


def mirrored(chart: Mirror, title: str, sentence: str, columns: Sequence[str], most: str, above: str, below: str = "") -> Figure:
    """Two series over time, or one: `columns` are their names in the table, `above` and `below` those in the drawing, `most` says its highest bar."""
    module: Any = environment().get_template("charts.html").module
    inside = module.bars(chart, above, below)
    head = Markup('<svg viewBox="0 0 {} {}" role="img" direction="ltr">').format(chart.width, chart.height)
    rows = [row if below else row[:2] for row in chart.rows]
    legend = (f"▲ {above}", f"▼ {below}") if below else ()
    return Figure(
        " · ".join((title, *legend, most)),
        sentence,
        [chart.unit, *columns],
        rows,
        head + inside + Markup("</svg>"),
        int(chart.width),
        int(chart.height),
    )


def _list(title: str, sentence: str, head: tuple[str, str, str], found: Iterable[tuple[str, str, int, str]]) -> Figure | None:
    """Bars with their names: id, name, number and shade of each; ids stand in the table alone."""
    rows = list(found)
    if not rows:
        return None
    drawing, height = ranked([(name, n, shade) for _, name, n, shade in rows[:_LISTED]], title, width=_WIDE)
    return Figure(title, sentence, head, [(i, name, n) for i, name, n, _ in rows], drawing, _WIDE, height)


def _tallied(by: str, of: str) -> Callable[[Visit, str], Figure | None]:
    """Events of an actor or outlet by type or country."""

    def found(visit: Visit, name: str) -> Figure | None:
        desk, w = visit.desk, visit.wording
        filter = Filter((Condition(of, (name,)),))
        tally = [(key, n) for key, n in desk.store.events.tally(by, filter, desk.types) if key]
        rows = [
            (key, type_name(key, desk.book, w), n, desk.book.events[key].family) if by == "type" else (key, w.country(key), n, "bar")
            for key, n in tally
        ]
        subject = actor_name(name, desk.book, w) if of == "actor" else name
        title = _titled(subject, w("actors.types" if by == "type" else "actors.where"))
        return _list(title, events_of(visit, filter), (by, "name", "events"), rows)

    return found


def _months(visit: Visit, name: str) -> Figure | None:
    chart = drawn([dict(visit.desk.store.tallies.months(name))], unit="month", one=True)
    if chart is None:
        return None
    w = visit.wording
    told = made_of(visit, f"articles of {name} by month of publication")
    return mirrored(chart, _titled(name, w("outlets.chart")), told, ["articles"], w("chart.most", n=chart.most), w("outlets.articles"))


def _kinds(visit: Visit, name: str) -> Figure | None:
    w, found = visit.wording, survey.outlets(visit.desk).outlets
    kinds = _sum(o.kinds for key, o in found.items() if not name or key == name)
    told = made_of(visit, f"reports{f' of {name}' if name else ''} by kind of source, each kind once for each of its sources")
    rows = [(k, w(f"outlets.kind.{k}"), n, "bar") for k, n in kinds.most_common()]
    return _list(_titled(name or w("outlets.sources"), w("outlets.kinds")), told, ("kind", "name", "reports"), rows)


def _sources(visit: Visit, name: str) -> Figure | None:
    """Sources by name; private persons were never counted by theirs."""
    w = visit.wording
    named = visit.desk.store.survey.sources(outlet=name or None)
    told = made_of(visit, f"reports{f' of {name}' if name else ''} by source, private persons left out")
    rows = [(kind, text, n, "bar") for (text, kind), n in named]
    return _list(_titled(name or w("outlets.sources"), w("outlets.named")), told, ("kind", "source", "reports"), rows)


def _quotes(visit: Visit, name: str) -> Figure | None:
    found = [(b, n) for a, b, n in survey.outlets(visit.desk).quoted if a == name]
    rows = [(b, outlet_name(b, visit.desk.book, visit.wording), n, "bar") for b, n in found]
    told = made_of(visit, f"articles of {name} that name another medium as source")
    return _list(_titled(name, visit.wording("outlets.quotes.these")), told, ("outlet", "name", "articles"), rows)


def _quoted(visit: Visit, name: str) -> Figure | None:
    found = [(a, n) for a, b, n in survey.outlets(visit.desk).quoted if b == name]
    told = made_of(visit, f"articles of other outlets that name {name} as source")
    return _list(
        _titled(outlet_name(name, visit.desk.book, visit.wording), visit.wording("outlets.quoted.by")),
        told,
        ("outlet", "name", "articles"),
        [(a, a, n, "bar") for a, n in found],
    )


def _matrix(visit: Visit, _: str) -> Figure | None:
    w, found = visit.wording, survey.outlets(visit.desk).quoted
    if not found:
        return None
    across = [id_ for id_, _ in _sum(Counter({b: n}) for _, b, n in found).most_common(12)]
    down = list(dict.fromkeys(a for a, _, _ in found))
    counts = {(a, b): n for a, b, n in found}
    cells = [[counts.get((a, b), 0) for b in across] for a in down]
    drawing, width, height = grid(down, [outlet_name(b, visit.desk.book, w) for b in across], cells, w("outlets.matrix"))
    told = made_of(visit, "articles in which an outlet names another medium as its source")
    return Figure(w("outlets.quotes"), told, ("outlet", "quotes", "articles"), found, drawing, width, height)


def _titled(subject: str, what: str) -> str:
    """A title that says of whom: a file stands alone."""
    return f"{subject} · {what}"


def _sum(counters: Iterable[Counter[Any]]) -> Counter[Any]:
    out: Counter[Any] = Counter()
    for counter in counters:
        out.update(counter)
    return out


# The figures by name; what they are `of` is the name or id of an outlet or actor, empty for those of the whole project.
FIGURES: dict[str, Callable[[Visit, str], Figure | None]] = {
    "outlet-months": _months, "outlet-types": _tallied("type", "outlet"), "outlet-countries": _tallied("country", "outlet"), "outlet-kinds": _kinds,
    "outlet-sources": _sources, "outlet-quotes": _quotes, "outlet-quoted": _quoted, "kinds": _kinds, "sources": _sources, "matrix": _matrix,
    "actor-types": _tallied("type", "actor"), "actor-countries": _tallied("country", "actor"),
}  # fmt: skip
