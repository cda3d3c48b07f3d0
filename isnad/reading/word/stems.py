"""Words without what is glued to them: what networks know words by."""

from __future__ import annotations

_PREFIXES = ("وال", "بال", "فال", "كال", "ولل", "لل", "ال", "و", "ف", "ب", "ل")
_SUFFIXES = ("ها", "هم", "ون", "ين", "ات", "وا", "ان", "ه", "ت")
# One that ends as another does stands before it.
_ENDINGS = ("هما", "تها", "ته", "ها", "هم", "ون", "ين", "ات", "وا", "ان", "يه", "ه", "ت", "ا", "ي")
_GLUED = (*_PREFIXES, "س", "ي", "ت")
_SHORTEST = 3  # letters that a word keeps without its prefix or suffix


def stem(word: str) -> str:
    """A word without what may be glued before it."""
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST:
            return word[len(prefix) :]
    return word


def light_stem(word: str) -> str:
    """A stem without its ending too: `قوات`, `قواته` and `القوات` are one (after Larkey and others, 2002)."""
    word = stem(word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word


def shape(word: str) -> list[str]:
    """The names of what may be glued before and behind a word."""
    prefix = next((f"prefix.{p}" for p in _GLUED if word.startswith(p) and len(word) - len(p) >= _SHORTEST), None)
    suffix = next((f"suffix.{s}" for s in _SUFFIXES if word.endswith(s) and len(word) - len(s) >= _SHORTEST), None)
    return [x for x in (prefix, suffix) if x]
