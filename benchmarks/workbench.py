"""How fast the workbench answers on a project of 100,000 generated events, and how long its map takes to redraw a pan.

python -m benchmarks.workbench [--events N] [--rounds N] [--folder PATH] [--no-browser]

Everything is invented from a seed: articles, reports and events of the codebook's types, actors and places. The server runs in
this process and answers over HTTP; times are those of the whole request. The map is drawn by the machine's Chromium, and a redraw is
the time that its main thread spends from a movement of the pointer to the end of the frame.
"""

from __future__ import annotations

import argparse
import math
import os
import platform
import random
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

from isnad.codebook import Codebook, load
from isnad.codebook.entries import Place
from isnad.model import Event, EventActor, Figure, Origin, Report, Toll
from isnad.project import Project, made, opened
from isnad.store import Store
from isnad.store.payload import Payload, report_rows
from isnad.text.keys import words

EVENTS, ROUNDS, SEED = 100_000, 5, 5
LANDS = ("SY", "YE", "IQ", "LY", "SD", "PS", "LB", "EG", "TN", "DZ", "MA", "ML", "SO", "TR", "IR", "AF", "SA", "JO")
OUTLETS = tuple(f"Outlet {n}" for n in range(1, 61))
FIRST, DAYS = date(2012, 1, 1), 5_000
PRECISION = {"admin1": "province", "admin2": "district", "district": "district", "region": "province"}
COMMON = ("قال", "المدينة", "صباح", "مصدر", "أمني", "انفجار", "قتلى", "جرحى", "هجوم", "الحدود", "السوق", "احتجاج", "القوات", "بيان", "محلي")
LETTERS = "بتجحدرزسشصضطعغفقكلمنهوي"
VOCABULARY, RANK = 4_000, 2.2  # words, and how much more the first of them are written than the last
FILTERS = (
    "", "country=SY", "country=SY,YE,IQ", "-country=SY", "type=armed_clash", "family=explosion", "family=battle,violence&country=LY",
    "status=planned,denied", "from=2016-01-01&to=2016-12-31", "from=2024", "to=2012-06", "actor=isis", "actor=houthis&country=YE",
    "-actor=houthis", "place=Aleppo", "outlet=Outlet+1", "outlet=Outlet+59", "-outlet=Outlet+1", "text=هجوم", "text=انفجار+السوق", "-text=هجوم", "text=محلي",
    "min-origins=2", "min-outlets=3", "min-killed=20", "min-confidence=0.9", "reviewed=yes", "reviewed=no", "disputed=yes", "background=no",
    "country=SY&type=shelling_artillery_missile,air_drone_strike&from=2015-03-01&to=2018-03-01&min-killed=1&disputed=no&actor=sy:army",
)  # fmt: skip
PAGES = ("", "order=killed", "order=changed", "order=old")
LIMIT_PAGE, LIMIT_USABLE, LIMIT_PAN = 200.0, 1500.0, 50.0  # milliseconds


def generate(folder: Path, number: int, book: Codebook) -> Project:
    """A project of invented events, each with its reports and articles, written in one transaction."""
    project = made(folder, title="Benchmark")
    with Store(project.database, create=True) as store, store.writing():
        run = store.start_run("merge", "0", book.version, [])
        members: dict[str, str] = {}

        def written() -> Iterator[tuple[Event, list[tuple[str, str]]]]:
            for event, payloads in invented(number, book):
                for payload in payloads:
                    key = store.articles.add(payload, event.created_at)
                    store.readings.replace(key, payload, run)
                    members.update({r.id: event.id for r in payload.reports})
                yield event, [*(("by", a.id) for a in event.by if a.id), *(("against", a.id) for a in event.against if a.id)]

        store.events.put(written())
        store.events.set_members(members)
        store.end_run(run, {"events": number})
    return project


