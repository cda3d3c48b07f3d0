"""How near two mentions of an article stand in time and space."""

from __future__ import annotations

from datetime import date

from isnad.reading.mention.mentions import Mention
from isnad.reading.place.places import PlaceMention
from isnad.reading.time.dates import DateMention

PROVINCE = 2.0  # exactness from which a place is a province or finer
_RECENT = 6  # days before publication from which an incident counts as recalled


def old(mention: DateMention, published: date | None) -> bool:
    """Whether a date lies so far before publication that what it dates is recalled."""
    if published is None:
        return False
    value = mention.value
    if len(value) == 10:
        return (published - date.fromisoformat(value)).days > _RECENT
    return value < published.isoformat()[: len(value)]


def days(a: DateMention, b: DateMention) -> float | None:
    """Days between two dates of day precision."""
    if len(a.value) == len(b.value) == 10:
        return abs((date.fromisoformat(a.value) - date.fromisoformat(b.value)).days)
    return None


def in_time(a: Mention, b: Mention, published: date | None) -> dict[str, float]:
    """Features of the likeliest dates of an earlier and a later mention."""
    x, y = (a.dates[0] if a.dates else None), (b.dates[0] if b.dates else None)
    if x and y:
        apart = days(x, y)
        same = x.value.startswith(y.value) or y.value.startswith(x.value)
        return {
            "date_same": same,
            "date_next": bool(apart == 1),
            "date_differs": not same and apart != 1,
            "date_far": apart is not None and apart > 6,
        }
    late, early = y is not None and old(y, published), x is not None and old(x, published)
    return {"date_old_later": late, "date_old_earlier": early, "date_none": x is None and y is None}


def near(a: PlaceMention, b: PlaceMention) -> bool:
    """Whether two places can be one: the same, within 30 km or so, or one holding the other."""
    if a.place is None or b.place is None:
        return False
    if a.place.id == b.place.id:
        return True
    if None not in (a.place.lat, a.place.lon, b.place.lat, b.place.lon):
        close = abs((a.place.lat or 0) - (b.place.lat or 0)) < 0.3 and abs((a.place.lon or 0) - (b.place.lon or 0)) < 0.4
        if close:
            return True
    return a.country == b.country and min(a.exactness, b.exactness) < 1.0


def spots(m: Mention) -> list[PlaceMention]:
    """The two likeliest places of a mention without what holds them: Kidal is near Gao no more because `Mali` stands beside it."""
    places = [p for _, p in m.places[:2]]
    return [p for p in places if p.exactness >= PROVINCE] or places


def in_space(a: Mention, b: Mention) -> dict[str, float]:
    """Features of the likeliest places of two mentions."""
    if not a.places or not b.places:
        return {"place_none": 1.0}
    x, y = a.places[0][1], b.places[0][1]
    same = x.place is not None and y.place is not None and x.place.id == y.place.id
    any_near = any(near(p, q) for p in spots(a) for q in spots(b))
    exact = min(x.exactness, y.exactness) >= PROVINCE
    countries = {p.country for _, p in a.places if p.country}, {p.country for _, p in b.places if p.country}
    return {
        "place_same": same and x.exactness >= PROVINCE,
        "place_same_country": same and x.exactness < PROVINCE,
        "place_near": any_near and not same,
        "place_differs": exact and not any_near,
        "country_differs": bool(countries[0] and countries[1] and countries[0].isdisjoint(countries[1])),
    }
