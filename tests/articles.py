"""Articles for tests, written for them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ATTACK = "قتل ستة جنود وأصيب أربعة آخرون في هجوم شنه مسلحون مجهولون مساء الثلاثاء على حاجز للجيش قرب مدينة درنة شرق ليبيا، بحسب مصدر عسكري."
ARREST = "اعتقلت قوات الأمن التونسية، الثلاثاء، خمسة أشخاص في القصرين للاشتباه بانتمائهم إلى تنظيم داعش."
SPORT = "فاز الفريق الضيف بثلاثة أهداف مقابل هدف واحد في المباراة التي أقيمت أمس على الملعب البلدي أمام جمهور كبير."


def article(number: int, text: str, **more: Any) -> dict[str, Any]:
    return {"id": f"a{number}", "title": f"خبر رقم {number}", "text": text, "published": "2018-05-16", "publisher": "صحيفة", **more}


def many(number: int) -> list[dict[str, Any]]:
    return [article(i, (ATTACK, ARREST, SPORT)[i % 3]) for i in range(number)]


def lines(articles: list[dict[str, Any]]) -> bytes:
    return b"".join(json.dumps(a, ensure_ascii=False).encode() + b"\n" for a in articles)


def written(path: Path, articles: list[dict[str, Any]]) -> Path:
    path.write_bytes(lines(articles))
    return path


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
