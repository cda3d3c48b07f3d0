"""Take the pictures of README and tutorial from a project of the examples.

    python -m scripts.pictures

Needs the Chromium of the machine, and the front end as `make demo` builds it. Writes docs/images/.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.workbench import served
from isnad.cli import run
from isnad.codebook import load
from isnad.project import opened
from isnad.web.session import COOKIE
from scripts.chromium import chromium

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
    path = chromium()
    if path is None:
        print("pictures: no Chromium on this machine; install one", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "sample"
        for arguments in (["init", str(project), "--title", "Sample"],
                          ["read", EXAMPLES, "--project", str(project), "-q"], ["merge", "--project", str(project)]):  # fmt: skip
            if run(arguments):
                return 1
        base, secret, _, server = served(opened(project), load(), NAME)
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
            context = browser.new_context(viewport=SIZE, locale="en-GB")  # type: ignore[arg-type]
            context.add_cookies([{"name": COOKIE, "value": secret, "url": base}])
            tab = context.new_page()
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
