"""`isnad evaluate`: how good the readings are."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from isnad.commands.common import DONE, FAILED, GATE, CodebookOption, JobsOption, JsonOption, load_codebook, say, tell


def evaluate(
    readings: Annotated[Path, typer.Argument(metavar="READINGS.jsonl", help="Annotated readings.")],
    articles: Annotated[Path, typer.Argument(metavar="ARTICLES.jsonl", help="Their articles: they are read now and compared.")],
    predicted: Annotated[
        Path | None, typer.Option("--predicted", metavar="FILE", help="Compare these readings instead of reading the articles.")
    ] = None,
    floors: Annotated[
        Path | None, typer.Option("--floors", metavar="FILE", help='JSON such as {"slots": 0.5}: exit 3 if a figure is below.')
    ] = None,
    errors: Annotated[int, typer.Option("--errors", min=0, metavar="N", help="Show up to N misses, extras and differences.")] = 0,
    jobs: JobsOption = 0,
    codebook: CodebookOption = None,
    json: JsonOption = False,
) -> int:
    """Score readings against annotated ones: precision, recall and F1 by field, and floors missed."""
    import msgspec

    from isnad.evaluate import load_readings, missed, score
    from isnad.evaluate.floors import load_floors

    gold = load_readings(readings)
    least = load_floors(floors) if floors else {}
    found, faults = (load_readings(predicted), 0) if predicted else read_file(articles, codebook, jobs)
    lacking = [i for i in gold if i not in found]
    if lacking:
        say(f"isnad: {len(lacking)} annotated articles have no reading, the first {lacking[0]}")
    result = score(gold, found)
    rows = result.rows()
    for line in result.differences[:errors]:
        say(line)
    below = missed(rows, least)
    if json:
        tell(msgspec.json.encode({"scores": rows, "missed": [f._asdict() for f in below]}).decode())
    else:
        for line in table(rows):
            tell(line)
        for floor in below:
            tell(f"below the floor: {floor.name} {floor.value:.3f} < {floor.least:.3f}")
        held = f"; {len(least) - len(below)} of {len(least)} floors hold" if least else ""
        say(f"{len(gold):,} articles compared{held}. Next: add --errors 20 to see what differs")
    return GATE if below else FAILED if faults else DONE


def read_file(articles: Path, codebook: Path | None, jobs: int) -> tuple[dict[str, dict[str, Any]], int]:
    """The readings of a file of articles by id, and how many lines of it could not be read."""
    import msgspec

    from isnad.intake import Intake, items
    from isnad.pipeline import batches
    from isnad.reading.tools import tools_of
    from isnad.workers import cores

    book = load_codebook(codebook)
    found: dict[str, dict[str, Any]] = {}
    faults = 0
    for batch in batches(items([str(articles)]), Intake(tools_of(book).calendar), book, jobs=jobs or cores()):
        for fault in batch.faults:
            say(f"isnad: {fault.where}: {fault.what}")
        faults += len(batch.faults)
        for line in batch.lines.splitlines():
            reading = msgspec.json.decode(line)
            found[reading["id"]] = reading
    return found, faults


def table(rows: dict[str, dict[str, Any]]) -> list[str]:
    """The figures as lines of text."""
    out = []
    for name, v in rows.items():
        if "f1" in v:
            out.append(f"{name:<12} P {v['p']:.3f}  R {v['r']:.3f}  F1 {v['f1']:.3f}   gold {v['gold']}  pred {v['pred']}")
        elif "accuracy" in v:
            out.append(f"{name:<12} accuracy {v['accuracy']:.3f}   n {v['n']}")
        else:
            out.append("recall by type: " + ", ".join(f"{t} {x}" for t, x in v.items()))
    return out
