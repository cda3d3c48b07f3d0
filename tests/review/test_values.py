"""Values as people write them."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from isnad.codebook import Codebook
from isnad.errors import IsnadError
from isnad.model import Party, Report
from isnad.review.values import checked, told
from isnad.store.verdicts import mended

NONE = dict.fromkeys(
    "date date_end date_from country place place_en lat lon place_id place_precision killed injured arrested abducted claimed_by".split()
)
SECRET = Party(text="فلان الفلاني", en=None, kind="civilians", id=None, span=(0, 5), person="private")
ARMY = Party(text="الجيش", en="Army", kind="state_forces", id="ly:army", span=(9, 14), person=None)
REPORT = Report(
    **{**NONE, "country": "TN", "date": "2018-07-04"}, type="attack", status="occurred", place_candidates=[], by=[ARMY], against=[SECRET, ARMY],
    alternatives=[], sources=[], chains=[], evidence="", background=False, confidence=0.5, spans={}, confidences={}, rules={},
)  # fmt: skip

READ: list[tuple[str, Any, str]] = [
    ("killed", "5", "5"), ("killed", 5, "5"), ("killed", "٥", "5"), ("killed", "5.0", "5"), ("killed", "5+", "5+"), ("killed", ">=5", "5+"),
    ("killed", "<=5", "<=5"), ("killed", "~5", "~5"), ("killed", "3..7", "3..7"), ("killed", "3-7", "3..7"), ("killed", [3, 7], "3..7"),
    ("killed", "-", ""), ("killed", None, ""),
    ("date", "2018-07", "2018-07"), ("date", "2018-07-03", "2018-07-03"), ("date", "2018-07-04 00:00:00", "2018-07-04"), ("date", "43285", "2018-07-04"),
    ("date", "-", ""), ("country", "ly", "LY"), ("background", "yes", "yes"), ("background", False, "no"), ("type", "arrests", "arrests"),
    ("status", "denied", "denied"), ("claimed_by", "تنظيم", "تنظيم"),
    ("by", "taliban", "حركة طالبان"), ("by", "-", ""), ("by", "الجيش; taliban", "الجيش; حركة طالبان"), ("against", "[…]; الجيش", "فلان الفلاني; الجيش"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value", "shown"), READ)
def test_a_value_is_read_and_told(codebook: Codebook, field: str, value: Any, shown: str) -> None:
    new = mended(REPORT, field, checked(codebook, REPORT, field, value))
    assert told(new, field) == shown
    if shown:
        assert told(mended(new, field, checked(codebook, new, field, shown)), field) == shown


WRONG = [
    ("killed", "five"), ("killed", "7..3"), ("killed", "~5+"), ("killed", -3), ("type", "-"), ("type", "war"), ("status", ""), ("date", "July"),
    ("date", "2018-13"), ("date_end", "2018-07-03"), ("country", "Tunisia"), ("background", "maybe"), ("by", "x | army"), ("by", "[…]"),
    ("against", "الجيش; […]"), ("claimed_by", 5), ("rules", "x"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value"), WRONG)
def test_what_is_no_value_is_told_with_a_remedy(codebook: Codebook, field: str, value: Any) -> None:
    with pytest.raises(IsnadError) as caught:
        checked(codebook, REPORT, field, value)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("text", "kind", "person"),
    [("taliban", "rebel_group", None), ("شخص ما", "unknown", "private"), ("حركة ما | rebel_group", "rebel_group", None),
     ("مسؤول | civilians | public", "civilians", "public"), ("شخص | private", "unknown", "private")],
)  # fmt: skip
def test_who_is_not_known_is_taken_for_a_private_person(codebook: Codebook, text: str, kind: str, person: str | None) -> None:
    (party,) = mended(REPORT, "by", checked(codebook, REPORT, "by", text)).by
    assert (party.kind, party.person) == (kind, person)


def test_a_party_that_is_kept_stays_what_it_is(codebook: Codebook) -> None:
    assert mended(REPORT, "against", checked(codebook, REPORT, "against", "[…]")).against == [SECRET]
    assert mended(REPORT, "by", checked(codebook, REPORT, "by", "الجيش")).by == [ARMY]


PLACES = [
    ("القصرين", "القصرين", "geonames:2473457", "TN"), ("Kasserine", "القصرين", "geonames:2473457", "TN"),
    ("isnad:tn-jebel-semmama", None, "isnad:tn-jebel-semmama", "TN"), ("قرية لا يعرفها أحد", "قرية لا يعرفها أحد", None, "TN"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "id_", "country"), PLACES)
def test_a_place_brings_its_own_coordinates_or_none(codebook: Codebook, text: str, name: str | None, id_: str | None, country: str) -> None:
    """A mended place kept the coordinates of the place that was read."""
    far = msgspec.structs.replace(REPORT, place="بغداد", place_id="geonames:98182", lat=33.3, lon=44.4, place_en="Baghdad")
    new = mended(far, "place", checked(codebook, far, "place", text))
    assert name in (None, new.place)
    assert (new.place_id, new.country) == (id_, country)
    assert (new.lat is None) == (id_ is None)
    assert new.lat != 33.3
