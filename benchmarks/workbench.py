"""How fast the workbench answers on a project of 100,000 generated events, and how long its map takes to redraw a pan.

python -m benchmarks.workbench [--events N] [--rounds N] [--folder PATH] [--no-browser] [--no-visits]

Everything is invented from a seed (benchmarks/invented.py). The server runs in this process and answers over HTTP; times are those
of the whole request. Every page and address of the API is asked for at a first visit, right after a judgement, and again
(benchmarks/visits.py). The map is drawn by the machine's Chromium, and a redraw is the time that its main thread spends from a
movement of the pointer to the end of the frame; in Review a time is that from the key press to the frame with the next card.
"""

from __future__ import annotations

import argparse
import math
import os
import platform
import tempfile
import threading
import time
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.invented import generate
from benchmarks.visits import forget, visits
from isnad.codebook import Codebook, load
from isnad.project import Project, opened
from isnad.store import Store
from scripts.chromium import chromium

EVENTS, ROUNDS = 100_000, 5
FILTERS = (
    "", "country=SY", "country=SY,YE,IQ", "-country=SY", "type=armed_clash", "family=explosion", "family=battle,violence&country=LY",
    "status=planned,denied", "from=2016-01-01&to=2016-12-31", "from=2024", "to=2012-06", "actor=isis", "actor=houthis&country=YE",
    "-actor=houthis", "place=Aleppo", "outlet=Outlet+1", "outlet=Outlet+59", "-outlet=Outlet+1", "text=هجوم", "text=انفجار+السوق", "-text=هجوم", "text=محلي",
    "min-origins=2", "min-outlets=3", "min-killed=20", "min-confidence=0.9", "reviewed=yes", "reviewed=no", "disputed=yes", "background=no",
    "country=SY&type=shelling_artillery_missile,air_drone_strike&from=2015-03-01&to=2018-03-01&min-killed=1&disputed=no&actor=sy:army",
)  # fmt: skip
PAGES = ("", "order=killed", "order=changed", "order=old")
LIMIT_PAGE, LIMIT_COLD, LIMIT_USABLE, LIMIT_PAN, LIMIT_CARD = 200.0, 500.0, 1500.0, 50.0, 300.0  # milliseconds
VISITS, CARDS = 3, 30  # rounds of each page, cards decided by key
# A press of the key that accepts a report or tells a pair apart, and the frame in which another task stands.
_DECIDE = """async () => {
  const was = document.getElementById("review").dataset, start = performance.now();
  const code = was.kind === "pair" ? "KeyD" : "KeyA";
  document.body.dispatchEvent(new KeyboardEvent("keydown", { code, key: code[3].toLowerCase(), bubbles: true }));
  while (document.getElementById("review").dataset.task === was.task && performance.now() - start < 10000) await new Promise(requestAnimationFrame);
  return performance.now() - start;
}"""


def served(project: Project, book: Codebook, name: str = "benchmark") -> tuple[str, str, Any, Any]:
    """The workbench of a project on a free port, with one who works there: its address, the secret of a session, the application, and the server to stop."""
    import uvicorn

    from isnad.web.app import create_app
    from isnad.web.desk import Desk
    from isnad.web.listening import listening

    app = create_app(Desk(project, book, version="benchmark"))
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error")
    sock = listening(config)
    server = uvicorn.Server(config)
    threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True).start()
    sessions = app.state.sessions
    return f"http://127.0.0.1:{sock.getsockname()[1]}", sessions.start(name, "admin"), app, server


def requests_of(base: str, secret: str, app: Any, rounds: int) -> dict[str, list[float]]:
    """Milliseconds of every request to /events, by filter; each filter with each order, and the page after the first.

    Each round asks for another order, and before it the server forgets what it keeps, as after a judgement: each filter is new to it.
    """
    import httpx

    from isnad.web.session import COOKIE

    out: dict[str, list[float]] = {}
    with httpx.Client(base_url=base, cookies={COOKIE: secret}, timeout=60, follow_redirects=False) as client:
        client.get("/events").raise_for_status()
        for number in range(rounds):
            forget(app)
            for filter_ in FILTERS:
                query = "&".join(part for part in (filter_, PAGES[number % len(PAGES)]) if part)
                page = _timed(client, f"/events?{query}" if query else "/events", out.setdefault(filter_, []))
                further = page.split('rel="next" href="')
                if len(further) > 1:
                    _timed(client, further[1].split('"')[0].replace("&amp;", "&"), out[filter_])
    return out


def _timed(client: Any, address: str, times: list[float]) -> str:
    start = time.perf_counter()
    answer = client.get(address)
    times.append(1000 * (time.perf_counter() - start))
    if answer.status_code != 200:
        raise SystemExit(f"{address}: {answer.status_code}")
    return str(answer.text)


class Seen(NamedTuple):
    """Milliseconds in the browser: until the table can be used, of the main thread for each pan of the map, from a key to the next card."""

    usable: float
    pans: list[float]
    cards: list[float]


