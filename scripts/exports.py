"""What `make docs` does besides: writes docs/reference/exports.md from the table of formats and the columns; a test asserts that it is current."""

from __future__ import annotations

import sys
from pathlib import Path

from isnad.export.about import NOTE, POINTS
from isnad.export.formats import FORMATS
from isnad.export.rows import TABLES

TARGET = Path("docs/reference/exports.md")
HEAD = f"""# Exports

Made by `make docs` from the table of formats and the columns; do not edit.

`isnad export FORMAT --table TABLE -o PATH` writes what the filter chooses. {NOTE}
Every file says what it counts, from which articles, when it was made, by which version, codebook and merge settings:

| format | where it says so |
|---|---|
| csv, jsonl, acled, ucdp, polecat | `NAME.csv-metadata.json` (the file's whole name, then `-metadata.json`) beside the file, in the terms of CSV on the Web; nowhere on standard output |
| parquet | the file's metadata, keys `isnad.*`; each column has its description |
| xlsx | the sheet `About` |
| geojson | the member `isnad` of the collection |
| gpkg | the metadata of file and layer |
| jsonld | the node `urn:isnad:export` |
| graphml | the data of the graph |
| rss, jsonfeed | the description of the feed; in JSON also `_isnad` |
| package | `datapackage.json`, `README.md`, `CITATION.cff`, `filter.json`, `merge.json` |

A file is written under another name in the same folder and renamed when it is whole; the same selection gives the same bytes.
A package replaces a folder only if that is empty or a package.

## Do no harm

- Who is `person: private` is `[…]`: in values, in sources of figures, in origins, in quoted evidence, in titles, wherever the name
  stands and however its letters are written; an address that holds the name is cut to its site. A name of one word is looked for in
  quoted evidence, and elsewhere only where it is the whole value. Relations of private persons are left out; they are no nodes of a
  network, and in linked data nothing joins what a masked person said in two places. Where the project's owner keeps names, this ends,
  but victims and minors are masked always.
- {POINTS} A feature without a point has a null geometry, and the place's words are kept.
- Of articles nothing is given but the quoted evidence; flat files hold no titles.

## Values

Several values of a field are joined by `; `, and those of `by`, `by_en`, `by_id` and `by_kind` stand in the same order, a missing one
leaving its place empty. What reports do not say is empty. Dates may be shorter than a day: `2017-01`.

CSV is UTF-8 without a mark, lines end with a line feed, values with commas, quotes or line ends are quoted. `--excel` adds the mark
by which Excel knows UTF-8, and puts an apostrophe before values that begin with `=`, `+`, `-`, `@`, a tab or a carriage return,
which a spreadsheet would run as a formula. xlsx needs no guard: its strings are strings. A sheet holds 1,048,575 rows; a cell
longer than 32,767 characters ends with `…`, and `About` counts these; line ends within a cell are line feeds.

GraphML: an event with several parties counts on each of its edges, and `killed_best` and its like add up the best figures of an
edge's events. Groups without an entry of the codebook are nodes by their words and the country of the event.

Feeds: an item's id is the event's id with the time of its last change, so that a change is a new item; an event that was merged
or removed is an item that says so.

JSON-LD: events are `schema:Event`, derived (`prov:wasDerivedFrom`) from reports, which are quoted (`prov:wasQuotedFrom`) from articles
and attributed to outlets. A chain is told as `isnad:chain`, a list from the innermost source to the outlet, and as statements, each derived
from the one further in; the innermost is the report's `prov:hadPrimarySource`. Every figure has its report, source and outlet.

## Formats

| format | suffix | tables | |
|---|---|---|---|
"""


def main() -> int:
    """Write the reference."""
    TARGET.write_text(reference(), encoding="utf-8")
    return 0


def reference() -> str:
    """The whole page."""
    lines = [f"| `{f.name}` | {f.suffix or 'folder, .zip'} | {', '.join(f.tables)} | {f.sentence} |" for f in FORMATS.values()]
    for name, columns in TABLES.items():
        lines += ["", f"## Columns of {name}", "", "| column | kind | |", "|---|---|---|"]
        lines += [f"| `{c.name}` | {c.kind} | {c.sentence} |" for c in columns]
    return HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
