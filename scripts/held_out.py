"""Score isnad on the annotated corpus articles that nothing has learnt from.

    ISNAD_GOLD=... ISNAD_CORPUS=... python -m scripts.held_out

They were drawn from those of which isnad was unsure, and annotated by one reader in one pass: harder and less carefully told than the gold,
but ten times as many, so that small differences between two states of isnad show. Nobody looked for speakers there.
"""

from __future__ import annotations

import json
from typing import Any

import msgspec

from isnad.codebook import load
from isnad.evaluate import score
from isnad.reading import read
from scripts.readings import HELD_OUT
from scripts.readings import load as annotated
from scripts.training import article_of, folders

LEFT_OUT = frozenset({"speakers"})


def main() -> int:
    """Read them and print F1 or accuracy of each field."""
    _, corpus = folders()
    book = load()
    known = [(article_of(a), r) for a, r in annotated(corpus) if r.get("drawn") == HELD_OUT]

    found: dict[str, Any] = {a.id: json.loads(msgspec.json.encode(read(a, book))) for a, _ in known}
    rows = score({a.id: r for a, r in known}, found).rows()
    print(f"{len(known)} articles, {sum(len(r['reports']) for _, r in known)} reports, held out")
    for name, row in rows.items():
        value = row.get("f1", row.get("accuracy"))
        if value is not None and name not in LEFT_OUT:
            print(f"{name:<12} {value:.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
