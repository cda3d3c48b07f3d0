"""Readings of corpus articles, kept as offsets: the repository holds no text that belongs to others.

    python -m scripts.readings pack CORPUS.jsonl.gz READINGS.jsonl        # writes quality/readings.jsonl
    python -m scripts.readings unpack CORPUS.jsonl.gz OUT_FOLDER          # articles.jsonl and readings.jsonl, the gold's form

In the packed form each text is its `[start, end)` in `title + newline + text`, of those where it stands the one in the report's evidence.
A hash of the article keeps a changed corpus from being misread; `unread` names the lists that nobody looked for there, `drawn` says
how an article was chosen where not at random: those of which isnad was `unsure` are harder than others; those `held out`, of the same sort,
are for measuring alone (scripts/held_out.py). `quality/triggers.jsonl` tells of trigger words, for these articles and
for `gold/dev`, which report they tell: `[start, end, n]` with n the number of the report in its reading, -1 for none.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PACKED = Path("quality/readings.jsonl")
TRIGGERS = Path("quality/triggers.jsonl")
COUNTS = ("killed", "injured", "arrested", "abducted")
PLAIN = ("type", "status", "date", "country", "background")
DEFAULTS: dict[str, Any] = {
    "status": "occurred", "date": None, "country": None, "place": None, "place_en": None, "lat": None, "lon": None, "by": [], "against": [],
    **dict.fromkeys(COUNTS), "alternatives": [], "claimed_by": None, "sources": [], "background": False,
}  # fmt: skip
HELD_OUT = "held out"
_HASH = 16  # hexadecimal digits


def raw_of(article: dict[str, Any]) -> str:
    return f"{article.get('title') or ''}\n{article['text']}"


def digest(article: dict[str, Any]) -> str:
    return hashlib.sha256(raw_of(article).encode()).hexdigest()[:_HASH]


class Packer:
    """One article's texts to offsets and back; ValueError for a text that does not stand in the article."""

    def __init__(self, article: dict[str, Any]) -> None:
        self.raw = raw_of(article)

    def span(self, text: str, inside: list[int] | None = None) -> list[int]:
        start, end = inside or (0, 0)
        at = self.raw.find(text, start, end) if inside else -1
        at = at if at >= 0 else self.raw.find(text)
        if at < 0:
            raise ValueError(f"not in the article: {text!r}")
        return [at, at + len(text)]

    def cut(self, span: list[int]) -> str:
        return self.raw[span[0] : span[1]]

    def pack(self, report: dict[str, Any]) -> dict[str, Any]:
        """A report of the gold's form, without defaults and texts."""
        out = {k: report[k] for k in PLAIN if report.get(k) and report[k] != DEFAULTS.get(k)}
        out["evidence"] = inside = self.span(report["evidence"])
        for k in ("place", "claimed_by"):
            if report.get(k):
                out[k] = self.span(report[k], inside)
        for k in ("by", "against", "sources"):
            if report.get(k):
                out[k] = [[*self.span(x["text"], inside), x["kind"]] for x in report[k]]
        for k in COUNTS:
            if report.get(k):
                out[k] = [*self.span(report[k]["text"], inside), report[k].get("n"), report[k]["q"]]
        if report.get("alternatives"):
            out["alternatives"] = [
                [*(self.span(x["source"]) if x.get("source") else (0, 0)), x["field"], x["n"]] for x in report["alternatives"]
            ]
        return out

    def unpack(self, packed: dict[str, Any]) -> dict[str, Any]:
        """The report with its texts, every field filled."""
        out = DEFAULTS | {k: packed[k] for k in PLAIN if k in packed}
        out["evidence"] = self.cut(packed["evidence"])
        for k in ("place", "claimed_by"):
            if k in packed:
                out[k] = self.cut(packed[k])
        for k in ("by", "against", "sources"):
            out[k] = [{"text": self.cut(x), "kind": x[2]} for x in packed.get(k, ())]
        for k in COUNTS:
            if k in packed:
                out[k] = {"n": packed[k][2], "q": packed[k][3], "text": self.cut(packed[k])}
        out["alternatives"] = [{"source": self.cut(x), "field": x[2], "n": x[3]} for x in packed.get("alternatives", ())]
        return out

    def pack_texts(self, item: dict[str, Any], texts: tuple[str, ...]) -> dict[str, Any]:
        return {k: self.span(v) if k in texts else v for k, v in item.items() if v is not None}

    def unpack_texts(self, item: dict[str, Any], texts: tuple[str, ...]) -> dict[str, Any]:
        return {k: self.cut(v) if k in texts else v for k, v in item.items()}


_LISTS = {"relations": ("a", "b", "evidence"), "strengths": ("group", "place", "evidence"), "speakers": ("text", "evidence")}


def pack(article: dict[str, Any], reading: dict[str, Any]) -> dict[str, Any]:
    """The packed line of one article."""
    p = Packer(article)
    out: dict[str, Any] = {"id": article["id"], "hash": digest(article)}
    for name in ("drawn", "unread"):
        if reading.get(name):
            out[name] = reading[name]
    if reading.get("reports"):
        out["reports"] = [p.pack(r) for r in reading["reports"]]
    for name, texts in _LISTS.items():
        if reading.get(name):
            out[name] = [p.pack_texts(x, texts) for x in reading[name]]
    return out


def unpack(article: dict[str, Any], packed: dict[str, Any]) -> dict[str, Any]:
    """The reading in the gold's form; ValueError if the article is not the one that was read."""
    if digest(article) != packed["hash"]:
        raise ValueError(f"{article['id']}: another text than the one that was read")
    p = Packer(article)
    out: dict[str, Any] = {"id": article["id"], "reports": [p.unpack(r) for r in packed.get("reports", ())]}
    for name, texts in _LISTS.items():
        out[name] = [p.unpack_texts(x, texts) for x in packed.get(name, ())]
    out |= {name: packed[name] for name in ("drawn", "unread") if name in packed}
    for relation in out["relations"]:
        relation.setdefault("status", "asserted")
    return out | {"relevant": any(out[k] for k in ("reports", "relations", "strengths"))}


def lines(path: Path) -> Iterator[dict[str, Any]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def load(corpus: Path, packed: Path = PACKED) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Articles of the corpus with their readings, in the order of the packed file; ValueError for an article that the corpus lacks."""
    wanted = {p["id"]: p for p in lines(packed)}
    articles = {a["id"]: a for a in lines(corpus) if a["id"] in wanted}
    if lost := wanted.keys() - articles.keys():
        raise ValueError(f"{corpus} lacks {len(lost)} of the articles of {packed}, {min(lost)} for one")
    return [(articles[id_], unpack(articles[id_], p)) for id_, p in wanted.items()]


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(r, ensure_ascii=False, separators=(",", ":")) + "\n" for r in rows), encoding="utf-8")
    print(f"{len(rows)} lines: {path}")


def main() -> int:
    """Pack or unpack."""
    match sys.argv[1:]:
        case ["pack", corpus, readings]:
            found = {r["id"]: r for r in lines(Path(readings))}
            articles = {a["id"]: a for a in lines(Path(corpus)) if a["id"] in found}
            _write(PACKED, [pack(articles[i], r) for i, r in sorted(found.items())])
        case ["unpack", corpus, out]:
            both = load(Path(corpus))
            Path(out).mkdir(parents=True, exist_ok=True)
            _write(Path(out, "articles.jsonl"), [a for a, _ in both])
            _write(Path(out, "readings.jsonl"), [r for _, r in both])
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
