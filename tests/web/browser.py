"""Chromium of the machine, which a test can never wait for without end."""

from __future__ import annotations

import os
import signal
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Error

# Playwright bounds every step in a page, but not the closing, which waits for as long as a navigation in the page does not end.
PATIENCE = 60.0
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


class Browser:
    """A browser that is killed when it does not close in time, and started anew for the next test."""

    def __init__(self, play: Any, path: str, patience: float = PATIENCE) -> None:
        self.play, self.path, self._patience = play, path, patience
        self._mark = f"--isnad-tests={os.getpid()}-{id(self)}"
        self._launched: Any = None

    def new_context(self, **options: Any) -> Any:
        """A context; the browser is launched where there is none."""
        if self._launched is None or not self._launched.is_connected():
            self._launched = self.play.chromium.launch(executable_path=self.path, args=[*ARGS, self._mark])
        return self._launched.new_context(**options)

    def leave(self, context: Any) -> None:
        """Close a context."""
        with self._in_time():
            context.close()

    def close(self) -> None:
        """Close the browser."""
        if self._launched is not None:
            with self._in_time():
                self._launched.close()

    @contextmanager
    def _in_time(self) -> Iterator[None]:
        late = threading.Timer(self._patience, self.kill)
        late.start()
        try:
            yield
        except Error as error:
            warnings.warn(f"the browser did not close by itself: {error}", stacklevel=3)
        finally:
            late.cancel()

    def processes(self) -> list[int]:
        """The processes of this browser that carry its mark."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if self._mark.encode() in (process / "cmdline").read_bytes().split(b"\0"):
                    found.append(int(process.name))
        return found

    def kill(self) -> None:
        """End the browser at once; what waits for it raises."""
        for process in self.processes():
            with suppress(OSError):
                os.kill(process, signal.SIGKILL)
