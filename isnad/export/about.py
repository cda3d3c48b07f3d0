"""What a file says of itself: what it counts, from what, when, by which version and codebook."""

from __future__ import annotations

from isnad.export.selection import Provenance

NOTE = "Everything is as reported; nothing is confirmed."
POINTS = "Points are the centre in the gazetteer of what place_precision names, never finer than the text; what is only known to lie in a country has none."


def about_of(provenance: Provenance) -> dict[str, str]:
    """Name and value of all that is known of the file's origin; `sentence` says it at once."""
    p = provenance
    chosen = "; ".join(f"{key} {value}" for key, value in p.filter.items()) or "all"
    return {
        "sentence": p.sentence, "title": p.title, "table": p.table, "filter": chosen, "articles": str(p.articles), "outlets": str(p.outlets),
        "first_published": p.first or "", "last_published": p.last or "", "made_at": p.made_at, "made_by": f"isnad {p.version}",
        "codebook": p.codebook, "merge": p.merge, "names": "kept" if p.names else "masked", "points": POINTS,
    }  # fmt: skip
