"""`isnad serve`: the workbench."""

from __future__ import annotations

import webbrowser
from typing import Annotated

import typer

from isnad.commands.common import DONE, CodebookOption, ProjectOption, load_codebook, say, the_project, version
from isnad.errors import IsnadError


def serve(
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="The address to listen at; others than this computer's need users.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="The port; 0 takes a free one.")] = 8765,
    name: Annotated[
        list[str] | None, typer.Option("--name", metavar="HOST", help="A further host name under which it answers; may be repeated.")
    ] = None,
    open_: Annotated[bool, typer.Option("--open/--no-open", help="Open the browser.")] = True,
    project: ProjectOption = None,
    codebook: CodebookOption = None,
) -> int:
    """Open the workbench on the project: see, check, mend and export its events in the browser."""
    import uvicorn

    from isnad.web.app import LOOPBACK, create_app
    from isnad.web.desk import Desk

    at = the_project(project)
    desk = Desk(at, load_codebook(codebook or at.codebook), version=version())
    if host not in LOOPBACK and not desk.store.people.any():
        raise IsnadError(f"to listen at {host} the workbench needs users", remedy="isnad user add NAME --role admin")
    app = create_app(desk, hosts=LOOPBACK | {host, *(name or ())})
    sock = uvicorn.Config(app, host=host, port=port).bind_socket()
    address = f"http://{host}:{sock.getsockname()[1]}/?token={app.state.sessions.token}"
    say(f"the workbench of {at.folder}: {address}\nThe address opens once; stop with Ctrl-C.")
    if open_:
        webbrowser.open(address)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False))
    server.run(sockets=[sock])
    return DONE
