"""Draw reports that name a place from the reading of a corpus, for quality/places.csv.

    python scripts/sample_places.py ARTICLES.jsonl.gz [N] > sample.csv

Reads gzipped JSON lines in an order shuffled with a fixed seed until N reports (default 200), one an article, name a place.
Writes article_id, place, place_id, name_en, country and empty verdict and note: no text of an article. The last line, on standard
error, is the share of reports with a place that resolve to an entry.

A verdict is `right` if the words name a place in the article and the entry and country are the ones that it means (no entry where
the gazetteer has none is right too). The note says where the place is not that of the incident, or no incident is told.
"""

from __future__ import annotations

import csv
import gzip
import json
import random
import sys
from datetime import date

from isnad.codebook import load
from isnad.model import Article
from isnad.reading import read

SEED = 40529
COLUMNS = ("article_id", "place", "place_id", "name_en", "country", "verdict", "note")


def main(path: str, wanted: int = 200) -> None:
    codebook = load()
    with gzip.open(path, "rt", encoding="utf-8") as file:
        lines = list(file)
    rng = random.Random(SEED)
    rng.shuffle(lines)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(COLUMNS)
    drawn = told = resolved = 0
    for line in lines:
        raw = json.loads(line)
        article = Article(
            id=raw["id"], title=raw.get("title") or "", text=raw["text"], publisher=raw.get("publisher"),
            published=date.fromisoformat(raw["published"][:10]) if raw.get("published") else None,
        )  # fmt: skip
        placed = [r for r in read(article, codebook).reports if r.place]
        if not placed:
            continue
        told += len(placed)
        resolved += sum(r.place_id is not None for r in placed)
        report = rng.choice(placed)
        out.writerow((article.id, report.place, report.place_id or "", report.place_en or "", report.country or "", "", ""))
        drawn += 1
        if drawn == wanted:
            break
    print(f"{drawn} reports drawn; of {told} with a place {resolved} ({resolved / max(1, told):.1%}) have an entry", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:3]))
