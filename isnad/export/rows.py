"""What the flat files hold: the columns of each table, each with its kind and a sentence, and the row of each record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from isnad.model import COUNT_FIELDS, Count, Event, Figure, Relation, Report, Speaker, StoredItem, StoredReport, Strength, Toll

if TYPE_CHECKING:
    from isnad.codebook import Codebook

Kind = Literal["text", "int", "float", "bool", "any"]  # any: a column of another project, text where a type is needed
Row = dict[str, Any]


class Column(NamedTuple):
    """A column: its name, the kind of its values, and what it holds."""

    name: str
    kind: Kind
    sentence: str


def columns(table: str) -> tuple[Column, ...]:
    """Columns from lines of `name kind sentence`."""
    split = (line.split(maxsplit=2) for line in table.splitlines() if line.strip())
    return tuple(Column(name, kind, sentence) for name, kind, sentence in split)  # type: ignore[arg-type]


def _parties(name: str, who: str) -> str:
    return f"""
        {name} text {who}, in the words of the text, joined by `; `; […] is a person whose name is withheld.
        {name}_en text Their English labels in the codebook, in the same order, empty where it has none.
        {name}_id text Their ids in the codebook, in the same order, empty where it has none.
        {name}_kind text Their kinds, in the same order.""".strip()


def _count(name: str) -> str:
    return f"""
        {name} int How many were {name} according to the article; empty where it does not say or only vaguely.
        {name}_low int The least that its words allow.
        {name}_high int The most that its words allow; empty where they set no bound.
        {name}_q text How the figure is told: exact, at_least, at_most, about, vague.""".strip()


def _toll(name: str) -> str:
    return f"""
        {name}_low int The lowest figure of {name} that a report gives.
        {name}_best int The figure of {name} with the most origins behind it.
        {name}_high int The highest figure of {name} that a report gives.
        {name}_disputed bool Whether reports differ on how many were {name}.
        {name}_figures text Who said which figure when: figure (source, outlet, day of publication), joined by `; `.""".strip()


_READ = f"""
type text The event type, an id of the codebook.
status text occurred, alleged, foiled, planned or denied.
date text The day, YYYY-MM-DD.
date_end text The last day, where there are several.
date_from text What the day was read from: stated, relative, weekday, hijri, publication.
country text ISO 3166-1 alpha-2 code of the country.
place text The place in the words of the text.
place_en text Its English name in the gazetteer.
place_id text Its id in the gazetteer.
place_precision text exact, feature, town, district, province or country: lat and lon are the centre of that.
lat float Latitude in degrees, WGS 84, of the place's centre in the gazetteer.
lon float Longitude in degrees, WGS 84, of the place's centre in the gazetteer.
{_parties("by", "Those who did it")}
{_parties("against", "Those to whom it was done")}
{"".join(_count(name) + chr(10) for name in COUNT_FIELDS)}alternatives text Other figures of the same article: field=figure (source).
claimed_by text Who claims to have done it.
sources text Those to whom the article attributes the report, joined by `; `.
sources_kind text Their kinds, in the same order.
chains text Who told whom: places in sources from 0, innermost first, joined by <.
background bool Whether the article tells it as background.
confidence float Between 0 and 1, calibrated.
evidence text The words of the article, private names replaced by […].
"""
READING = columns(f"""
article_id text The article's id.
article_hash text SHA-256 of the title, a newline and the text.
codebook text Version and hash of the codebook.
published text Day of publication, YYYY-MM-DD.
publisher text The outlet.
url text The article's address.
report int The report's number within the article, from 0.
{_READ}""")
REPORTS = columns(f"""
id text The report's id.
event text The event that holds it.
article_id text The article's id.
article_hash text SHA-256 of the article's title, a newline and its text.
published text Day of publication, YYYY-MM-DD.
publisher text The outlet.
url text The article's address.
copies text The group of near-identical articles that the article belongs to.
report int The report's number within the article, from 0.
verdict text What a person decided of it: accepted, mended, rejected, unsure; empty if nobody has looked.
{_READ}""")
EVENTS = columns(f"""
id text The event's id, which stays when reports join.
type text The event type, an id of the codebook.
family text battle, explosion, violence, demonstration or strategic.
type_en text The type's English label.
type_ar text The type's Arabic label.
status text occurred, alleged, foiled, planned or denied.
date text The first day, YYYY-MM-DD.
date_end text The last day, where there are several.
date_precision text day, month or year.
country text ISO 3166-1 alpha-2 code of the country.
country_en text The country's English name.
admin1 text Province.
place text The place in the words of the reports.
place_en text Its English name in the gazetteer.
place_id text Its id in the gazetteer.
place_precision text exact, feature, town, district, province or country: lat and lon are the centre of that.
lat float Latitude in degrees, WGS 84, of the place's centre in the gazetteer; empty for a whole country.
lon float Longitude in degrees, WGS 84, of the place's centre in the gazetteer; empty for a whole country.
{_parties("by", "Those who did it")}
{_parties("against", "Those to whom it was done")}
{"".join(_toll(name) + chr(10) for name in COUNT_FIELDS)}claimed_by text Who claims to have done it.
reports int Number of reports.
articles int Number of articles.
outlets int Number of outlets.
origins int Number of origins: agencies, spokesmen, or outlets that report in their own name.
outlet_names text The outlets, by day of publication, joined by `; `.
origin_labels text The origins, joined by `; `.
disputed text The fields on which reports differ, joined by `; `.
confidence float Between 0 and 1.
reviewed text Whether people have judged none, part or all of its reports.
background bool Whether articles only tell it as background.
evidence text The words of one report, private names replaced by […].
report_ids text The ids of its reports, joined by `; `.
created_at text When the event was made, UTC.
updated_at text When it last changed, UTC.
""")
_ARTICLE = """
article text The article's id.
published text Day of publication, YYYY-MM-DD.
publisher text The outlet.
url text The article's address.
"""
RELATIONS = columns(f"""{_ARTICLE}
a text Who is tied, in the words of the text.
a_en text The English label in the codebook.
a_id text The id in the codebook.
type text pledges_allegiance, part_of, allied_with, rival_of, leads or member_of.
b text To whom, in the words of the text.
b_en text The English label in the codebook.
b_id text The id in the codebook.
status text asserted, sought, rejected or ended.
confidence float Between 0 and 1.
evidence text The words of the article, private names replaced by […].
""")
STRENGTHS = columns(f"""{_ARTICLE}
group text The group in the words of the text.
group_en text Its English label in the codebook.
group_id text Its id in the codebook.
n int How many fighters or members it is said to have.
q text How the figure is told: exact, at_least, at_most, about, vague.
place text Where, in the words of the text.
place_en text The place's English name in the gazetteer.
confidence float Between 0 and 1.
evidence text The words of the article, private names replaced by […].
""")
SPEAKERS = columns(f"""{_ARTICLE}
text text Who is quoted or cited; […] is a private person.
kind text The kind of source.
person text public or private for persons, empty for bodies and media.
confidence float Between 0 and 1.
evidence text The words of the article, private names replaced by […].
""")
FIGURES = columns("""
event text The event.
field text killed, injured, arrested or abducted.
n int The figure; empty where it is vague.
low int The least that its words allow.
high int The most that its words allow; empty where they set no bound.
q text How it is told: exact, at_least, at_most, about, vague.
report text The report that gives it.
outlet text The outlet.
published text Day of publication, YYYY-MM-DD.
origin text The origin that it goes back to.
source text To whom the article attributes it; […] is a private person.
source_kind text The kind of source.
alternative bool Whether the article sets it beside a figure of its own.
""")
MEMBERS = columns("""
event text The event.
report text A report that it holds.
article text The report's article.
""")
REMOVED = columns("""
event text The id of an event that is no more.
merged_into text The event that has its reports now; empty if it was removed.
at text When, UTC.
reason text Why.
""")


def joined(values: Iterable[str | None]) -> str | None:
    """Values joined by `; `, a missing one leaving its place empty; None if there is none."""
    known = [value or "" for value in values]
    return "; ".join(known) if any(known) else None


def report_values(report: Report) -> Row:
    """What the report itself gives to a row, in the order of the columns."""
    row: Row = {field: getattr(report, field) for field in _PLAIN}
    for side in ("by", "against"):
        row |= _sides(side, getattr(report, side))
    for field in COUNT_FIELDS:
        count: Count | None = getattr(report, field)
        row[field] = count.n if count else None
        row |= {f"{field}_{part}": getattr(count, part) if count else None for part in ("low", "high", "q")}
    row["alternatives"] = joined(f"{a.field}={a.n} ({a.source})" for a in report.alternatives)
    row["sources"] = joined(s.text for s in report.sources)
    row["sources_kind"] = joined(s.kind for s in report.sources)
    row["chains"] = joined("<".join(map(str, chain)) for chain in report.chains)
    return {name: row[name] for name in _READ_NAMES}


def _sides(side: str, parties: Iterable[Any]) -> Row:
    parties = list(parties)
    return {side: joined(p.text for p in parties)} | {
        f"{side}_{part}": joined(getattr(p, part) for p in parties) for part in ("en", "id", "kind")
    }


_READ_NAMES = tuple(column.name for column in columns(_READ))
_PLAIN = tuple(name for name in _READ_NAMES if name in Report.__struct_fields__ and name not in ("by", "against", "alternatives", "sources", "chains", *COUNT_FIELDS))  # fmt: skip


def report_row(stored: StoredReport) -> Row:
    """A report as a row of REPORTS; it must be masked already."""
    head = {
        "id": stored.id, "event": stored.event, "article_id": stored.article, "article_hash": stored.article_hash, "published": stored.published,
        "publisher": stored.publisher, "url": stored.url, "copies": stored.copies, "report": stored.number, "verdict": stored.verdict,
    }  # fmt: skip
    lat, lon = point_of(stored.report) or (None, None)
    return {**head, **report_values(stored.report), "lat": lat, "lon": lon}


def event_row(event: Event, book: Codebook) -> Row:
    """An event as a row of EVENTS; it must be masked already."""
    entry, country = book.events.get(event.type), book.countries.get(event.country or "")
    row: Row = {field: getattr(event, field) for field in _OF_EVENT}
    row["family"] = entry.family if entry else None
    row |= {f"type_{lang}": entry.labels.get(lang) if entry else None for lang in ("en", "ar")}
    row["country_en"] = country.en if country else None
    row["lat"], row["lon"] = point_of(event) or (None, None)
    for side in ("by", "against"):
        row |= _sides(side, getattr(event, side))
    for field in COUNT_FIELDS:
        toll: Toll | None = getattr(event, field)
        row |= {f"{field}_{part}": getattr(toll, part) if toll else None for part in ("low", "best", "high", "disputed")}
        row[f"{field}_figures"] = joined(figure_text(f) for f in toll.figures) if toll else None
    row |= {field: len(getattr(event, field)) for field in ("reports", "articles", "outlets", "origins")}
    row["outlet_names"], row["report_ids"] = joined(event.outlets), joined(event.reports)
    row["origin_labels"] = joined(o.label for o in event.origins)
    row["disputed"] = joined(event.disputed)
    return {column.name: row[column.name] for column in EVENTS}


_OF_EVENT = (
    "id", "type", "status", "date", "date_end", "date_precision", "country", "admin1", "place", "place_en", "place_id", "place_precision",
    "claimed_by", "background", "confidence", "evidence", "reviewed", "created_at", "updated_at",
)  # fmt: skip


def point_of(record: Event | Report) -> tuple[float, float] | None:
    """Latitude and longitude; None for a whole country, whose centre is no place of an incident."""
    if record.lat is None or record.lon is None or record.place_precision == "country":
        return None
    return record.lat, record.lon


_SIGNS = {"exact": "", "at_least": "≥", "at_most": "≤", "about": "~", "vague": "?"}


def figure_text(figure: Figure) -> str:
    """`≥5 (Ministry, Outlet, 2018-07-10)`."""
    said = ", ".join(part for part in (figure.source, figure.outlet, figure.published) if part)
    return f"{_SIGNS[figure.q]}{'' if figure.n is None else figure.n}" + (f" ({said})" if said else "")


def figure_rows(event: Event) -> Iterator[Row]:
    """Every figure of an event as a row of FIGURES."""
    for field in COUNT_FIELDS:
        toll: Toll | None = getattr(event, field)
        for figure in toll.figures if toll else ():
            known = figure.origin is not None and figure.origin < len(event.origins)
            row = {column.name: getattr(figure, column.name, None) for column in FIGURES}
            yield {**row, "event": event.id, "field": field, "origin": event.origins[figure.origin or 0].label if known else None}


def member_rows(event: Event, articles: Mapping[str, str]) -> Iterator[Row]:
    """The reports that an event holds as rows of MEMBERS; `articles` by report, a report that is not in it is left out."""
    for report in event.reports:
        if report in articles:
            yield {"event": event.id, "report": report, "article": articles[report]}


def item_row(stored: StoredItem) -> Row:
    """A relation, strength or speaker as a row of its table; it must be masked already."""
    names = ITEMS[type(stored.item)]
    return {column.name: getattr(stored.item if column.name in stored.item.__struct_fields__ else stored, column.name) for column in names}


ITEMS: dict[type[Relation | Strength | Speaker], tuple[Column, ...]] = {Relation: RELATIONS, Strength: STRENGTHS, Speaker: SPEAKERS}
TABLES: dict[str, tuple[Column, ...]] = {
    "events": EVENTS, "reports": REPORTS, "relations": RELATIONS, "strengths": STRENGTHS, "speakers": SPEAKERS,
    "figures": FIGURES, "members": MEMBERS, "removed": REMOVED,
}  # fmt: skip
