"""Take the pictures of README and tutorial from a project of the examples.

    python -m scripts.pictures

Needs the Chromium of the machine, and the front end as `make demo` builds it. Writes docs/images/.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import threading
from pathlib import Path

import uvicorn
from playwright.sync_api import sync_playwright

from isnad.cli import run
from isnad.codebook import load
from isnad.project import opened
from isnad.web.app import create_app
from isnad.web.desk import Desk

EXAMPLES = "isnad/examples/articles.jsonl"
TARGET = Path("docs/images")
SIZE = {"width": 1280, "height": 900}
# By name: the address, and what has to be there before the picture is taken.
PICTURES = {
    "events": ("/events?lang=en", "table"),
    "map": ("/events?view=map&lang=en", "canvas"),
    "timeline": ("/events?view=timeline&lang=en", "main svg"),
    "network": ("/events?view=network&lang=en", "main svg"),
    "article": ("/articles/ex-001?lang=ar", "article, .article"),
    "review": ("/review?lang=en", "#review"),
}
NAME = "analyst"  # who works there, whoever takes the pictures
SETTLING = 1500  # ms in which a drawing comes to rest


def main() -> int:
    """Read and merge the examples, serve them, take each picture."""
    chromium = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
    if chromium is None:
        print("pictures: no Chromium on this machine; install one", file=sys.stderr)
        return 1
    os.environ["LOGNAME"] = NAME
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "sample"
        for arguments in (["init", str(project), "--title", "Sample"],
                          ["read", EXAMPLES, "--project", str(project), "-q"], ["merge", "--project", str(project)]):  # fmt: skip
            if run(arguments):
                return 1
        app = create_app(Desk(opened(project), load(), version="docs"))
        config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error")
        sock = config.bind_socket()
        server = uvicorn.Server(config)
        threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True).start()
        base = f"http://127.0.0.1:{sock.getsockname()[1]}"
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            tab = browser.new_context(viewport=SIZE, locale="en-GB").new_page()  # type: ignore[arg-type]
            tab.goto(f"{base}/events?token={app.state.sessions.token}")
            for name, (address, there) in PICTURES.items():
                tab.goto(f"{base}{address}{'&' if '?' in address else '?'}theme=light")
                tab.wait_for_selector(there)
                tab.wait_for_timeout(SETTLING)
                tab.screenshot(path=TARGET / f"{name}.png")
            browser.close()
        server.should_exit = True
    return 0


if __name__ == "__main__":
    sys.exit(main())