def invented(number: int, book: Codebook) -> Iterator[tuple[Event, list[Payload]]]:
    """Events with the articles that tell them, the same for a seed; a few places, actors and outlets have most of them."""
    chance = random.Random(SEED)
    text = _Text(chance)
    places = [p for p in book.places.values() if p.country in LANDS and p.lat is not None]
    chance.shuffle(places)
    places.sort(key=lambda p: LANDS.index(p.country or "") * chance.random())
    actors = [a for a in book.actors.values() if not a.id.startswith("generic:")]
    known = {a.id for a in actors}
    chance.shuffle(actors)
    frequent = [
        book.actors[i]
        for i in ("isis", "houthis", "sy:army", "il:army", "generic:civilian", "generic:gunman", "generic:police")
        if i in book.actors
    ]
    actors = frequent + [a for a in actors if a.id in known and a not in frequent]
    types = list(book.events.values())
    for n in range(number):
        place = places[int(len(places) * chance.random() ** 3)]
        day = FIRST + timedelta(days=int(DAYS * chance.random() ** 0.7))
        told = 1 + int(3 * chance.random() ** 4)
        parties = [actors[int(len(actors) * chance.random() ** 4)] for _ in range(2)]
        killed = int(40 * chance.random() ** 5) if chance.random() < 0.6 else None
        type_ = chance.choice(types).id
        status: Any = chance.choices(("occurred", "alleged", "planned", "denied", "foiled"), (80, 12, 3, 3, 2))[0]
        outlets = [OUTLETS[int(len(OUTLETS) * chance.random() ** 2)] for _ in range(told)]
        sides = [_actor(p.id, p.names, p.kind) for p in parties]
        payloads = []
        for k in range(told):
            report = _report(type_, status, day, place, text.of(20))
            payloads.append(_payload(f"A{n}-{k}", outlets[k], day, report, text.of(60)))
        ids = [p.reports[0].id for p in payloads]
        origins = [Origin(label=o, kind="outlet", person=None, reports=[r], outlets=[o]) for o, r in zip(outlets, ids, strict=True)]
        made_at = f"2025-{1 + n % 12:02}-{1 + n % 28:02}T{n % 24:02}:00:00Z"
        yield (
            Event(
                id=f"E{n:011x}", type=type_, status=status, date=day.isoformat(), date_end=None, date_precision="day", country=place.country,
                place=place.names[0] if place.names else place.name_en, place_en=place.name_en, place_id=place.id,
                place_precision=PRECISION.get(place.kind, "town"), lat=place.lat, lon=place.lon, admin1=None, by=sides[:1], against=sides[1:],  # type: ignore[arg-type]
                killed=_toll(killed, ids, outlets), injured=_toll(killed, ids, outlets), arrested=None, abducted=None, claimed_by=None,
                background=chance.random() < 0.05, evidence=text.of(25), reports=ids,
                articles=[p.id for p in payloads], outlets=sorted(set(outlets)), origins=origins,
                disputed=["killed"] if told > 1 and chance.random() < 0.3 else [], variants={}, confidence=round(0.4 + 0.6 * chance.random(), 3),
                reviewed=chance.choices(("none", "part", "all"), (90, 4, 6))[0], created_at=made_at, updated_at=made_at,
            ),
            payloads,
        )  # fmt: skip


class _Text:
    """Sentences of made-up words after those of the news, the first written most, as in any language."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        made_up = ("".join(chance.choices(LETTERS, k=chance.randint(3, 6))) for _ in range(VOCABULARY))
        self._words = [*COMMON, *made_up]

    def of(self, number: int) -> str:
        return " ".join(self._words[int(len(self._words) * self._chance.random() ** RANK)] for _ in range(number))


def _actor(id_: str, names: dict[str, str], kind: Any) -> EventActor:
    return EventActor(text=names["ar"], en=names["en"], kind=kind if kind not in ("political", "official") else "unknown", id=id_, person=None, minor=False, confidence=0.8, origins=1, reports=[])  # fmt: skip


def _toll(n: int | None, reports: list[str], outlets: list[str]) -> Toll | None:
    if n is None:
        return None
    figures = [
        Figure(n=n + i, low=n + i, high=n + i, q="exact", report=r, outlet=o, published=None, origin=i)
        for i, (r, o) in enumerate(zip(reports, outlets, strict=True))
    ]
    return Toll(low=n, best=n, high=n + len(figures) - 1, disputed=len(figures) > 1, figures=figures)


def _report(type_: Any, status: Any, day: date, place: Place, evidence: str) -> Report:
    return Report(
        type=type_, status=status, date=day.isoformat(), date_end=None, date_from="stated", country=place.country, place=place.name_en,
        place_en=place.name_en, lat=place.lat, lon=place.lon, place_id=place.id, place_precision="town", place_candidates=[], by=[], against=[],
        killed=None, injured=None, arrested=None, abducted=None, alternatives=[], claimed_by=None, sources=[], chains=[], evidence=evidence,
        background=False, confidence=0.8, spans={"evidence": [(0, len(evidence))]}, confidences={}, rules={},
    )  # fmt: skip


def _payload(id_: str, outlet: str, day: date, report: Report, more: str) -> Payload:
    text = f"{report.evidence}. {more}"
    return Payload(
        id=id_, hash=id_, title=" ".join(text.split()[:6]), text=text, published=day.isoformat(), publisher=outlet, url=None, origin="benchmark",
        way="record", signature=b"", keys=" ".join(sorted({w for t in text.replace(".", " ").split() for w in words(t)})), codebook="0", relevant=True,
        skipped=None, reports=report_rows(id_, id_, [report]), relations=[], strengths=[], speakers=[],
    )  # fmt: skip


def served(project: Project, book: Codebook) -> tuple[str, str, Any, Any]:
    """The workbench of a project on a free port: its address, the secret of a session, the application, and the server to stop."""
    import uvicorn

    from isnad.web.app import create_app
    from isnad.web.desk import Desk

    app = create_app(Desk(project, book, version="benchmark"))
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error")
    sock = config.bind_socket()
    server = uvicorn.Server(config)
    threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True).start()
    sessions = app.state.sessions
    return f"http://127.0.0.1:{sock.getsockname()[1]}", sessions.start("benchmark", "admin"), app, server


def requests_of(base: str, secret: str, app: Any, rounds: int) -> dict[str, list[float]]:
    """Milliseconds of every request to /events, by filter; each filter with each order, and the page after the first.

    Each round asks for another order, and before it the server forgets what it keeps, as after a judgement: each filter is new to it.
    """
    import httpx

    from isnad.web.recall import Kept
    from isnad.web.session import COOKIE

    out: dict[str, list[float]] = {}
    with httpx.Client(base_url=base, cookies={COOKIE: secret}, timeout=60, follow_redirects=False) as client:
        client.get("/events").raise_for_status()
        for number in range(rounds):
            app.state.recalled = Kept()
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


def pans(base: str, secret: str) -> tuple[float, list[tuple[int, float]]] | None:
    """Milliseconds until the table can be used, and of the main thread for each movement of the map, by zoom; None without a browser."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
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
        found = _moved(tab, context.new_cdp_session(tab))
        browser.close()
    return usable, found


