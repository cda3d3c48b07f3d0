"""`isnad review`: a person judges what was read and merged, in the terminal or on a sheet."""

from __future__ import annotations

import shlex
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from isnad.commands.common import (
    DONE,
    INTERRUPTED,
    CodebookOption,
    JsonOption,
    ProjectOption,
    following,
    load_codebook,
    number,
    say,
    tell,
    the_project,
    the_store,
)
from isnad.commands.filters import ActorOption, CountryOption, OutletOption, StatusOption, TypeOption, WhereOption
from isnad.errors import IsnadError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from isnad.codebook import Codebook
    from isnad.commands.keyboard import Command
    from isnad.model import Judgement, StoredReport
    from isnad.project import Project
    from isnad.review.queue import Asked, Task
    from isnad.store import Store

_ALL = 1_000_000_000  # tasks: more than any project has, and few enough that the store can count with multiples of it


def review(
    where: WhereOption = None,
    country: CountryOption = None,
    type: TypeOption = None,
    status: StatusOption = None,
    actor: ActorOption = None,
    outlet: OutletOption = None,
    by: Annotated[
        str, typer.Option("--by", metavar="NAME", help="Who judges; by default the project's reviewer, else the user's name.")
    ] = "",
    limit: Annotated[int, typer.Option("--limit", min=0, metavar="N", help="How many tasks, the weightiest first; 0 takes all.")] = 50,
    judged: Annotated[bool, typer.Option("--judged", help="Also what was judged already.")] = False,
    sheet: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help="Write the reports that wait to a sheet (.csv, .xlsx) instead.")
    ] = None,
    filled: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="Take judgements from a sheet that --to wrote and people filled in.")
    ] = None,
    dry: Annotated[bool, typer.Option("--dry-run", help="With --from: check the sheet and write nothing.")] = False,
    project: ProjectOption = None,
    codebook: CodebookOption = None,
    json: JsonOption = False,
) -> int:
    """Judge what was read and merged: accept, mend, reject, same, not the same, undo; one key each, or one command a line from a pipe."""
    from isnad.filter import filter_of
    from isnad.review.queue import queue

    wanted = filter_of(where or [], country=country, type=type, status=status, actor=actor, outlet=outlet)
    at = the_project(project)
    book = load_codebook(codebook or at.codebook)
    name = by or str(at.settings["reviewer"]) or _user()
    with the_store(at) as store:
        if filled is not None:
            return _take(at, store, book, filled, name, dry=dry, json=json)
        if not store.events.count():
            raise IsnadError("there are no events to judge", remedy=f"{following(at, 'merge')} makes them from what was read")
        # A sheet holds reports alone: questions of pairs must not take up its rows.
        asked: Asked = "report" if sheet is not None and not json else "all"
        tasks = queue(store, book, wanted, by=name, limit=limit or _ALL, judged=judged, asked=asked)
        if json:
            tell(msgspec.json.encode([_brief(t) for t in tasks]).decode())
            return DONE
        if sheet is not None:
            total = store.browse.sizes(wanted, book.families)[1] if judged else store.tasks.left(wanted, book.families, name)
            return _give(at, store, sheet, tasks, total)
        return _Session(at, store, book, name, tasks).run()


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container's user without a name
        return ""


def _brief(t: Task) -> dict[str, object]:
    """A task for programs: ids and coded values, no names and no text."""
    r = t.report.report
    return {
        "kind": t.kind, "weight": t.weight, "event": t.event.id, "report": t.report.id, "other": t.other.id if t.other else None,
        "probability": t.probability, "article": t.report.article, "outlet": t.report.publisher, "published": t.report.published,
        "type": r.type, "status": r.status, "date": r.date, "country": r.country, "place_id": r.place_id, "confidence": r.confidence,
        "disputed": t.event.disputed, "verdict": t.report.verdict, "seen": t.seen,
    }  # fmt: skip


def _give(at: Project, store: Store, path: Path, tasks: list[Task], total: int) -> int:
    from isnad.review.sheet import write_sheet

    reports = {t.report.id: t.report for t in tasks if t.kind == "report"}
    n = write_sheet(store, reports.values(), path, seen=tasks[0].seen if tasks else 0, names=bool(at.settings["names"]))
    written = (
        f"{n:,} of {number(total, 'report')} written to {path}; --limit 0 writes all"
        if n < total
        else f"{number(n, 'report')} written to {path}"
    )
    then = following(at, f"review --from {shlex.quote(str(path))}")
    say(f"{written}. Next: fill in verdict and mend_... there, then {then}")
    return DONE


def _take(at: Project, store: Store, book: Codebook, path: Path, by: str, *, dry: bool, json: bool) -> int:
    from isnad.review.sheet import take_sheet

    floor, names = float(at.settings["merge_floor"]), bool(at.settings["names"])
    taken = take_sheet(store, book, path, by, floor=floor, names=names, dry=dry)
    if json:
        told = {"filled": taken.filled, "known": taken.known, "new": taken.new, "judgements": [j.id for j in taken.judgements]}
        tell(msgspec.json.encode(told).decode())
        return DONE
    verb = "would be written" if dry else "written"
    text = f"{number(taken.filled, 'row')} filled in, {taken.known:,} of them taken before; {number(taken.new, 'judgement')} {verb}"
    say(text + f", by {by}. Next: {following(at, 'merge')}" if taken.new else text)
    return DONE


