"""Every page in every language and theme: axe finds nothing, all is reached by keyboard, nothing is wider than 320 px, directions are right."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from isnad.codebook import load
from isnad.filter import Filter, made
from isnad.project import opened
from isnad.review import coding, decide
from isnad.web.session import COOKIE
from tests.web.conftest import running

AXE = Path("frontend/node_modules/axe-core/axe.min.js")
LANGUAGES = {"en": "ltr", "ar": "rtl", "fr": "ltr"}
NARROW, WIDE = {"width": 320, "height": 800}, {"width": 1280, "height": 900}
STOPS = 20  # how many stops of the Tab key are tried on a page

# By route: the pages that it gives, `{name}` being filled in from the project; before a space the role that asks, `-` for nobody.
PAGES: dict[str, tuple[str, ...]] = {
    "/": ("/",),
    "/events": ("/events", "/events?country=IQ&reviewed=no", "/events?country=IS", "/events?view=map", "/events?view=timeline", "/events?view=network"),
    "/events/{id}": ("/events/{event}", "/events/{event}?mend={report}:place", "/events/{gone}", "reader /events/{event}"),
    "/articles/{id:path}": ("/articles/{article}", "/articles/{article}?mend={report}:by", "reader /articles/{article}", "/articles/none"),
    "/review": ("/review?ask=report", "/review?ask=pair", "reader /review", "/review?country=IS"),
    "/review/samples": ("/review/samples",),
    "/review/samples/{number}": ("/review/samples/{done}", "Salma /review/samples/{open}"),
    "/review/samples/{number}/code": ("Salma /review/samples/{open}/code",),
    "/actors": ("/actors",),
    "/actors/candidates": ("/actors/candidates",),
    "/actors/{id}": ("/actors/isis",),
    "/outlets": ("/outlets",),
    "/outlets/{name:path}": ("/outlets/{outlet}",),
    "/codebook": ("/codebook", "/codebook?q=كمين"),
    "/codebook/propose": ("/codebook/propose?what=trigger", "reader /codebook/propose"),
    "/codebook/{table}": ("/codebook/actors?q=داعش",),
    "/codebook/{table}/{id:path}": ("/codebook/events/grenade", "/codebook/actors/isis"),
    "/quality": ("/quality",),
    "/search": ("/search", "/search?q=الشرطة", "/search?q=قسطنطينوبوليس"),
    "/export": ("/export?country=TN",),
    "/settings": ("/settings", "reader /settings"),
    "/help": ("/help",),
    "/login": ("- /login",),
    "/api/v1/docs": ("/api/v1/docs",),
    "": ("/no/such/page",),
}  # fmt: skip
FILES = {"/actors/{id}/activity.{kind}", "/export/file", "/figures/{name}.{kind}", "/tiles"}  # what is no page

AXE_RUN = """(options) => axe.run(document, {resultTypes: ['violations'], ...options}).then((r) =>
  r.violations.map((v) => `${v.id}: ${v.nodes.slice(0, 2).map((n) => n.html.slice(0, 160)).join(' | ')}`))"""
COLOURLESS = {"rules": {"color-contrast": {"enabled": False}}}  # colours are the same in every language, and take longest
OPEN = "() => document.querySelectorAll('main details').forEach((d) => { d.open = !d.classList.contains('pick'); })"
# Blocks of a language run as that language does, whatever the interface's direction; names in running text isolate themselves.
TURNED = """() => [...document.querySelectorAll('main [lang="ar"], main [lang="en"][dir]')].filter((e) => {
  const arabic = e.lang === 'ar';
  return (arabic ? /[\\u0621-\\u064a]/ : /[a-z]{2}/i).test(e.textContent) && getComputedStyle(e).direction !== (arabic ? 'rtl' : 'ltr');
}).map((e) => e.outerHTML.slice(0, 140))"""
HELD = """() => { const e = document.activeElement, s = getComputedStyle(e), b = e.getBoundingClientRect();
  e.dataset.stop = Number(e.dataset.stop ?? 0) + 1;
  return [e.tagName, Number(e.dataset.stop), b.width > 0 && b.height > 0, s.outlineStyle !== 'none' || s.boxShadow !== 'none', e.outerHTML.slice(0, 140)]; }"""
# What acts but cannot be come to by keyboard: outside of what is hidden, inert, disabled, or one choice of a group.
BEYOND = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [onclick], [role="button"]')].filter((e) =>
  e.tabIndex < 0 && !e.disabled && e.type !== 'hidden' && e.checkVisibility() && !e.closest('[inert], [aria-hidden="true"], [role="listbox"]')
).map((e) => e.outerHTML.slice(0, 140))"""


