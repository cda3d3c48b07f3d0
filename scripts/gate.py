"""The gate: quality against quality/floors.json, and speed, memory and sameness of bytes on a corpus.

`make gate` runs it on isnad as it is installed, with the reader compiled. Parts: examples (always), dev, check and merge (ISNAD_GOLD: a
folder with dev/ and check/), corpus and project (ISNAD_CORPUS: a file of articles). A part without its data, and the corpus without a
compiled reader, say so and fail under ISNAD_CI. Exit 3 if a part fails. `--pin` writes the floors from this run.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from isnad.codebook import load
from isnad.commands.evaluate import read_file
from isnad.errors import IsnadError
from isnad.evaluate import load_readings, missed, score, value_of
from isnad.evaluate.floors import digest, rounded_down
from isnad.evaluate.merging import merging
from isnad.reading import COMPILED

ISNAD = (sys.executable, "-P", "-m", "isnad")  # -P: the isnad that runs here, not what lies in the working folder
FLOORS = Path("quality/floors.json")
# What is pinned: the headline figures and every field with enough cases to mean something.
PINNED = (
    "slots", "detection", "fresh", "relevant", "place", "killed", "injured", "arrested", "by", "against", "sources", "claimed_by",
    "speakers", "relations", "strengths", "type", "status", "date", "country",
)  # fmt: skip
UNSEEN = 0.05  # what an unseen gold may fall short of the floors of check
SECONDS = 90  # for the whole corpus on two cores, with the reader compiled; other work on the machine may double it
STRETCH = 2
BYTES = 1_200_000_000  # proportional set size of all processes together, peak
PROJECT_SECONDS = 300  # for read, copies, merge and a package export of the whole corpus on two cores
SLICE = 3_000  # articles that are read again with one job
POLL = 0.5  # seconds


def main() -> int:
    """Run every part, one line each."""
    options = argparse.ArgumentParser(description="The gate.")
    options.add_argument("--pin", action="store_true", help="write quality/floors.json from this run")
    options.add_argument("--only", choices=["examples", "dev", "check", "merge", "corpus", "project"], help="run one part")
    given = options.parse_args()
    gold = os.environ.get("ISNAD_GOLD")
    parts: dict[str, Callable[[], bool]] = {
        "examples": lambda: quality("examples", Path("isnad/examples"), pin=given.pin),
        "dev": lambda: quality("dev", Path(gold) / "dev" if gold else None, pin=given.pin),
        "check": lambda: quality("check", Path(gold) / "check" if gold else None, pin=given.pin),
        "merge": lambda: merge(Path(gold) if gold else None, pin=given.pin),
        "corpus": corpus,
        "project": project,
    }
    results = [run() for name, run in parts.items() if given.only in (None, name)]
    failed = results.count(False)
    print(f"gate: {len(results) - failed} of {len(results)} parts passed", flush=True)
    return 3 if failed else 0


def line(name: str, fine: bool, text: str) -> bool:
    """Say how a part went."""
    print(f"gate {name:<9} {'ok  ' if fine else 'FAIL'} {text}", flush=True)
    return fine


def left_out(name: str, why: str) -> bool:
    """A part without data passes, but not under ISNAD_CI."""
    return line(name, not os.environ.get("ISNAD_CI"), f"left out: {why}")


def quality(name: str, folder: Path | None, *, pin: bool) -> bool:
    """Read the articles of a folder, score them against its readings, compare with the pinned floors."""
    if folder is None:
        return left_out(name, "ISNAD_GOLD is not set")
    articles, readings = folder / "articles.jsonl", folder / "readings.jsonl"
    if not (articles.exists() and readings.exists()):
        return left_out(name, f"{articles} and {readings} are needed")
    try:
        found, _ = read_file(articles, None, 0)
        gold = load_readings(readings)
        rows = score(gold, found).rows()
        sets: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
        mark = digest(articles, readings) if name != "examples" else None  # the examples' floors hold always
        if pin:
            sets[name] = {"gold": mark, "floors": pinned(rows)}
            FLOORS.parent.mkdir(exist_ok=True)
            FLOORS.write_text(json.dumps(sets, indent=2) + "\n", encoding="utf-8")
        known = sets.get(name)
        if known is None:
            return line(name, False, f"no floors in {FLOORS}: scripts/gate.py --pin --only {name}")
        floors = known["floors"]
        if known["gold"] not in (mark, None):  # floors of articles that were learnt from say nothing of others
            floors = {n: least - UNSEEN for n, least in sets.get("check", known)["floors"].items()}
        below = missed(rows, floors)
    except IsnadError as error:
        return line(name, False, str(error))
    other = (
        "" if known["gold"] in (mark, None) else f"; another gold than the floors were pinned with: held to those of check less {UNSEEN}"
    )
    told = "; ".join(f"{f.name} {f.value:.3f} < {f.least:.2f}" for f in below)
    head = ", ".join(f"{n} {value_of(rows, n):.3f}" for n in ("slots", "detection", "relevant", "killed", "speakers"))
    return line(name, not below, f"{len(gold)} articles: {head}{other}" + (f"; below: {told}" if told else ""))


def merge(folder: Path | None, *, pin: bool) -> bool:
    """Merge the annotated readings, and isnad's own of the same articles; compare with the pinned floors."""
    if folder is None:
        return left_out("merge", "ISNAD_GOLD is not set")
    sets: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8"))
    known = sets.setdefault("merge", {})
    told, fine = [], True
    parts = {name: [folder / name / f"{n}.jsonl" for n in ("articles", "readings", "events")] for name in ("dev", "check")}
    missing = [str(f) for files in parts.values() for f in files if not f.exists()]
    if missing:
        return left_out("merge", f"{', '.join(missing)} are needed")
    # Read first: reading freezes the garbage collector, and DuckDB complains at the end if its objects are frozen too.
    read = {name: read_file(files[0], None, 0)[0] for name, files in parts.items()}
    for name, files in parts.items():
        try:
            results = {"gold": merging(folder / name, load()), "own": merging(folder / name, load(), read[name])}
        except IsnadError as error:
            return line("merge", False, str(error))
        found = {f"{n}.{f}": getattr(r, f).f1 for n, r in results.items() for f in ("b_cubed", "pairs")}
        mark = digest(*files)
        if pin:
            known[name] = {"gold": mark, "floors": {n: rounded_down(v) for n, v in found.items()}}
        floors = known[name]["floors"] if known[name]["gold"] == mark else {n: v - UNSEEN for n, v in known["check"]["floors"].items()}
        below = [f"{n} {found[n]:.3f} < {least:.2f}" for n, least in floors.items() if found[n] < least]
        within = sum(r.within_article for r in results.values())
        fine = fine and not below and not within
        told.append(
            f"{name}: "
            + ", ".join(f"{n} {v:.3f}" for n, v in found.items())
            + f", {within} joined within an article"
            + "".join(f"; below: {b}" for b in below)
        )
    if pin:
        FLOORS.write_text(json.dumps(sets, indent=2) + "\n", encoding="utf-8")
    return line("merge", fine, "; ".join(told))


