"""The one pass, over a small codebook of its own: clitics, the article, glued words, suffixes, and which of two hits stays."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from isnad.codebook import Codebook
from isnad.codebook.entries import ActorEntry, Connector, CountryEntry, Cue, EventEntry, OutletEntry, Place, Role, SpeechVerb
from isnad.codebook.matcher import Matcher, matcher
from isnad.scan import scan
from isnad.text import Text

TRIGGERS = [
    {"id": "kill", "verb": "قتل", "noun": ["قتل", "مقتل"], "victims": ["قتيل", "قتلى"]},
    {"id": "throw", "verb": "ألقى", "present": "يلقي"},
    {"id": "hit", "verb": "هاجم", "noun": ["هجوم", "هجمات"]},
    {"id": "fire", "phrase": ["إطلاق النار"]},
    {"id": "ambush", "phrase": ["نصب كمين"]},
    {"id": "trap", "phrase": ["نصب كمين"]},
    {"id": "raid", "noun": ["غارة", "غارات"]},
    {"id": "gunmen", "participle": ["مهاجمون"]},
]
ACTORS: list[dict[str, Any]] = [
    {"id": "x:dawn", "aliases": ["الفجر", {"name": "حركة الفجر الجديد"}], "nisba": ["فجري"]},
    {"id": "x:houthi", "aliases": ["الحوثيون"]},
    {"id": "x:kafr", "aliases": ["كفر نجد"]},
    {"id": "x:rusafa_brigade", "aliases": ["لواء الرصافة"]},
    {"id": "generic:soldier", "forms": {"one": ["جندي"], "many": ["جنود"]}},
]
PLACES = {
    "rusafa": "الرصافة",
    "sur": "صور",
    "aris": "أريس",
    "paris": "باريس",
    "kafr": "كفر نجد",
    "gabes": "قابس",
    "ain": "عين الماء",
    "ain_old": "عين الماء القديمة",
}


def _convert(kind: Any, data: dict[str, Any]) -> Any:
    return msgspec.convert(data, kind)


@pytest.fixture(scope="module")
def small() -> Matcher:
    event = {
        "id": "attack", "family": "violence", "labels": {}, "definition": "", "acled": {}, "plover": {}, "triggers": TRIGGERS,
        "examples": [], "counter_examples": [],
    }  # fmt: skip
    actor = {"names": {}, "kind": "rebel_group"}
    france = {"code": "FR", "en": "France", "fr": "France", "names": ["فرنسا"], "nisba": ["فرنسي"]}
    book = Codebook(
        version="test",
        events={"attack": _convert(EventEntry, event)},
        actors={a["id"]: _convert(ActorEntry, actor | a) for a in ACTORS},
        countries={"FR": _convert(CountryEntry, france)},
        outlets={"x": _convert(OutletEntry, {"id": "x", "names": {"ar": "صحيفة الفجر"}, "kind": "newspaper"})},
        verbs={"say": _convert(SpeechVerb, {"id": "say", "past": "قال", "present": "يقول", "masdar": ["قول"], "sense": "say"})},
        connectors={
            "وفقا ل": _convert(Connector, {"text": "وفقا ل", "role": "source"}),
            "عن": _convert(Connector, {"text": "عن", "role": "source"}),
        },
        roles={"minister": _convert(Role, {"id": "minister", "forms": ["وزير", "وزراء"]})},
        cues={"deny": _convert(Cue, {"id": "deny", "words": ["نفى", "لا صحة ل"], "effect": "denied"})},
        places={
            k: Place(id=k, name_en=k, names=(v,), country="FR", admin1=None, kind="town", lat=None, lon=None, population=0)
            for k, v in PLACES.items()
        },
        stop_places=frozenset({"قابس"}),
    )
    return matcher(book)


# sentence, lexicon, and its hits as (letters, entry, glued before, glued behind), in order
CASES: list[tuple[str, str, list[tuple[str, str, str, str]]]] = [
    # clitics of verbs: conjunction, future, question; a suffix pronoun behind
    ("قتل", "trigger", [("قتل", "attack/kill", "", "")]),
    ("وقتل ثم فقتل", "trigger", [("قتل", "attack/kill", "و", ""), ("قتل", "attack/kill", "ف", "")]),
    ("سيقتل وسيهاجم", "trigger", [("يقتل", "attack/kill", "س", ""), ("يهاجم", "attack/hit", "وس", "")]),
    ("قتلهم وهاجمتها", "trigger", [("قتل", "attack/kill", "", "هم"), ("هاجمت", "attack/hit", "و", "ها")]),
    ("قتلوهم", "trigger", [("قتلو", "attack/kill", "", "هم")]),
    ("ألقاها ثم ألقى", "trigger", [("القا", "attack/throw", "", "ها"), ("القي", "attack/throw", "", "")]),
    ("ألقا", "trigger", []),  # the form that needs a pronoun, without one
    ("ألقىها", "trigger", []),  # the form that takes none, with one
    ("هاجمي", "trigger", []),  # the pronoun of a verb is ني
    ("هاجمني", "trigger", [("هاجم", "attack/hit", "", "ني")]),
    ("الهاجم", "trigger", []),  # no article before a verb
    # clitics of nouns: preposition, article, and ل that swallows the alif of the article
    ("بالهجوم", "trigger", [("هجوم", "attack/hit", "بال", "")]),
    ("وللهجوم", "trigger", [("هجوم", "attack/hit", "ولل", "")]),
    ("كهجوم", "trigger", [("هجوم", "attack/hit", "ك", "")]),
    ("هجومهم", "trigger", [("هجوم", "attack/hit", "", "هم")]),
    ("الهجومهم", "trigger", []),  # the article and a pronoun exclude each other
    ("غارتها", "trigger", [("غارت", "attack/raid", "", "ها")]),
    ("غارت", "trigger", []),
    ("سهجوم", "trigger", []),  # no future before a noun
    ("المهاجمون والمهاجمين", "trigger", [("مهاجمون", "attack/gunmen", "ال", ""), ("مهاجمين", "attack/gunmen", "وال", "")]),
    # a phrase: the article inside stays, a clitic before the first word
    ("بإطلاق النار", "trigger", [("اطلاق النار", "attack/fire", "ب", "")]),
    ("إطلاق النارية", "trigger", []),
    # borders of words: other letters before or behind are another word
    ("مهجوم هجومات جهجوم", "trigger", []),
    ("جنودية", "person", []),
    ("جنود", "person", [("جنود", "generic:soldier", "", "")]),
    ("لجنديين وجنديا", "person", [("جنديين", "generic:soldier", "ل", ""), ("جنديا", "generic:soldier", "و", "")]),
    # names: with the article if the entry has it, without if it has none, never a pronoun
    ("بالرصافة", "place", [("رصافه", "الرصافه", "بال", "")]),
    ("رصافة", "place", []),
    ("الصور", "place", []),
    ("بصور", "place", [("صور", "صور", "ب", "")]),
    ("صورها", "place", []),
    ("في قابس", "place", []),  # a stop word
    ("الحوثيين", "actor", [("حوثيين", "x:houthi", "ال", "")]),
    ("للحوثيين", "actor", [("حوثيين", "x:houthi", "لل", "")]),
    ("مقاتلون فجريون", "actor", [("فجريون", "x:dawn", "", "")]),
    ("الفرنسية", "nisba", [("فرنسيه", "FR", "ال", "")]),
    # the longer hit stays: over its own lexicon, and a name over what stands inside it
    ("قرب عين الماء القديمة", "place", [("عين الماء القديمه", "عين الماء القديمه", "", "")]),
    ("حركة الفجر الجديد", "actor", [("حركه الفجر الجديد", "x:dawn", "", "")]),
    ("لواء الرصافة", "place", []),
    ("لواء الرصافة", "actor", [("لواء الرصافه", "x:rusafa_brigade", "", "")]),
    ("صحيفة الفجر", "actor", []),
    ("صحيفة الفجر والفجر", "actor", [("فجر", "x:dawn", "وال", "")]),
    # two of the same length stay both
    ("نصب كمين", "trigger", [("نصب كمين", "attack/ambush", "", ""), ("نصب كمين", "attack/trap", "", "")]),
    ("كفر نجد", "place", [("كفر نجد", "كفر نجد", "", "")]),
    ("كفر نجد", "actor", [("كفر نجد", "x:kafr", "", "")]),
    # a name over the same token with a glued letter: باريس is no ب and أريس where Paris is known
    ("باريس", "place", [("باريس", "باريس", "", "")]),
    # a connector whose last letter is glued to the next word
    ("وفقا لمصدر", "connector", [("وفقا ل", "وفقا ل", "", "مصدر")]),
    ("وفقا للوزير", "connector", [("وفقا ل", "وفقا ل", "", "لوزير")]),
    ("وفقا للوزير", "role", [("وزير", "minister", "لل", "")]),
    ("عنهم", "connector", [("عن", "عن", "", "هم")]),
    ("عنصر", "connector", []),
    ("نفى الوزير", "cue", [("نفي", "deny", "", "")]),
    ("وقالوا وسيقولون", "verb", [("قالوا", "say", "و", ""), ("يقولون", "say", "وس", "")]),
    # the words may be dressed
    ("#هُجُــوم", "trigger", [("هجوم", "attack/hit", "", "")]),
    ("«هجوم»،", "trigger", [("هجوم", "attack/hit", "", "")]),
    ("12هجوم", "trigger", [("هجوم", "attack/hit", "", "")]),
]


@pytest.mark.parametrize(("sentence", "lexicon", "expected"), CASES)
def test_hits(small: Matcher, sentence: str, lexicon: str, expected: list[tuple[str, str, str, str]]) -> None:
    text = Text.of(sentence)
    hits = scan(text, small).of(lexicon)
    assert list(dict.fromkeys((text.folded[h.start : h.end], h.sense.id, h.prefix, h.suffix) for h in hits)) == expected


def test_a_hit_names_its_tokens(small: Matcher) -> None:
    text = Text.of("ثم وقتلهم الحوثيون قرب عين الماء.")
    found = {(h.sense.lexicon, h.first, h.last) for h in scan(text, small).hits}
    assert found == {("trigger", 1, 2), ("actor", 2, 3), ("place", 4, 6)}


def test_what_is_glued_behind_a_connector_is_not_of_it(small: Matcher) -> None:
    [hit] = scan(Text.of("وفقا لمصدر امني"), small).of("connector")
    assert (hit.first, hit.last) == (0, 1)


@pytest.mark.parametrize(("word", "expected"), [("الهجوم", True), ("وبالهجوم", True), ("للهجوم", True), ("لهجوم", False), ("هجوم", False)])
def test_definite(small: Matcher, word: str, expected: bool) -> None:
    [hit] = scan(Text.of(word), small).of("trigger")
    assert hit.definite is expected


def test_one_form_gives_every_sense_it_has(small: Matcher) -> None:
    found = {(h.sense.pos, h.sense.tense) for h in scan(Text.of("قتل"), small).of("trigger")}
    assert found == {("verb", "past"), ("noun", "")}


def test_hits_stand_in_the_order_of_the_text(small: Matcher) -> None:
    hits = scan(Text.of("قال الوزير إن جنديا قتل في هجوم قرب صور وفقا لمصدر"), small).hits
    assert [h.first for h in hits] == sorted(h.first for h in hits)
    assert {h.sense.lexicon for h in hits} == {"verb", "role", "person", "trigger", "place", "connector"}
