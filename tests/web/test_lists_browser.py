"""The forms in the browser do what they say."""

from __future__ import annotations

from pathlib import Path
from typing import Any


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
