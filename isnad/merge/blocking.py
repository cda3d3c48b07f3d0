"""Which pairs of reports are compared at all: joins on equal keys only, so that the pairs grow with the reports.

The day of the incident blocks, not that of publication: an old attack is recalled by articles years apart.
"""

from __future__ import annotations

from typing import Any

# One row for each day and kind by which a report can be found: its own days (at most four), or for undated news the days up to its
# publication.
_DAYS = """
CREATE TEMP TABLE days AS
SELECT unique_id AS id, country, kind, anchors, named,
    unnest(CASE WHEN precision = 1 THEN range(day, least(day_end, day + 3) + 1) ELSE range(published - 1, published + 1) END) AS d
FROM (SELECT *, unnest(kinds) AS kind FROM facts WHERE precision = 1 OR (precision = 0 AND published > 0 AND NOT background))
"""
# One row for each key by which a report can be found without its day.
_KEYS = """
CREATE TEMP TABLE keys AS
SELECT unique_id AS id, kind, key, precision, day, day_end, published, year(day_of) * 12 + month(day_of) AS month, year(day_of) AS year
FROM (SELECT *, unnest(list_concat(anchors, named)) AS key, DATE '0001-01-01' + (day - 1) AS day_of
    FROM (SELECT *, unnest(kinds) AS kind FROM facts))
"""
_RULES = {
    "day": """
        SELECT l.id AS a, r.id AS b FROM (SELECT *, unnest([d - 1, d, d + 1]) AS e FROM days) l
        JOIN days r ON l.e = r.d AND l.country = r.country AND l.kind = r.kind""",
    "day_and_key": """
        SELECT l.id AS a, r.id AS b FROM (SELECT id, kind, unnest(range(d - 3, d + 4)) AS e, key
            FROM (SELECT *, unnest(list_concat(anchors, named)) AS key FROM days)) l
        JOIN (SELECT id, kind, d, unnest(list_concat(anchors, named)) AS key FROM days) r
        ON l.e = r.d AND l.key = r.key AND l.kind = r.kind""",
    "month": """
        SELECT l.id AS a, r.id AS b FROM (SELECT * FROM keys WHERE precision = 2) l
        JOIN (SELECT * FROM keys WHERE precision IN (1, 2)) r ON l.key = r.key AND l.kind = r.kind AND l.month = r.month""",
    "year": """
        SELECT l.id AS a, r.id AS b FROM (SELECT * FROM keys WHERE precision = 3) l
        JOIN (SELECT * FROM keys WHERE precision > 0) r ON l.key = r.key AND l.kind = r.kind AND l.year = r.year""",
    "undated": """
        SELECT l.id AS a, r.id AS b FROM
        (SELECT *, unnest(range(published - 3, published + 4)) AS p FROM keys WHERE precision = 0 AND published > 0) l
        JOIN keys r ON l.key = r.key AND l.kind = r.kind AND l.p = r.published""",
    "undated_name": """
        SELECT l.id AS a, r.id AS b FROM
        (SELECT *, unnest([published // 30 - 1, published // 30, published // 30 + 1]) AS p FROM names
            WHERE precision = 0 AND published > 0) l
        JOIN names r ON l.key = r.key AND l.kind = r.kind AND l.p = r.published // 30""",
}
_NAMES = """
CREATE TEMP TABLE names AS
SELECT unique_id AS id, unnest(kinds) AS kind, key, precision, published FROM (SELECT *, unnest(named) AS key FROM facts)
"""
_PAIRS = """
CREATE TABLE pairs AS SELECT least(a, b) AS join_key_l, greatest(a, b) AS join_key_r
FROM ({rules}) JOIN facts l ON l.unique_id = a JOIN facts r ON r.unique_id = b
WHERE a <> b AND l.article <> r.article {fresh}
GROUP BY join_key_l, join_key_r
"""


def block(con: Any, *, fresh: bool) -> None:
    """Make the table `pairs` from the table `facts`; `fresh`: only pairs of which one is in the table `fresh`."""
    for sql in (_DAYS, _KEYS, _NAMES):
        con.execute(sql)
    rules = " UNION ALL ".join(f"({sql})" for sql in _RULES.values())
    wanted = "AND (a IN (SELECT id FROM fresh) OR b IN (SELECT id FROM fresh))" if fresh else ""
    con.execute(_PAIRS.format(rules=rules, fresh=wanted))
    for name in ("days", "keys", "names"):
        con.execute(f"DROP TABLE {name}")
