"""`make demo` shows reports with their chains, words and disagreeing tolls."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.articles import ARREST, article, written
from tests.scripts import script

TOLLS = (
    "قتل ستة جنود وأصيب أربعة آخرون في هجوم شنه مسلحون مجهولون مساء الثلاثاء على حاجز للجيش قرب مدينة درنة شرق ليبيا، "
    "بحسب ما أفاد مصدر عسكري لوكالة رويترز. وقال مصدر طبي إن عدد القتلى بلغ ثمانية."
)


@pytest.fixture
def demo() -> Any:
    return script("demo")


def test_the_demo(tmp_path: Path, demo: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    given = written(tmp_path / "in.jsonl", [article(1, TOLLS), article(2, ARREST)])
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["demo.py", str(given)])
    assert demo.main() == 0
    told = capsys.readouterr().out
    for part in ("Arrests, reported", "Attack, reported", "chain", "وكالة رويترز", "evidence", "2 articles read", "Next: "):
        assert part in told, part
    assert told.count("\u2068") == told.count("\u2069")
    assert "Open the workbench:" in told
    assert (tmp_path / "demo" / "isnad.db").exists()
    monkeypatch.setattr("sys.argv", ["demo.py", "none.jsonl"])
    assert demo.main() == 1
