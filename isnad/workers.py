"""A function over many tasks in several processes, results in the order of the tasks, memory bounded."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar, cast

from isnad.errors import IsnadError

Task = TypeVar("Task")
Result = TypeVar("Result")
_AHEAD = 4  # results a worker that may wait for a slower one before them; more would only hold memory


def cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def ordered(function: Callable[[Task], Result], tasks: Iterable[Task], jobs: int) -> Iterator[Result]:
    """`function` of every task, in order; in this process for one job or where processes cannot be forked.

    The function and all that it holds are shared with the workers as they are at the fork: nothing is pickled but tasks and
    results. IsnadError if a worker dies; a worker's own exception is raised here.
    """
    if jobs <= 1 or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(function, tasks)
        return
    gc.freeze()  # else the first collection in a worker copies every shared page
    links: list[Connection] = []
    processes = []
    context = multiprocessing.get_context("fork")
    try:
        for _ in range(jobs):
            ours, theirs = context.Pipe()
            links.append(ours)
            process = context.Process(target=_serve, args=(function, theirs, tuple(links)), daemon=True)
            process.start()
            theirs.close()
            processes.append(process)
        yield from _shared_out(links, iter(tasks))
    finally:
        for link in links:
            link.close()
        for process in processes:
            process.join(0.2)
            if process.is_alive():
                process.terminate()
                process.join()


def _shared_out(links: list[Connection], tasks: Iterator[Any]) -> Iterator[Any]:
    """One task at a time to each worker: with more, both ends could wait for each other on full pipes."""
    idle = list(links)
    busy: dict[Connection, int] = {}
    ready: dict[int, Any] = {}
    given = taken = 0
    more = True
    while more or busy or ready:
        while idle and more and given - taken < _AHEAD * len(links):
            try:
                task = next(tasks)
            except StopIteration:
                more = False
                break
            link = idle.pop()
            _send(link, task)
            busy[link] = given
            given += 1
        if busy and taken not in ready:
            for answered in wait(list(busy)):
                link = cast("Connection", answered)
                ready[busy.pop(link)] = _received(link)
                idle.append(link)
        while taken in ready:
            yield ready.pop(taken)
            taken += 1


def _send(link: Connection, task: Any) -> None:
    try:
        link.send(task)
    except OSError:
        raise _lost() from None


def _received(link: Connection) -> Any:
    try:
        fine, value = link.recv()
    except (EOFError, OSError):
        raise _lost() from None
    if not fine:
        raise value
    return value


def _lost() -> IsnadError:
    return IsnadError(
        "a worker process was ended from outside", remedy="is memory short? Rerun with fewer --jobs; it goes on where it stopped"
    )


def _serve(function: Callable[[Any], Any], link: Connection, others: tuple[Connection, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for other in others:  # held open here they would hide the end of the parent
        other.close()
    with contextlib.suppress(EOFError, OSError):
        while True:
            task = link.recv()
            try:
                answer = (True, function(task))
            except Exception as error:
                answer = (False, error)
            link.send(answer)
