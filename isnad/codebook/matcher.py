"""The compiled matcher: every lexicon of the codebook in one automaton of folded stems."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

import ahocorasick

from isnad.codebook import Codebook
from isnad.codebook.entries import Alias, Trigger
from isnad.text.fold import folded
from isnad.text.morphology import Form, nisba_forms, noun_forms, possessed_duals, verb_forms
from isnad.text.sense import Pattern, Sense


class _Told(NamedTuple):
    """What a form can mean, before it is compiled: the fields of a sense."""

    lexicon: str
    id: str
    pos: str
    al: str
    suffix: str
    tense: str
    number: str
    gender: str


class Matcher:
    """The automaton over every form, and what each place name can stand for."""

    def __init__(self, patterns: dict[str, list[_Told]], place_names: dict[str, tuple[str, ...]]) -> None:
        self.place_names = place_names
        self.size = len(patterns)
        self.automaton: Any = ahocorasick.Automaton()
        made: dict[_Told, Sense] = {}
        for key, senses in patterns.items():
            for told in senses:
                if told not in made:
                    made[told] = Sense(*told)
            self.automaton.add_word(key, Pattern(len(key), tuple([made[told] for told in dict.fromkeys(senses)])))
        self.automaton.make_automaton()


@lru_cache(maxsize=4)
def matcher(book: Codebook) -> Matcher:
    """Compile the matcher of a codebook (once for each)."""
    patterns: dict[str, list[_Told]] = defaultdict(list)
    place_names = _places(book, patterns)
    for event in book.events.values():
        for trigger in event.triggers:
            _trigger(patterns, f"{event.id}/{trigger.id}", trigger)
    for id_, actor in book.actors.items():
        if actor.forms:
            for number, lemmas in actor.forms.items():
                for lemma in lemmas:
                    count = {"woman": "one", "women": "many"}.get(number, number)
                    duals = possessed_duals(lemma) if count == "one" and not actor.collective else []
                    own = {f.letters for f in duals if f.suffix == "no"}  # رجلا أمن: two, for one is رجل أمن in every case
                    _add(patterns, [*(f for f in _nouns([lemma], count) if f.letters not in own), *duals], "person", id_, "noun")
        for alias in [*({actor.names["ar"]} if "ar" in actor.names and not actor.forms else ()), *actor.aliases]:
            name = alias.name if isinstance(alias, Alias) else alias
            _name(patterns, name, "actor", id_)
        for nisba in actor.nisba:
            _nisba(patterns, nisba, "actor", id_)
    for code, country in book.countries.items():
        for nisba in country.nisba:
            _nisba(patterns, nisba, "nisba", code)
    for id_, outlet in book.outlets.items():
        for name in [outlet.names.get("ar", ""), *outlet.aliases]:
            if name:
                _name(patterns, name, "outlet", id_)
    for id_, verb in book.verbs.items():
        _add(patterns, verb_forms(verb.past, verb.present, tuple(verb.passive)), "verb", id_, "verb", al="no")
        _add(patterns, _nouns(verb.masdar), "verb", id_, "noun")
    for id_, role in book.roles.items():
        if role.name:
            for form in role.forms:
                _name(patterns, form, "role", id_)
        else:
            for form in role.forms:
                _add(patterns, noun_forms(form, "many" if folded(form).endswith(("ون", "ين")) else "one"), "role", id_, "noun")
    for id_, connector in book.connectors.items():
        _literal(patterns, connector.text, "connector", id_)
    for id_, cue in book.cues.items():
        for words in cue.words:
            _literal(patterns, words, "cue", id_)
    for id_, relation in book.relations.items():
        for words in relation.words:
            _literal(patterns, words, "relation", id_)
    return Matcher(dict(patterns), place_names)


def _put(patterns: dict[str, list[_Told]], letters: str, sense: _Told) -> None:
    if len(letters) >= 2:
        patterns[letters].append(sense)


def _nouns(lemmas: Iterable[str], number: str = "") -> list[Form]:
    out: list[Form] = []
    for index, lemma in enumerate(lemmas):
        out += noun_forms(lemma, number or ("one" if index == 0 else "many"))
    return out


def _add(patterns: dict[str, list[_Told]], forms: Iterable[Form], lexicon: str, id_: str, pos: str, al: str = "may") -> None:
    for form in forms:
        letters = form.letters
        rule = al
        if al == "may" and letters.startswith("ال") and len(letters) > 4:
            letters, rule = letters[2:], "must"
        _put(patterns, letters, _Told(lexicon, id_, pos, rule, form.suffix, form.tense, form.number, form.gender))


def _name(patterns: dict[str, list[_Told]], name: str, lexicon: str, id_: str) -> None:
    letters = folded(name)
    rule = "no"
    if letters.startswith("ال") and len(letters) > 4:
        letters, rule = letters[2:], "must"
    _put(patterns, letters, _Told(lexicon, id_, "name", rule, "no", "", "one", ""))
    if len(letters) > 5 and letters.endswith("ون"):  # الحوثيون، الحوثيين
        _put(patterns, letters[:-2] + "ين", _Told(lexicon, id_, "name", rule, "no", "", "many", ""))


def _literal(patterns: dict[str, list[_Told]], words: str, lexicon: str, id_: str) -> None:
    letters = folded(words)
    rule = "may"
    if letters.startswith("ال") and len(letters) > 4:
        letters, rule = letters[2:], "must"
    glue = "glue" if len(letters) > 2 and letters[-2] == " " else "may"  # وفقا ل: the next word is glued on
    _put(patterns, letters, _Told(lexicon, id_, "phrase", rule, glue, "", "", ""))


def _nisba(patterns: dict[str, list[_Told]], nisba: str, lexicon: str, id_: str) -> None:
    letters = folded(nisba)
    forms = nisba_forms(nisba) if letters.endswith("ي") else noun_forms(nisba, "many")
    _add(patterns, forms, lexicon, id_, "nisba")


def _trigger(patterns: dict[str, list[_Told]], id_: str, trigger: Trigger) -> None:
    if trigger.verb:
        _add(patterns, verb_forms(trigger.verb, trigger.present, tuple(trigger.passive)), "trigger", id_, "verb", al="no")
    _add(patterns, _nouns(trigger.noun), "trigger", id_, "noun")
    for lemma in trigger.participle:
        _add(patterns, _nouns([lemma], "many" if lemma.endswith(("ون", "ين")) else "one"), "trigger", id_, "participle")
    _add(patterns, _nouns(trigger.victims), "trigger", id_, "victims")
    for words in trigger.phrase:
        letters = folded(words)
        rule = "must" if letters.startswith("ال") else "may"
        _put(patterns, letters.removeprefix("ال"), _Told("trigger", id_, "phrase", rule, "may", "", "", ""))


def _places(book: Codebook, patterns: dict[str, list[_Told]]) -> dict[str, tuple[str, ...]]:
    names: dict[str, list[str]] = defaultdict(list)
    stop = {folded(w) for w in book.stop_places}
    for place in book.places.values():
        for name in place.names:
            letters = folded(name)
            if len(letters) > 2 and letters not in stop:
                names[letters].append(place.id)
    for code, country in book.countries.items():
        for name in country.names:
            names[folded(name)].append(f"country:{code}")
    for letters, ids in names.items():
        key, rule = (letters[2:], "must") if letters.startswith("ال") and len(letters) > 4 else (letters, "no")
        _put(patterns, key, _Told("place", letters, "name", rule, "no", "", "one", ""))
        names[letters] = list(dict.fromkeys(ids))
    return {letters: tuple(ids) for letters, ids in names.items()}