class _Session:
    """One sitting: a list of tasks, where it stands, and what was decided."""

    def __init__(self, at: Project, store: Store, book: Codebook, by: str, tasks: list[Task]) -> None:
        self.store, self.book, self.by, self.tasks = store, book, by, tasks
        self.then = following(at, "review", "merge", "export csv -o events.csv")
        self.floor = float(at.settings["merge_floor"])
        self.at = 0
        self.seen = 0
        self.done: Counter[str] = Counter()

    def run(self) -> int:
        """Ask until the input ends; what was decided is stored, whatever ends it."""
        from isnad.commands.keyboard import commands

        end = DONE
        try:
            self.show()
            for command in commands() if self.tasks else ():
                if command.key == "q":
                    break
                self.obey(command)
        except KeyboardInterrupt:
            end = INTERRUPTED
        told = ", ".join(f"{n:,} {name}" for name, n in self.done.items()) or "nothing"
        say(f"judged by {self.by}: {told}; all of it is stored. Next: {self.then}")
        return end

    def obey(self, command: Command) -> None:
        """Carry out a command; an error is told, and the task stays."""
        from isnad.commands.cards import help_lines
        from isnad.review.decide import ConflictError

        act = self._acts().get(command.key)
        try:
            if command.key == "?":
                _tell(help_lines())
            elif command.key in ("n", "p"):
                self._go(1 if command.key == "n" else -1)
            elif command.key == "z":
                self._undo(command)
            elif act is None:
                say(f"{command.key!r} is no command here; ? lists them")
            elif self.at >= len(self.tasks):
                say("the list is at its end: p goes back, z undoes, q ends")
            else:
                judgement = act(command)
                self.done[judgement.action] += 1
                self._go(0 if judgement.action == "mend" else 1)
        except ConflictError as error:
            say(f"isnad: {error}")
            self.show()
        except IsnadError as error:
            say(f"isnad: {error}")

    def show(self) -> None:
        """The card of the task as things stand now."""
        from isnad.commands.cards import pair_card, report_card
        from isnad.review.decide import last_seen

        self.seen = last_seen(self.store)
        if self.at >= len(self.tasks):
            tell("nothing waits" if not self.tasks else "that was the last; p goes back, z undoes, q ends")
            return
        task = self.tasks[self.at]
        stored = self._now(task.report)
        head = f"\n{self.at + 1}/{len(self.tasks)}  {task.event.id}"
        if stored is None:
            tell(f"{head}  report {task.report.id} is no longer there")
            return
        event = next(self.store.events.get([stored.event]), None) if stored.event else None
        if task.kind == "pair" and task.other is not None:
            other = self._now(task.other) or task.other
            _tell(pair_card(head, stored, other, task.probability or 0.0, together=stored.event == other.event))
            tell("   s same  d different  z undo  n next  p previous  ? help  q quit")
            return
        beside = [r for r in self.store.reports.get(event.reports) if r.id != stored.id] if event else []
        _tell(report_card(head, stored, event, beside))
        tell(
            "   a accept  r reject  m mend  u unsure" + ("  d different" if beside else "") + "  z undo  n next  p previous  ? help  q quit"
        )

    def _acts(self) -> dict[str, Callable[[Command], Judgement]]:
        """What the keys do with the task at hand."""
        from isnad.review import decide

        if self.at >= len(self.tasks):
            return dict.fromkeys("armusd", lambda _: None)  # type: ignore[return-value, arg-type]  # told before it is called
        task = self.tasks[self.at]
        id_, store, book, by, seen, floor = task.report.id, self.store, self.book, self.by, self.seen, self.floor
        if task.kind == "pair" and task.other is not None:
            other = task.other.id
            return {
                "s": lambda c: decide.same(store, book, id_, other, by, floor=floor, note=c.rest or None, seen=seen),
                "d": lambda c: decide.different(store, book, other, id_, by, floor=floor, note=c.rest or None, seen=seen),
            }
        return {
            "a": lambda c: decide.accept(store, book, id_, by, note=c.rest or None, seen=seen),
            "r": lambda c: decide.reject(store, book, id_, by, note=c.rest or None, seen=seen),
            "u": lambda c: decide.unsure(store, book, id_, by, note=c.rest or None, seen=seen),
            "m": lambda c: decide.mend(store, book, id_, *_field(c.rest), by, seen=seen),
            "d": lambda c: decide.different(store, book, self._event(id_), id_, by, floor=floor, note=c.rest or None, seen=seen),
        }

    def _undo(self, command: Command) -> None:
        from isnad.review import decide

        given = int(command.rest) if command.rest.isdecimal() else None
        judgement = decide.undo(self.store, self.book, self.by, given, floor=self.floor)
        self.done["undo"] += 1
        undone = self.store.judgements.get(judgement.undoes or 0)
        say(f"undone: {decide.said(undone)}" if undone else "undone")
        places = [
            n for n, t in enumerate(self.tasks) if t.report.id in judgement.reports and (t.kind == "pair") == (len(judgement.reports) > 1)
        ]
        self.at = min(places, key=lambda n: abs(n - self.at), default=self.at)
        self.show()

    def _go(self, step: int) -> None:
        self.at = max(0, min(len(self.tasks), self.at + step))
        self.show()

    def _event(self, id_: str) -> str:
        held = self.store.events.held([id_])
        if id_ not in held:
            raise IsnadError(f"report {id_} is in no event", remedy="isnad merge")
        return held[id_]

    def _now(self, stored: StoredReport) -> StoredReport | None:
        return next(self.store.reports.get([stored.id]), None)


def _field(rest: str) -> tuple[str, str]:
    """The field and value of `killed 5`."""
    field, _, value = rest.partition(" ")
    if not field or not value.strip():
        raise IsnadError("which field, and what is right?", remedy="as in: m killed 5")
    return field, value.strip()


def _tell(lines: Iterable[str]) -> None:
    for line in lines:
        tell(line)
    sys.stdout.flush()