class House(NamedTuple):
    """A running workbench, a tab of each role, and what fills in the addresses."""

    base: str
    tabs: dict[str, Any]
    names: dict[str, str]


@pytest.fixture(scope="module")
def house(sample: Path, tmp_path_factory: pytest.TempPathFactory, browser: Any) -> Iterator[House]:
    """A project in which there is something for every page to show."""
    from isnad.web.desk import Desk

    project = Path(shutil.copytree(sample, tmp_path_factory.mktemp("house") / "project"))
    desk = Desk(opened(project), load(), version="test")
    names = _furnished(desk)
    with running(desk) as served:
        contexts = {}
        for role in ("admin", "reader", "Salma", "-"):
            context = contexts[role] = browser.new_context(viewport=WIDE)
            context.add_init_script(path=AXE)
            secret = served.sessions.start(role, "coder" if role == "Salma" else role)
            if role != "-":
                context.add_cookies([{"name": COOKIE, "value": secret, "url": served.base}])
        yield House(served.base, {role: context.new_page() for role, context in contexts.items()}, names)
        for context in contexts.values():
            browser.leave(context)


def _furnished(desk: Any) -> dict[str, str]:
    """Judge, reject and code some reports; the ids of what came of it."""
    store, book = desk.store, desk.book
    events = sorted(store.events.chosen(Filter(), desk.types), key=lambda e: len(e.reports))
    decide.reject(store, book, events[3].reports[0], "Nadia")
    most = events[-1]
    for by in ("Nadia", "Omar"):
        decide.accept(store, book, most.reports[0], by)
    decide.mend(store, book, most.reports[1], "killed", "9", "Nadia")
    numbers = [
        coding.draw(store, Filter((made("country", ["IQ"]),)), desk.types, name=name, n=3, seed="1", coders=["Salma", "Nadia"], by="admin")
        for name in ("Done", "Open")
    ]
    for coder, killed in (("Salma", "4"), ("Nadia", "5")):
        for each in store.samples.of(numbers[0], coder):
            report = next(store.reports.get([each.report])).report
            code = coding.coded(
                book, report, {"told": "yes", "type": report.type, "killed": killed, "background": "no", "status": "occurred"}
            )
            with store.writing():
                store.samples.code(numbers[0], each.report, coder, at="2026-01-01T00:00:00Z", code=code)
    with store.writing():
        store.people.add("Amal", "reader", "-", "2026-01-01T00:00:00Z")
    outlet = next(store.reports.get(most.reports)).publisher or ""
    return {
        "event": most.id, "report": most.reports[0], "article": most.articles[0], "gone": events[3].id, "outlet": outlet, "done": str(numbers[0]),
        "open": str(numbers[1]),
    }  # fmt: skip


def _addresses() -> Iterator[tuple[str, str, bool]]:
    """Role and address of every page, and whether it is the first one of its route, on which keys and themes are tried too."""
    for pages in PAGES.values():
        for n, each in enumerate(pages):
            role, _, address = each.rpartition(" ")
            yield role or "admin", address, n == 0


