"""The figures of docs/quality.md and docs/calibration.md as JSON, for the workbench: `python -m scripts.scores`."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "isnad" / "web" / "scores.json"
_COLUMNS = ("learnt", "unseen", "check", "readers")


def scores() -> dict[str, Any]:
    """What the two pages tell: version and codebook, fields, event types, outlets, kinds of parties, and the two calibrations."""
    quality = (ROOT / "docs" / "quality.md").read_text(encoding="utf-8")
    calibration = (ROOT / "docs" / "calibration.md").read_text(encoding="utf-8")
    made = re.search(r"isnad (\S+), codebook (\S+)\.", quality)
    parts = dict(re.findall(r"^(dev|check): (\d+) articles, \d+ reports", quality.replace("; check:", "\ncheck:"), re.MULTILINE))
    reports = dict(re.findall(r"(dev|check): \d+ articles, (\d+) reports", quality))
    if made is None:
        raise ValueError("docs/quality.md does not say what it was made with: make quality")
    rows = _table(quality, "| field |")
    return {
        "version": made[1],
        "codebook": made[2],
        "articles": {name: int(n) for name, n in parts.items()},
        "reports": {name: int(n) for name, n in reports.items()},
        "fields": [[name, *(float(v) if v else None for v in values)] for name, *values in rows],
        "columns": list(_COLUMNS),
        "types": [[name, *map(int, values)] for name, *values in _table(quality, "| type | gold")],
        "sides": [[name, *values] for name, *values in _table(quality, "| kind | by |")],
        "calibration": {"dev": _calibrated(calibration, "## Development"), "check": _calibrated(calibration, "## Check")},
    }


def _calibrated(text: str, heading: str) -> dict[str, Any]:
    part = text[text.index(heading) :]
    said = re.search(r"error ([\d.]+) over (\d+) values", part)
    if said is None:
        raise ValueError("docs/calibration.md gives no error: make calibrate")
    return {
        "error": float(said[1]),
        "values": int(said[2]),
        "bins": [[float(a), float(b), int(n)] for a, b, n in _table(part, "| probability")],
    }


def _table(text: str, head: str) -> list[list[str]]:
    """The cells of the Markdown table that begins with a head."""
    lines = text[text.index(head) :].splitlines()[2:]
    out = []
    for line in lines:
        if not line.startswith("|"):
            break
        out.append([cell.strip() for cell in line.strip().strip("|").split("|")])
    return out


if __name__ == "__main__":
    TARGET.write_text(json.dumps(scores(), indent=1) + "\n", encoding="utf-8")