def seen(base: str, secret: str) -> Seen | None:
    """What a person at the browser waits for; None without a browser."""
    path = chromium()
    if path is None or not files("isnad.web").joinpath("static", "events.js").is_file():
        return None
    from playwright.sync_api import sync_playwright

    from isnad.web.session import COOKIE

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.add_cookies([{"name": COOKIE, "value": secret, "url": base}])
        tab = context.new_page()
        tab.goto(f"{base}/help")
        start = time.perf_counter()
        tab.goto(f"{base}/events")
        usable = 1000 * (time.perf_counter() - start)
        tab.goto(f"{base}/events?view=map")
        tab.wait_for_selector("[data-ready]")
        pans = _moved(tab, context.new_cdp_session(tab))
        tab.goto(f"{base}/review")
        cards = [float(tab.evaluate(_DECIDE)) for _ in range(CARDS)]
        browser.close()
    return Seen(usable, pans, cards)


def _moved(tab: Any, devtools: Any) -> list[float]:
    """The map drawn along under the pointer at each of five sizes: milliseconds of the main thread to the end of the frame."""
    devtools.send("Performance.enable")
    frame = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"

    def busy() -> float:
        return next(float(1000 * m["value"]) for m in devtools.send("Performance.getMetrics")["metrics"] if m["name"] == "TaskDuration")

    box = tab.locator("canvas").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    out = []
    for _ in range(5):
        tab.mouse.move(x, y)
        tab.mouse.down()
        tab.mouse.move(x - 3, y - 2)
        tab.wait_for_timeout(600)
        for step in range(30):
            before = busy()
            tab.mouse.move(x - 6 * (step + 1), y + 3 * (step + 1))
            tab.evaluate(frame)
            out.append(busy() - before)
        tab.mouse.up()
        tab.locator("[data-zoom=in]").click()
    return out


def share(values: list[float], part: float) -> float:
    """The value that this part of the values do not exceed."""
    return sorted(values)[max(0, math.ceil(part * len(values)) - 1)]


def main() -> int:
    """Print all; 1 if a limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=EVENTS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--folder", type=Path, help="keep the project here, and take it from here the next time")
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--no-visits", action="store_true")
    given = parser.parse_args()
    book = load()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.folder or Path(scratch) / "project"
        start = time.monotonic()
        project = opened(folder) if (folder / "isnad.toml").is_file() else generate(folder, given.events, book)
        with Store(project.database) as store:
            number, articles = store.events.count(), store.articles.count()
        print(f"{number:,} events of {articles:,} articles, ready after {time.monotonic() - start:.0f} s")
        base, secret, app, server = served(project, book)
        good = _filters(requests_of(base, secret, app, given.rounds))
        good &= given.no_visits or _pages(base, secret, app, project, book)
        good &= _browser(None if given.no_browser else seen(base, secret))
        server.should_exit = True
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, SQLite {sqlite_version()}")
    return int(not good)


def _filters(times: dict[str, list[float]]) -> bool:
    every = [t for values in times.values() for t in values]
    slow = share(every, 0.95)
    for filter_, values in sorted(times.items(), key=lambda item: -share(item[1], 0.95))[:8]:
        print(f"  {share(values, 0.5):6.0f} ms median, {share(values, 0.95):6.0f} ms p95  {filter_ or '(no filter)'}")
    print(
        f"/events, {len(times)} filters, {len(every)} requests: median {share(every, 0.5):.0f} ms, p95 {slow:.0f} ms (limit {LIMIT_PAGE:.0f})"
    )
    return slow <= LIMIT_PAGE


def _pages(base: str, secret: str, app: Any, project: Project, book: Codebook) -> bool:
    import httpx

    from isnad.web.desk import Desk
    from isnad.web.session import COOKIE

    print(f"{'first':>8} {'judged':>8} {'warm p95':>8}  ms: after a start, right after a judgement (median), asked again")
    slow = []
    with Store(project.database) as store, httpx.Client(base_url=base, cookies={COOKIE: secret}, timeout=60) as client:
        csrf = app.state.sessions.person(secret).csrf
        for took in visits(client, csrf, app, store, book, rounds=VISITS, fresh=lambda: Desk(project, book, version="benchmark")):
            print(f"{took.first:8.0f} {share(took.judged, 0.5):8.0f} {share(took.warm, 0.95):8.0f}  {took.address}")
            slow += [took.address] * (max(took.first, share(took.judged, 0.5)) > LIMIT_COLD)
    print(f"{len(slow)} addresses take more than {LIMIT_COLD:.0f} ms" + "".join(f"\n  {a}" for a in slow))
    return not slow


def _browser(found: Seen | None) -> bool:
    if found is None:
        print("the browser is left out: no Chromium on this machine, the front end is not built, or it was not wanted")
        return True
    pan, card = share(found.pans, 0.95), share(found.cards, 0.95)
    print(f"/events in the browser: usable after {found.usable:.0f} ms (limit {LIMIT_USABLE:.0f})")
    print(f"map, {len(found.pans)} pans: median {share(found.pans, 0.5):.1f} ms, p95 {pan:.1f} ms of main thread (limit {LIMIT_PAN:.0f})")
    print(
        f"review, {len(found.cards)} keys: next card after median {share(found.cards, 0.5):.0f} ms, p95 {card:.0f} ms (limit {LIMIT_CARD:.0f})"
    )
    return found.usable <= LIMIT_USABLE and pan <= LIMIT_PAN and card <= LIMIT_CARD


def sqlite_version() -> str:
    """The version of SQLite that answered."""
    import sqlite3

    return sqlite3.sqlite_version


if __name__ == "__main__":
    raise SystemExit(main())
