"""`isnad serve`: the workbench."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import Annotated, Any

import typer

from isnad.commands.common import DONE, CodebookOption, ProjectOption, following, load_codebook, say, the_project, version
from isnad.errors import IsnadError

_OPEN = (
    "warning: names, passwords and articles travel unencrypted, and browsers elsewhere cannot log in: give --certificate and --key, "
    "or put a server that speaks https in front and give --proxy"
)
_ONCE = "The address opens once. The workbench occupies this terminal until Ctrl-C; the next start prints a new address."


def serve(
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="The address to listen at; others than this computer's need users.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="The port; 0 takes a free one.")] = 8765,
    name: Annotated[
        list[str] | None, typer.Option("--name", metavar="HOST", help="A further host name under which it answers; may be repeated.")
    ] = None,
    certificate: Annotated[
        Path | None, typer.Option("--certificate", metavar="FILE", help="Speak https with this certificate (PEM, its chain after it).")
    ] = None,
    key: Annotated[
        Path | None, typer.Option("--key", metavar="FILE", help="The private key of the certificate (PEM, no password).")
    ] = None,
    proxy: Annotated[
        list[str] | None,
        typer.Option(
            "--proxy",
            metavar="ADDRESS",
            help="Believe X-Forwarded-Proto and X-Forwarded-For of the server at this address; may be repeated.",
        ),
    ] = None,
    open_: Annotated[bool, typer.Option("--open/--no-open", help="Open the browser.")] = True,
    project: ProjectOption = None,
    codebook: CodebookOption = None,
) -> int:
    """Open the workbench on the project: see, check, mend and export its events in the browser."""
    import uvicorn

    from isnad.web.app import LOOPBACK, create_app
    from isnad.web.desk import Desk
    from isnad.web.listening import listening

    ways = wire(certificate, key, proxy)
    at = the_project(project)
    desk = Desk(at, load_codebook(codebook or at.codebook), version=version())
    if host not in LOOPBACK and not desk.store.people.any():
        raise IsnadError(f"to listen at {host} the workbench needs users", remedy=following(at, "user add NAME --role admin"))
    app = create_app(desk, hosts=LOOPBACK | {host, *(name or ())})
    sock = listening(uvicorn.Config(app, host=host, port=port))
    scheme = "https" if certificate else "http"
    address = f"{scheme}://{host}:{sock.getsockname()[1]}/?token={app.state.sessions.token}"
    if host not in LOOPBACK and not certificate and not proxy:
        say(_OPEN)
    say(f"the workbench of {at.folder}: {address}\n{_ONCE}")
    if open_:
        webbrowser.open(address)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False, **ways))
    server.run(sockets=[sock])
    return DONE


def wire(certificate: Path | None, key: Path | None, proxy: list[str] | None) -> dict[str, Any]:
    """How uvicorn is to speak: with which certificate, and whose forwarded headers it believes.

    IsnadError for a certificate without its key, or a pair that cannot be read. Without a proxy no forwarded header counts: uvicorn
    believes those from this computer, which any of its users could send.
    """
    out: dict[str, Any] = {"proxy_headers": bool(proxy), "forwarded_allow_ips": ",".join(proxy or ())}
    if not certificate and not key:
        return out
    if not certificate or not key:
        raise IsnadError("a certificate and its key belong together", remedy="give both --certificate FILE and --key FILE")
    import ssl

    for file in (certificate, key):
        if not file.is_file():
            raise IsnadError("there is no such file", where=str(file), remedy="write the path of a file in PEM")

    def no_password() -> str:
        raise IsnadError("the key needs a password", where=str(key), remedy="openssl pkey -in KEY -out PLAIN takes it off")

    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, no_password)
    except (ssl.SSLError, OSError) as error:
        reason = getattr(error, "reason", None) or error
        raise IsnadError(
            f"certificate and key cannot be used: {reason}", where=str(certificate), remedy="both in PEM, of one pair"
        ) from None
    return {**out, "ssl_certfile": str(certificate), "ssl_keyfile": str(key)}
