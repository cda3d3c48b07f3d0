"""The socket at which the workbench listens."""

from __future__ import annotations

import errno
import socket
from typing import Any

from isnad.errors import IsnadError


def listening(config: Any) -> socket.socket:
    """The socket of a server's configuration (uvicorn.Config), bound, whose connections send at once; IsnadError if it cannot be had.

    It is bound here and not by uvicorn, which logs an Errno and ends the process.
    asyncio turns Nagle's algorithm off only for sockets that name their protocol, and those that uvicorn binds do not: the second
    packet of every answer would wait some 40 ms for the browser to confirm the first. Connections inherit the option.
    """
    host, port = config.host, config.port
    bound = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        if error.errno == errno.EADDRINUSE:
            raise IsnadError(f"port {port} is taken", remedy="--port 0 takes a free one") from None
        why = error.strerror or str(error)
        raise IsnadError(f"cannot listen at {host}, port {port}: {why}", remedy="give another --host or --port") from None
    bound.set_inheritable(True)
    bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return bound
