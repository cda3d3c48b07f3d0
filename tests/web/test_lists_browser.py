"""The lists and forms in the browser: nothing for axe to find, nothing wider than the screen, and the forms do what they say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

AXE = Path("frontend/node_modules/axe-core/axe.min.js")
ADDRESSES = (
    "/actors", "/actors/candidates", "/outlets", "/codebook", "/codebook/events/grenade", "/codebook/actors?q=جيش", "/codebook/propose?what=trigger", "/quality",
    "/search?q=الشرطة", "/export?country=TN", "/settings", "/help",
)  # fmt: skip
WIDE = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"


@pytest.mark.parametrize(
    ("language", "theme", "width"), [("en", "dark", 320), ("ar", "contrast", 1280), ("fr", "light", 320), ("ar", "dark", 320)]
)
def test_everyone_can_use_them(tab: Any, served: Any, language: str, theme: str, width: int) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: make frontend")
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(f"{served.base}/help?lang={language}&theme={theme}")
    found = []
    for address in ADDRESSES:
        tab.goto(served.base + address)
        tab.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        tab.evaluate(AXE.read_text(encoding="utf-8"))
        found += [(address, v["id"], v["nodes"][0]["html"][:120]) for v in tab.evaluate("axe.run()")["violations"]]
        content, screen = tab.evaluate(WIDE)
        if content > screen:
            found.append((address, "wider than the screen", f"{content} > {screen}"))
    assert not found


def test_from_filter_to_file(tab: Any, served: Any) -> None:
    tab.goto(f"{served.base}/export")
    everything = tab.locator(".count").inner_text()
    tab.get_by_label("Condition").select_option("min-outlets")
    tab.get_by_label("Value").fill("2")
    tab.get_by_role("button", name="Add").click()
    assert "min-outlets=2" in tab.url
    told = tab.locator(".count").inner_text()
    assert told != everything
    with tab.expect_download() as waiting:
        tab.get_by_role("button", name="Download").click()
    rows = Path(waiting.value.path()).read_text(encoding="utf-8").splitlines()
    assert told.startswith(f"{len(rows) - 1} event")
    tab.get_by_label("Take out: Least outlets").click()
    assert tab.locator(".count").inner_text() == everything


def test_a_proposal_shows_its_faults_then_is_written(tab: Any, served: Any, desk: Any) -> None:
    tab.goto(f"{served.base}/codebook/propose?what=alias&id=isis")
    tab.get_by_label("Name, as the press writes it").fill("حركة طالبان")
    tab.get_by_role("button", name="Check and write").click()
    assert "belongs to" in tab.get_by_role("alert").inner_text()
    tab.get_by_label("Name, as the press writes it").fill("دولة الوادي المزعومة")
    tab.get_by_role("button", name="Only check").click()
    assert "There is no fault" in tab.get_by_role("status").first.inner_text()
    tab.get_by_role("button", name="Check and write").click()
    assert "Written to actors/workbench.yaml" in tab.get_by_role("status").first.inner_text()
    tab.goto(f"{served.base}/codebook?q=المزعومة")
    tab.get_by_role("link", name="Islamic State").first.click()
    assert "دولة الوادي المزعومة" in tab.locator("main").inner_text()