def pinned(rows: dict[str, dict[str, Any]]) -> dict[str, float]:
    """The floors of a run: its figures rounded down, those without cases left out."""
    return {n: rounded_down(value_of(rows, n)) for n in PINNED if rows[n].get("gold", rows[n].get("n"))}


def corpus() -> bool:
    """Read the whole corpus with two jobs, and a slice of it with one and in plain Python: lines, seconds, memory, bytes."""
    given = os.environ.get("ISNAD_CORPUS")
    if not given:
        return left_out("corpus", "ISNAD_CORPUS is not set")
    if not COMPILED:
        return left_out("corpus", "the reader is not compiled (make gate does that, with a C compiler)")
    with tempfile.TemporaryDirectory() as folder:
        whole, part, small = (Path(folder, n) for n in ("whole.jsonl", "part.jsonl", "small.jsonl"))
        status, seconds, peak, note = measured([given, "-o", str(whole), "--jobs", "2", "--json"])
        if status != 0:
            return line("corpus", False, f"isnad read ended with {status}: {note[-300:]}")
        summary = json.loads(note)
        lines = sum(1 for _ in whole.open("rb"))
        small.write_bytes(head_of(given, SLICE))
        status, _, _, note = measured([str(small), "-o", str(part), "--jobs", "1", "--json"], PYTHONPATH=str(Path.cwd()))
        same = status == 0 and part.read_bytes() == first_lines(whole, SLICE)
    faults = [
        f"{lines:,} lines for {summary['articles']:,} articles" if lines != summary["articles"] else "",
        f"more than {SECONDS * STRETCH:.0f} s" if seconds > SECONDS * STRETCH else "",
        f"more than {BYTES / 1e9:.1f} GB" if peak > BYTES else "",
        "" if same else f"other bytes with --jobs 1 in plain Python on the first {SLICE:,}: {note[-300:]}",
    ]
    told = "; ".join(filter(None, faults))
    slow = f" (over {SECONDS} s: is the machine shared?)" if seconds > SECONDS and not told else ""
    text = f"{lines:,} lines, {summary['reports']:,} reports, {seconds:.0f} s{slow}, {peak / 1e6:.0f} MB peak"
    text += f", {'the same' if same else 'other'} bytes with one job in plain Python"
    return line("corpus", not told, text + (f"; {told}" if told else ""))