def test_every_page_has_its_entry(desk: Any) -> None:
    from isnad.web.app import create_app

    found = set()
    for route in create_app(desk).routes:
        for each in getattr(getattr(route, "original_router", None), "routes", [route]):
            if "GET" in (getattr(each, "methods", None) or ()):
                found.add(each.path)
    pages = {path for path in found if not path.startswith("/api/") or path == "/api/v1/docs"} - FILES
    assert pages == set(PAGES) - {""}, "a new page needs a line in PAGES"


@pytest.mark.parametrize("language", LANGUAGES)
def test_everyone_can_use_every_page(house: House, language: str) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: make test builds the front end")
    found: list[Any] = []
    chosen = [{"name": name, "value": value, "url": house.base} for name, value in (("lang", language), ("theme", "light"))]
    for tab in house.tabs.values():
        tab.context.add_cookies(chosen)
    for role, address, first in _addresses():
        whole = first and language == "en"
        tab, path = house.tabs[role], address.format(**house.names)
        tab.set_viewport_size(WIDE)
        tab.goto(house.base + path)
        if tab.locator("[data-chart]").count():
            tab.wait_for_selector("[data-ready]")
        if tab.locator("html").get_attribute("dir") != LANGUAGES[language] or tab.locator("html").get_attribute("lang") != language:
            found.append((role, path, "another language"))
        found += [(role, path, what) for what in _by_keyboard(tab)] if whole else []
        tab.evaluate(OPEN)
        found += [(role, path, "cannot be reached by keyboard", what) for what in tab.evaluate(BEYOND)]
        found += [(role, path, "runs the wrong way", what) for what in tab.evaluate(TURNED)]
        found += [(role, path, what) for what in tab.evaluate(AXE_RUN, {} if language == "en" else COLOURLESS)]
        for theme in ("dark", "contrast") if whole else ():
            tab.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
            found += [(role, path, theme, what) for what in tab.evaluate(AXE_RUN, {"runOnly": ["color-contrast"]})]
        tab.set_viewport_size(NARROW)
        content = tab.evaluate("document.documentElement.scrollWidth")
        if content > NARROW["width"]:
            found.append((role, path, f"{content} px wide on a screen of {NARROW['width']}"))
    assert not found, "\n".join(map(str, found))


def _by_keyboard(tab: Any) -> Iterator[str]:
    """What is wrong with the first stops of the Tab key: each is another one, is seen, and shows that it has the focus."""
    tab.keyboard.press("Tab")
    if tab.evaluate("document.activeElement.className") not in ("skip", "") and not tab.locator("[autofocus]").count():
        yield f"the first stop is {tab.evaluate('document.activeElement.outerHTML.slice(0, 80)')}"
    for _ in range(STOPS):
        tag, times, seen, shown, html = tab.evaluate(HELD)
        if tag in ("BODY", "HTML"):
            return
        if times > 1:
            return  # round once
        if not seen or not shown:
            yield f"the focus is not seen on {html}"
        tab.keyboard.press("Tab")


def test_the_skip_link_leads_to_the_content(house: House) -> None:
    tab = house.tabs["admin"]
    tab.set_viewport_size(WIDE)
    tab.goto(f"{house.base}/events?lang=en")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_no_text_is_left_untranslated(house: House) -> None:
    """In Arabic what the interface itself says holds Latin letters only in names, commands and keys, which stand in elements of their own."""
    tab = house.tabs["admin"]
    tab.set_viewport_size(WIDE)
    for address in ("/events", "/review?ask=report", "/settings", "/events/{event}", "/export"):
        tab.goto(f"{house.base}{address.format(**house.names)}{'&' if '?' in address else '?'}lang=ar")
        heads = tab.locator("main h1, main h2, main th[scope=col], main label, main button").all_inner_texts()
        plain = [re.sub(r"\b(CSV|SVG|JSON|UTF-8|Excel|zip|[A-Z?])\b", "", text) for text in heads]
        assert not [text for text in plain if re.search(r"[a-z]{3}", text)], address