def _moved(tab: Any, devtools: Any) -> list[tuple[int, float]]:
    """The map drawn along under the pointer at each of five sizes: (size, milliseconds of the main thread to the end of the frame)."""
    devtools.send("Performance.enable")
    frame = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"

    def busy() -> float:
        return next(float(1000 * m["value"]) for m in devtools.send("Performance.getMetrics")["metrics"] if m["name"] == "TaskDuration")

    box = tab.locator("canvas").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    out = []
    for zoom in range(5):
        tab.mouse.move(x, y)
        tab.mouse.down()
        tab.mouse.move(x - 3, y - 2)
        tab.wait_for_timeout(600)
        for step in range(30):
            before = busy()
            tab.mouse.move(x - 6 * (step + 1), y + 3 * (step + 1))
            tab.evaluate(frame)
            out.append((zoom, busy() - before))
        tab.mouse.up()
        tab.locator("[data-zoom=in]").click()
    return out


def share(values: list[float], part: float) -> float:
    """The value that this part of the values do not exceed."""
    return sorted(values)[max(0, math.ceil(part * len(values)) - 1)]


def main() -> int:
    """Print both; 1 if a limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=EVENTS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--folder", type=Path, help="keep the project here, and take it from here the next time")
    parser.add_argument("--no-browser", action="store_true")
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
        times = requests_of(base, secret, app, given.rounds)
        drawn = None if given.no_browser else pans(base, secret)
        server.should_exit = True
    every = [t for values in times.values() for t in values]
    slow = share(every, 0.95)
    for filter_, values in sorted(times.items(), key=lambda item: -share(item[1], 0.95))[:8]:
        print(f"  {share(values, 0.5):6.0f} ms median, {share(values, 0.95):6.0f} ms p95  {filter_ or '(no filter)'}")
    print(
        f"/events, {len(times)} filters, {len(every)} requests: median {share(every, 0.5):.0f} ms, p95 {slow:.0f} ms (limit {LIMIT_PAGE:.0f})"
    )
    if drawn:
        usable, moved = drawn
        worst = share([t for _, t in moved], 0.95)
        print(f"/events in the browser: usable after {usable:.0f} ms (limit {LIMIT_USABLE:.0f})")
        print(
            f"map, {len(moved)} pans: median {share([t for _, t in moved], 0.5):.1f} ms, p95 {worst:.1f} ms of main thread (limit {LIMIT_PAN:.0f})"
        )
    else:
        print("the map is left out: no Chromium on this machine, or the front end is not built")
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, SQLite {sqlite_version()}")
    return int(slow > LIMIT_PAGE or bool(drawn and (worst > LIMIT_PAN or usable > LIMIT_USABLE)))


def sqlite_version() -> str:
    """The version of SQLite that answered."""
    import sqlite3

    return sqlite3.sqlite_version


if __name__ == "__main__":
    raise SystemExit(main())
