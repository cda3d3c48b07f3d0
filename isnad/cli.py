"""The command line: thin; every command stands in isnad.commands."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

import typer

from isnad.commands import (
    codebook,
    compare,
    doctor,
    evaluate,
    explain,
    export,
    init,
    merge,
    read,
    review,
    schema,
    search,
    serve,
    tally,
    user,
)
from isnad.commands.common import DONE, FAILED, INTERRUPTED, USAGE, say
from isnad.errors import IsnadError

# Click is inside typer in newer versions and beside it in older ones; its base exception is found from what typer shows.
_ClickError: Any = typer.BadParameter.__mro__[2]

app = typer.Typer(
    name="isnad", no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=True,
    help="Reads Arabic news on political violence, armed groups and protest into reports that carry their chain of sources.",
    epilog="Exit status: 0 done, 1 some inputs failed, 2 usage, 3 a gate failed, 130 interrupted (safe to rerun).",
)  # fmt: skip


def _version(given: bool) -> None:
    if given:
        from importlib.metadata import version

        print(f"isnad {version('isnad')}")  # noqa: T201
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version and exit."),
) -> None:
    pass


app.command("init")(init.init)
app.command("read")(read.read)
app.command("merge")(merge.merge)
app.command("rebuild")(merge.rebuild)
app.command("review")(review.review)
app.command("export")(export.export)
app.command("summary")(tally.summary)
app.command("search")(search.search)
app.command("compare")(compare.compare)
app.command("serve")(serve.serve)
app.command("explain")(explain.explain)
app.command("evaluate")(evaluate.evaluate)
app.add_typer(codebook.app, name="codebook")
app.add_typer(user.app, name="user")
app.command("schema")(schema.schema)
app.command("doctor")(doctor.doctor)


def main() -> None:
    """Run the command line and exit; errors are sentences on standard error, never a traceback."""
    sys.exit(run())


def run(arguments: list[str] | None = None) -> int:
    """The exit status of a command line."""
    _utf8()
    if hasattr(signal, "SIGTERM"):
        signal.signal(signal.SIGTERM, _interrupt)
    try:
        result = app(arguments, prog_name="isnad", standalone_mode=False)
    except (typer.Abort, KeyboardInterrupt):
        say("isnad: interrupted; rerun the same command to go on")
        return INTERRUPTED
    except _ClickError as error:
        error.show()
        return USAGE
    except IsnadError as error:
        say(f"isnad: {error}")
        return USAGE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains again at its end
        return FAILED
    except MemoryError:
        say("isnad: out of memory (rerun with fewer --jobs)")
        return FAILED
    except Exception as error:
        if os.environ.get("ISNAD_DEBUG"):
            raise
        say(f"isnad: internal error: {type(error).__name__}: {error} (please report it; ISNAD_DEBUG=1 shows where)")
        return FAILED
    return result if isinstance(result, int) else DONE


def _interrupt(*_: Any) -> None:
    raise KeyboardInterrupt


def _utf8() -> None:
    """Arabic must not break on a terminal or pipe that is set to another encoding."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")
