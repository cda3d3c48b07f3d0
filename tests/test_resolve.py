"""Homonyms: which entry a name means, by country, container, noun, neighbours and home."""

from __future__ import annotations

import pytest

from isnad.codebook import load
from isnad.codebook.matcher import matcher
from isnad.resolve import PROVINCES, TOWNS, km, place_of, resolve_place
from isnad.text.fold import folded

BOOK = load()
NAMES = matcher(BOOK).place_names

CASES = [
    # name, geography, container, home, wanted, expected country, expected class (None: any)
    ("طرابلس", {"LY": 0.8}, None, None, TOWNS, "LY", "city"),
    ("طرابلس", {"LB": 0.8}, None, None, TOWNS, "LB", "city"),
    ("طرابلس", {}, "LB", None, TOWNS, "LB", "city"),
    ("طرابلس", {}, "LY", None, TOWNS, "LY", "city"),
    ("طرابلس", {"LY": 0.3, "LB": 0.2}, "LB", None, TOWNS, "LB", "city"),
    ("طرابلس", {}, None, "LB", TOWNS, "LB", "city"),
    ("الزاوية", {"LY": 0.9}, None, None, frozenset(), "LY", None),
    ("الزاوية", {"TN": 0.9}, None, "TN", frozenset(), "TN", None),
    ("الزاوية", {"PS": 0.9}, None, None, frozenset(), "PS", None),
    ("الرياض", {"SA": 0.5}, None, None, frozenset(), "SA", None),
    ("سوسة", {"TN": 0.5}, None, None, TOWNS, "TN", "city"),
    ("سوسة", {"LY": 0.9}, "LY", None, TOWNS, "LY", "town"),
    ("سوسة", {"TN": 0.5}, None, "TN", PROVINCES, "TN", "admin1"),
    ("حلب", {"SY": 0.5}, None, None, PROVINCES, "SY", "admin1"),
    ("حلب", {"SY": 0.5}, None, None, TOWNS, "SY", "city"),
    ("رفح", {"PS": 0.6}, None, None, frozenset(), "PS", None),
    ("رفح", {"EG": 0.7}, "EG", None, frozenset(), "EG", None),
    ("سنجار", {"IQ": 0.5}, None, None, frozenset(), "IQ", None),
    ("العزيزية", {"LY": 0.5}, None, None, frozenset(), "LY", None),
    ("العزيزية", {"IQ": 0.5}, None, None, frozenset(), "IQ", None),
    ("القنيطرة", {"SY": 0.6}, None, None, frozenset(), "SY", None),
    ("القنيطرة", {"MA": 0.6}, None, None, frozenset(), "MA", None),
    ("البريقة", {"LY": 0.6}, None, None, frozenset(), "LY", None),
    ("البريقة", {"YE": 0.6}, None, None, frozenset(), "YE", None),
    ("البيضاء", {"YE": 0.6}, None, None, PROVINCES, "YE", "admin1"),
    ("البيضاء", {"LY": 0.6}, None, None, TOWNS, "LY", "city"),
    ("صعدة", {"YE": 0.6}, None, None, PROVINCES, "YE", "admin1"),
    ("بوسو", {"NE": 0.6}, None, None, frozenset(), "NE", None),
    ("عمان", {"JO": 0.3}, None, None, frozenset(), "JO", "city"),
    ("دوما", {"SY": 0.3}, None, None, frozenset(), "SY", None),
]


@pytest.mark.parametrize(("name", "geography", "container", "home", "wanted", "country", "kind"), CASES)
def test_homonyms(
    name: str, geography: dict[str, float], container: str | None, home: str | None, wanted: frozenset[str], country: str, kind: str | None
) -> None:
    found = resolve_place(BOOK, NAMES[folded(name)], geography, container=container, home=home, wanted=wanted)
    assert found.country == country
    assert kind is None or (found.place and found.place.kind == kind)
    assert 0 < found.share <= 1


def test_a_neighbour_decides_between_places_of_one_country() -> None:
    zawiya, tripoli = NAMES[folded("الزاوية")], BOOK.places["geonames:2210247"]
    found = resolve_place(BOOK, zawiya, {}, near=[tripoli])
    assert found.place and km(found.place, tripoli) < 100


def test_losers_are_told_with_their_shares() -> None:
    found = resolve_place(BOOK, NAMES[folded("طرابلس")], {"LY": 0.5, "LB": 0.4})
    assert found.losers
    assert found.share + sum(share for _, share in found.losers) <= 1.02


def test_no_province_stands_twice() -> None:
    seen: dict[tuple[str, str], str] = {}
    for place in BOOK.places.values():
        if place.kind == "admin1" and place.country and place.admin1:
            other = seen.setdefault((place.country, place.admin1), place.id)
            assert other == place.id, f"{other} and {place.id} are one division"


def test_countries_are_entries() -> None:
    found = place_of(BOOK, "country:SY")
    assert found and found.kind == "country" and found.country == "SY"
    assert place_of(BOOK, "country:XX") is None and place_of(BOOK, "geonames:0") is None
    assert resolve_place(BOOK, (), {}).place is None
