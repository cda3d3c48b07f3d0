"""What the field would expect of each level of isnad/merge/compare.py, in bits, before any pair has been seen.

scripts/fit_merge.py draws its weights towards these. A day apart is little against, for outlets in other zones and night attacks; three
days and more are much. A place that differs, a dead who differs fourfold, another doer speak against; a shared rare word or figure for.
"""

BIAS = -6.0
PRIOR: dict[str, dict[str, float]] = {
    "type": {"same": 1.5, "near": 0.2, "family": -2, "differs": -4},
    "status": {"same": 0.3, "soft": -0.7, "differs": -2.5},
    "date": {
        "undated_near": 0, "undated": -1.5, "same_day": 3, "next_day": -0.5, "close": -3, "same_month": 2.5, "same_year": 1,
        "month_holds": 0.5, "year_holds": -1, "apart": -10,
    },
    "told": {"news": 0.5, "later": -0.5, "recalled": 0.5, "mixed": -0.5},
    "place": {
        "same": 3.5, "same_wide": 1.5, "country": 0, "same_name": 3.5, "untold": -0.5, "unknown": -0.5, "near": 0.5, "coarse": -1.5,
        "holds": 0, "region": -4, "apart": -7,
    },
    "country": {"untold": 0, "same": 0.5, "differs": -3},
    "by": {"untold": 0, "shared": 1, "differs": -2},
    "against": {"untold": 0, "shared": 1, "differs": -2},
    "names": {"untold": 0, "rare": 3, "some": 1, "few": 0, "none": -0.5},
    "generic": {"untold": 0, "shared": 0.5, "differs": -0.3},
    "killed": {"untold": 0, "one": -0.3, "same_many": 3, "same": 1, "near": 0.5, "twice": -0.5, "differs": -2},
    "injured": {"untold": 0, "one": -0.2, "same_many": 3, "same": 1, "near": 0.5, "twice": -0.5, "differs": -2},
    "held": {"untold": 0, "one": -0.2, "same_many": 3, "same": 1, "near": 0.5, "twice": -0.5, "differs": -2},
    "words": {"untold": 0, "most": 4, "half": 3, "some": 1.5, "few": 0, "other": -1.5},
    "title": {"untold": 0, "half": 2, "some": 1, "few": 0, "other": -1},
}  # fmt: skip
