"""What a matched form can mean, and a form of the matcher with all that it can mean."""

from __future__ import annotations

from typing import final

from isnad.text.tokens import NOUN_PREFIXES, SUFFIXES, VERB_PREFIXES


@final
class Sense:
    """What a matched form can mean: its lexicon and entry, and what may be glued to it.

    A class of its own rather than a tuple by name: compiled, its fields are read without a lookup (decision 009).
    """

    __slots__ = ("al", "gender", "id", "lexicon", "number", "pos", "suffix", "tense")

    def __init__(self, lexicon: str, id: str, pos: str, al: str, suffix: str, tense: str, number: str, gender: str) -> None:
        self.lexicon = lexicon  # trigger actor person nisba place outlet verb connector role cue relation
        self.id = id
        self.pos = pos  # verb noun participle victims phrase name nisba
        self.al = al  # may | must | no
        self.suffix = suffix  # may | must | no | glue (any word may be glued on)
        self.tense = tense
        self.number = number
        self.gender = gender

    def fits(self, prefix: str, suffix: str) -> bool:
        """Whether these letters may be glued before and behind it."""
        if suffix:
            if self.suffix == "no" or (self.suffix != "glue" and suffix not in SUFFIXES):
                return False
        elif self.suffix == "must":
            return False
        if self.pos == "verb":
            return prefix in VERB_PREFIXES and suffix != "ي"  # the pronoun of a verb is ني; جندي is a soldier
        if prefix not in NOUN_PREFIXES:
            return False
        has_al = prefix.endswith("ال") or prefix.endswith("لل")
        if self.al == "must":
            return has_al and suffix != "ي"  # الأمني is of security, and not my security
        if self.al == "no":
            return not has_al
        return not (has_al and suffix)


@final
class Pattern:
    """One form of the matcher: its letters and senses."""

    __slots__ = ("glues", "length", "senses", "told")

    def __init__(self, length: int, senses: tuple[Sense, ...]) -> None:
        self.length, self.senses = length, senses
        self.glues = any(s.suffix == "glue" for s in senses)  # whether any word may be glued on
        self.told: dict[str, tuple[Sense, ...]] = {}

    def fitting(self, prefix: str, suffix: str) -> tuple[Sense, ...]:
        """Its senses between these glued letters, found once for each."""
        key = f"{prefix}+{suffix}" if suffix else prefix
        found = self.told.get(key)
        if found is None:
            found = tuple([s for s in self.senses if s.fits(prefix, suffix)])
            if not suffix or suffix in SUFFIXES:  # any word at all may be glued on: those are too many
                self.told[key] = found
        return found
