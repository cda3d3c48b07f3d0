"""A user's folder over the package: what is added, what is replaced, and that a reading knows it without any code."""

from __future__ import annotations

from datetime import date

import pytest

from isnad.codebook import Codebook, load
from isnad.model import Article, Reading
from isnad.reading import read
from isnad.reading.mention.triggers import find_triggers
from tests.codebook.test_load import COLUMNS, written
from tests.reading.helpers import parsed

PUBLISHED = date(2019, 6, 20)  # a Thursday
FILES: dict[str, str | bytes] = {
    "actors/mine.yaml": """
- id: x:salt_guard
  names: {en: Salt Guard, ar: حرس الملح, fr: Garde du sel}
  aliases: [{name: كتيبة الملح الأبيض, from: 2017-03}]
  kind: rebel_group
  country: [NE]
  nisba: [ملحاوي]
  wikidata: null
- id: isis
  names: {en: ISIS as I write it, ar: تنظيم الدولة الإسلامية, fr: EI}
  aliases: [داعش]
  kind: political_militia
  country: [IQ]
""",
    "events/mine.yaml": """
id: attack
triggers:
  - id: pelt_with_salt
    verb: ملّح
    present: يملّح
    noun: [تمليح]
    frame: {subject: by, object: against, of: against}
    weight: 1.0
""",
    "events/grenade.yaml": """
id: grenade
labels: {en: Hand grenade, ar: قنبلة, fr: Grenade à main}
triggers:
  - {id: rummana, phrase: [كرة النار اليدوية], weight: 0.9}
""",
    "outlets.yaml": "- {id: x:salt_news, names: {en: Salt News, ar: أخبار الملح}, country: NE, kind: newspaper}\n",
    "places/mine.csv": COLUMNS + "x:milhana,Milhana,ملحانة النيجر,NE,,town,13.5,7.5,900\n",
    "places/stop.txt": "# no place\nزرمدة\n",
    "narration.yaml": "leisure: [تمليح]\n",
}


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Codebook:
    return load(written(tmp_path_factory.mktemp("codebook"), FILES))


def _read(text: str, codebook: Codebook) -> Reading:
    return read(Article(id="t", text=text, published=PUBLISHED), codebook)


def test_entries_are_added_and_replaced(codebook: Codebook, mine: Codebook) -> None:
    assert set(mine.actors) - set(codebook.actors) == {"x:salt_guard"}
    assert codebook.actors["isis"].kind == "rebel_group"
    assert mine.actors["isis"].kind == "political_militia"
    assert set(mine.outlets) - set(codebook.outlets) == {"x:salt_news"}
    assert mine.places["x:milhana"].lat == 13.5
    assert mine.stop_places == codebook.stop_places | {"زرمدة"}
    assert mine.version != codebook.version
    assert mine.origin["x:salt_guard"] == "actors/mine.yaml"


def test_an_event_type_keeps_what_a_users_file_leaves_out(codebook: Codebook, mine: Codebook) -> None:
    ours, theirs = codebook.events["attack"], mine.events["attack"]
    assert [t.id for t in theirs.triggers] == [*(t.id for t in ours.triggers), "pelt_with_salt"]
    assert (theirs.labels, theirs.examples, theirs.acled) == (ours.labels, ours.examples, ours.acled)


def test_a_users_trigger_replaces_the_one_with_its_id(codebook: Codebook, mine: Codebook) -> None:
    ours, theirs = codebook.events["grenade"], mine.events["grenade"]
    assert theirs.labels["en"] == "Hand grenade"
    assert theirs.definition == ours.definition
    assert len(theirs.triggers) == len(ours.triggers)
    assert [t.noun for t in theirs.triggers if t.id == "rummana"] == [[]]


def test_a_key_of_a_table_replaces_its_list_alone(codebook: Codebook, mine: Codebook) -> None:
    assert mine.tables["narration"]["leisure"] == ["تمليح"]
    assert mine.tables["narration"]["court"] == codebook.tables["narration"]["court"]


def test_the_package_is_untouched_by_a_users_folder(codebook: Codebook, mine: Codebook) -> None:
    assert "x:salt_guard" in mine.actors
    assert "x:salt_guard" not in codebook.actors
    assert "leisure" in codebook.tables["narration"]
    assert codebook.tables["narration"]["leisure"] != ["تمليح"]


SENTENCE = "هاجم مسلحون من حرس الملح ثكنة للجيش النيجري في ملحانة النيجر يوم الثلاثاء، مما أسفر عن مقتل أربعة جنود."


def test_a_new_group_and_place_are_read(codebook: Codebook, mine: Codebook) -> None:
    [report] = _read(SENTENCE, mine).reports
    assert [(p.id, p.en, p.kind) for p in report.by] == [("x:salt_guard", "Salt Guard", "rebel_group")]
    assert (report.place, report.place_id, report.country) == ("ملحانة النيجر", "x:milhana", "NE")
    assert (report.date, report.killed and report.killed.n) == ("2019-06-18", 4)
    assert all(p.id != "x:salt_guard" for r in _read(SENTENCE, codebook).reports for p in r.by)


@pytest.mark.parametrize("name", ["كتيبة الملح الأبيض", "الملحاويون"])
def test_a_new_group_is_known_by_its_alias_and_nisba(mine: Codebook, name: str) -> None:
    [report] = _read(f"قتل {name} سبعة جنود في هجوم على حاجز قرب أغاديس أمس الأربعاء.", mine).reports
    assert [p.id for p in report.by] == ["x:salt_guard"]


@pytest.mark.parametrize("words", ["ملّح مسلحون", "وملحت جماعة مسلحة"])
def test_a_new_trigger_is_read(codebook: Codebook, mine: Codebook, words: str) -> None:
    sentence = f"{words} قافلة للجيش النيجري قرب أغاديس أمس الأربعاء، ما أدى إلى إصابة خمسة جنود."
    [report] = _read(sentence, mine).reports
    assert (report.type, report.rules["type"]) == ("attack", "attack/pelt_with_salt")
    assert all(r.rules["type"] != "attack/pelt_with_salt" for r in _read(sentence, codebook).reports)


def test_the_new_trigger_fills_its_frame(mine: Codebook) -> None:
    [report] = _read("ملّح حرس الملح موظفين قرب أغاديس أمس الأربعاء، ما أدى إلى إصابة خمسة منهم.", mine).reports
    assert [p.id for p in report.by] == ["x:salt_guard"]
    assert [p.text for p in report.against] == ["موظفين"]


@pytest.mark.parametrize("words", ["ملّحوا القافلة", "سيملحون القافلة", "وملّحهم مسلحون", "بتمليح القافلة", "تمليحها"])
def test_the_forms_of_a_new_trigger_are_made(mine: Codebook, words: str) -> None:
    assert [t.frame.id for t in find_triggers(parsed(words, mine))] == ["attack/pelt_with_salt"]
