"""How two reports are compared: per comparison its levels, the first that holds counts, each with its meaning in words.

Conditions are SQL over the columns of isnad.merge.table, `_l` and `_r` being the two reports. Weights stand in merge.yaml.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple


class Level(NamedTuple):
    """A level of a comparison: its name, the condition (`ELSE` for the last), and what it says to people."""

    name: str
    condition: str
    words: str


_ELSE = "ELSE"
_APART = 1e-6


def _both(column: str) -> str:
    return f"{column}_l = {column}_r"


def _told(column: str) -> str:
    return f"len({column}_l) > 0 AND len({column}_r) > 0"


def _shared(column: str) -> str:
    return f"shared({column}_l, {column}_r)"


def _bits(column: str) -> str:
    return f"shared_bits({column}_l, {column}_r)"


def _ratio(column: str, least: float) -> str:
    return f"{_bits(column)} >= {least} * least({column}_bits_l, {column}_bits_r)"


def _alike(column: str, what: str, *steps: tuple[str, float, str]) -> list[Level]:
    levels = [Level("untold", f"{column}_bits_l < 8 OR {column}_bits_r < 8", f"no {what} to compare")]
    levels += [Level(name, _ratio(column, least), words) for name, least, words in steps]
    return [*levels, Level("other", _ELSE, f"the {what} shares nothing that is rare")]


def _figure(field: str, what: str) -> list[Level]:
    low, high = f"{field}_low", f"{field}_high"
    apart = f"(greatest({low}_l, {low}_r) - least({high}_l, {high}_r))"
    return [
        Level("untold", f"{low}_l < 0 AND {low}_r < 0", f"neither tells the number of {what}"),
        Level("one", f"{low}_l < 0 OR {low}_r < 0", f"only one tells the number of {what}"),
        Level("same_many", f"{_both(low)} AND {low}_l >= 4", f"the same number of {what}, four or more"),
        Level("same", f"{apart} <= 0", f"the same number of {what}"),
        Level(
            "near", f"({apart} <= 2 AND least({high}_l, {high}_r) >= 3) OR {apart} * 3 <= least({high}_l, {high}_r)",
            f"nearly the same number of {what}",
        ),
        Level("twice", f"greatest({low}_l, {low}_r) <= 2 * least({high}_l, {high}_r)", f"up to twice the number of {what}, as a toll rises"),
        Level("differs", _ELSE, f"another number of {what}"),
    ]  # fmt: skip


def _side(column: str, what: str) -> list[Level]:
    return [
        Level("untold", f"NOT ({_told(column)})", f"one of them does not name {what}"),
        Level("shared", f"{_shared(column)} > 0", f"the same {what}, or one that belongs to the other"),
        Level("differs", _ELSE, f"other {what}"),
    ]


_DAYS = "precision_l = 1 AND precision_r = 1"
_GAP = "greatest(day_l - day_end_r, day_r - day_end_l, 0)"
_PUBLISHED = "published_l > 0 AND published_r > 0 AND abs(published_l - published_r)"
_KM = (
    "12742 * asin(sqrt(least(1, pow(sin(radians(lat_r - lat_l) / 2), 2) + cos(radians(lat_l)) * cos(radians(lat_r)) "
    "* pow(sin(radians(lon_r - lon_l) / 2), 2))))"
)
_PLACED = "radius_l > 0 AND radius_r > 0"
_FINE = "radius_l BETWEEN 1 AND 30 AND radius_r BETWEEN 1 AND 30"

# What the conditions call. list_intersect says the same and takes ten times as long.
MACROS = (
    "CREATE MACRO shared(a, b) AS len(list_filter(a, lambda x: list_contains(b, x)))",
    "CREATE MACRO shared_bits(a, b) AS coalesce(list_sum(list_transform(list_filter(a, lambda x: list_contains(b, x)), lambda x: x & 15)), 0)",
)

COMPARISONS: dict[str, list[Level]] = {
    "type": [
        Level("same", _both("type"), "the same type"),
        Level("near", "((near_l >> type_r) & 1) = 1", "types that are often told of one incident"),
        Level("family", _both("family"), "types of one family"),
        Level("differs", _ELSE, "types of different families"),
    ],
    "status": [
        Level("same", _both("status"), "the same status"),
        Level("soft", "((soft_l >> status_r) & 1) = 1", "statuses that go together"),
        Level("differs", _ELSE, "one tells it as done, the other not"),
    ],
    "date": [
        Level("undated_near", f"(precision_l = 0 OR precision_r = 0) AND {_PUBLISHED} <= 1", "one is undated, published within a day"),
        Level("undated", "precision_l = 0 OR precision_r = 0", "one is undated"),
        Level("same_day", f"{_DAYS} AND {_GAP} = 0", "the same day"),
        Level("next_day", f"{_DAYS} AND {_GAP} = 1", "a day apart"),
        Level("close", f"{_DAYS} AND {_GAP} <= 3", "two or three days apart"),
        Level("same_month", "precision_l = 2 AND precision_r = 2 AND day_l = day_r", "the same month, no day told"),
        Level("same_year", "precision_l = 3 AND precision_r = 3 AND day_l = day_r", "the same year, no month told"),
        Level("month_holds", f"{_GAP} = 0 AND greatest(precision_l, precision_r) = 2", "the month of one holds the day of the other"),
        Level("year_holds", f"{_GAP} = 0", "the year of one holds the date of the other"),
        Level("apart", _ELSE, "other dates"),
    ],
    "told": [
        Level("news", f"NOT background_l AND NOT background_r AND {_PUBLISHED} <= 1", "both as news, published within a day"),
        Level("later", "NOT background_l AND NOT background_r", "both as news, published further apart"),
        Level("recalled", "background_l AND background_r", "both recall it"),
        Level("mixed", _ELSE, "one as news, the other recalls it"),
    ],
    "place": [
        Level("same", f"{_both('place')} AND place_l > 0 AND {_FINE}", "the same place"),
        Level("same_wide", f"{_both('place')} AND place_l > 0 AND radius_l < 300", "the same province or region"),
        Level("country", f"{_PLACED} AND radius_l >= 300 AND radius_r >= 300 AND {_both('place')}", "the same country, nothing finer"),
        Level("same_name", f"({_bits('spots')}) >= 0.6 * greatest(spots_bits_l, spots_bits_r) AND spots_bits_l > 0", "the same name of a place"),
        Level("untold", f"NOT ({_PLACED}) AND ((radius_l < 0 AND spots_bits_l = 0) OR (radius_r < 0 AND spots_bits_r = 0))", "one names no place"),
        Level("unknown", f"NOT ({_PLACED})", "a place that the gazetteer does not know"),
        Level("near", f"{_FINE} AND {_KM} <= 12 + greatest(radius_l, radius_r)", "places near each other"),
        Level("coarse", "greatest(radius_l, radius_r) >= 300 AND country_l = country_r", "one names the country alone"),
        Level("holds", f"NOT ({_FINE}) AND {_KM} <= radius_l + radius_r", "the area of one reaches the place of the other"),
        Level("region", f"{_KM} <= 100", "places within 100 km"),
        Level("apart", _ELSE, "places far from each other"),
    ],
    "country": [
        Level("untold", "country_l = 0 OR country_r = 0", "one names no country"),
        Level("same", _both("country"), "the same country"),
        Level("differs", _ELSE, "other countries"),
    ],
    "by": _side("by", "doers"),
    "against": _side("against", "victims"),
    "names": [
        Level("untold", "names_bits_l = 0 OR names_bits_r = 0", "one names no party"),
        Level("rare", f"{_bits('names')} >= 16", "the parties share rare words, such as a name"),
        Level("some", f"{_bits('names')} >= 7", "the parties share words"),
        Level("few", f"{_bits('names')} >= 3", "the parties share common words"),
        Level("none", _ELSE, "the parties share no words"),
    ],
    "generic": [
        Level("untold", f"NOT ({_told('generic')})", "one has no parties without a name"),
        Level("shared", f"{_shared('generic')} > 0", "the same kind of persons"),
        Level("differs", _ELSE, "other kinds of persons"),
    ],
    "killed": _figure("killed", "dead"),
    "injured": _figure("injured", "wounded"),
    "held": _figure("held", "arrested or abducted"),
    "words": _alike(
        "words", "wording", ("most", 0.6, "nearly the same words"), ("half", 0.4, "half of the words"),
        ("some", 0.25, "a quarter of the words"), ("few", 0.12, "few words"),
    ),
    "title": _alike(
        "title", "headline", ("half", 0.5, "headlines that share half of their words"), ("some", 0.25, "headlines that share words"),
        ("few", 0.1, "headlines that share a word or two"),
    ),
}  # fmt: skip


def settings_of(weights: dict[str, Any]) -> dict[str, Any]:
    """The comparisons as splink's settings, each level with the weight of `weights_of`.

    splink wants an m and a u probability; any two with the ratio 2**weight say the same.
    """
    fitted = weights_of(weights)
    return {
        "link_type": "dedupe_only",
        "probability_two_random_records_match": probability(float(weights["bias"])),
        "comparisons": [_comparison(name, levels, fitted[name]) for name, levels in COMPARISONS.items()],
        "blocking_rules_to_generate_predictions": ["l.unique_id = r.unique_id"],  # never used: blocking.py gives the pairs
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": True,
    }


def weights_of(weights: dict[str, Any]) -> dict[str, dict[str, float]]:
    """Bits by comparison and level, 0 for a level that was not fitted.

    A millionth for each level tells levels of equal weight apart, for splink returns weights and not levels.
    """
    fitted = weights["weights"]
    return {
        name: {level.name: float(fitted.get(name, {}).get(level.name, 0.0)) + i * _APART for i, level in enumerate(levels)}
        for name, levels in COMPARISONS.items()
    }


def probability(bits: float) -> float:
    """The probability of log odds in bits."""
    return 1 / (1 + math.exp2(-bits))


def _comparison(name: str, levels: list[Level], fitted: dict[str, float]) -> dict[str, Any]:
    rows = []
    for level in levels:
        m = probability(fitted[level.name])
        rows.append({"sql_condition": level.condition, "label_for_charts": level.name, "m_probability": m, "u_probability": 1 - m})
    return {"output_column_name": name, "comparison_levels": rows}