def project() -> bool:
    """The whole corpus through a project: read, copies, merge, package; again, which must add nothing."""
    given = os.environ.get("ISNAD_CORPUS")
    if not given:
        return left_out("project", "ISNAD_CORPUS is not set")
    with tempfile.TemporaryDirectory() as folder:
        at = ["--project", str(Path(folder, "p"))]
        steps = {
            "read": ["read", given, *at, "--jobs", "2", "-q"],
            "merge": ["merge", *at],
            "package": ["export", "package", "-o", str(Path(folder, "out")), *at],
        }
        subprocess.run([*ISNAD, "init", at[1]], check=True, capture_output=True)
        seconds: dict[str, float] = {}
        for name, arguments in steps.items():
            start = time.monotonic()
            done = subprocess.run([*ISNAD, *arguments], capture_output=True, text=True, check=False)
            seconds[name] = time.monotonic() - start
            if done.returncode != 0:
                return line("project", False, f"isnad {name} ended with {done.returncode}: {done.stderr[-300:]}")
        again = [json.loads(subprocess.run([*ISNAD, *a, "--json"], capture_output=True, text=True, check=True).stdout)
                 for a in (steps["read"], steps["merge"])]  # fmt: skip
        packed = len(Path(folder, "out", "members.csv").read_bytes().splitlines()) - 1
    total = sum(seconds.values())
    same = again[0]["articles"] == 0 and again[1]["made"] == again[1]["changed"] == again[1]["removed"] == 0
    parts = ", ".join(f"{name} {s:.0f} s" for name, s in seconds.items())
    text = f"{again[1]['events']:,} events of {again[1]['reports']:,} reports ({packed:,} in the package) in {total:.0f} s ({parts})"
    slow = total > PROJECT_SECONDS
    if slow and total <= PROJECT_SECONDS * STRETCH:
        text += f" (over {PROJECT_SECONDS} s: is the machine shared?)"
    text += "; a second read and merge " + ("added nothing" if same else f"added something: {again}")
    return line("project", same and total <= PROJECT_SECONDS * STRETCH, text)


def measured(arguments: list[str], **environment: str) -> tuple[int, float, int, str]:
    """Exit status, seconds, peak memory and output of an `isnad read`."""
    start = time.monotonic()
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen([*ISNAD, "read", *arguments], stdout=out, stderr=out, env=os.environ | environment)
        peak = 0
        while process.poll() is None:
            peak = max(peak, pss_of(process.pid))
            time.sleep(POLL)
        out.seek(0)
        return process.returncode, time.monotonic() - start, peak, out.read().decode("utf-8", "replace").strip()


def pss_of(pid: int) -> int:
    """Proportional set size of a process and its children in bytes; 0 where the system does not tell."""
    total = 0
    try:
        for text in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if text.startswith("Pss:"):
                total = int(text.split()[1]) * 1024
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return total
    return total + sum(pss_of(int(child)) for child in children)


def head_of(path: str, lines: int) -> bytes:
    """The first lines of a corpus."""
    from itertools import islice

    from isnad.intake.packed import opened

    with opened(Path(path)) as file:
        return b"".join(islice(file, lines))


def first_lines(path: Path, lines: int) -> bytes:
    """The first lines of an output."""
    from itertools import islice

    with path.open("rb") as file:
        return b"".join(islice(file, lines))


if __name__ == "__main__":
    sys.exit(main())
