"""The filter on the command line: the same options wherever rows are chosen."""

from __future__ import annotations

from typing import Annotated

import typer

WhereOption = Annotated[
    list[str] | None,
    typer.Option(
        "--where", metavar="KEY=VALUE,...", help="A condition, also KEY!=VALUE; may be repeated. `isnad export --keys` lists the keys."
    ),
]
FromOption = Annotated[str | None, typer.Option("--from", metavar="DATE", help="First day, YYYY-MM-DD.")]
ToOption = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last day, YYYY-MM-DD.")]
CountryOption = Annotated[str | None, typer.Option("--country", metavar="XX,...", help="Countries of the incident, two letters each.")]
TypeOption = Annotated[str | None, typer.Option("--type", metavar="TYPE,...", help="Event types of the codebook.")]
StatusOption = Annotated[
    str | None,
    typer.Option(
        "--status", metavar="STATUS,...", help="occurred, alleged, foiled, planned, denied; events show the first two unless asked."
    ),
]
ActorOption = Annotated[str | None, typer.Option("--actor", metavar="ID", help="Codebook id of a party, on either side.")]
OutletOption = Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="An outlet that reports it.")]
OriginsOption = Annotated[
    int | None, typer.Option("--min-origins", min=1, metavar="N", help="Least number of independent origins of an event.")
]
SureOption = Annotated[float | None, typer.Option("--min-confidence", min=0, max=1, metavar="P", help="Least confidence.")]
ReviewedOption = Annotated[
    bool, typer.Option("--reviewed", help="Only events of which every report is judged; of reports, the judged ones.")
]
