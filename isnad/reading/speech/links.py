"""Who else stands in the chain of a citation: the medium that was spoken to, the origin behind it, a second speaker."""

from __future__ import annotations

from isnad.reading.speech.cited import Citation, Cited
from isnad.reading.speech.sentence import Sentence
from isnad.scan import Hit

_THROUGH = 14  # words behind a subject in which the medium or origin stands
_ORIGIN = 8  # words behind a medium in which `عن` names its origin


def between(sentence: Sentence, start: int, end: int) -> None:
    """A medium between verb and subject: `أكد لوكالة الأنباء فلان`."""
    for i in range(start, end):
        _medium(sentence, i)


def through(sentence: Sentence, cited: Cited, start: int | None = None, *, relays: bool = False) -> None:
    """`نقلت الوكالة عن X`, `قال X لوكالة Y`: who else stands in the chain behind a subject, or behind `start`.

    `relays`: the verb is one of handing on, so that one who is no medium has an origin too (`نقل المرصد عن الأهالي`).
    """
    words, table = sentence.parse.words, sentence.words
    i = start or cited.last
    for k in range(i, min(sentence.end, i + _THROUGH)):
        word = words[k]
        if k > i and (word in table.said_next or word in (".", ":") or sentence.subjects.is_verb(k)):
            return
        if word in ("عن", "عنه", "عنها") and (relays or cited.kind == "media") and k - i < _ORIGIN:
            origin = sentence.noun(k + 1) or sentence.phrases.alone(k + 1)
            if origin is not None and word == "عن":
                sentence.add(Citation(origin, k, origin.last, "origin", None))
                sentence.cover(k, origin.last)
                joined(sentence, origin, None, "say", "origin")
                return
        _medium(sentence, k, told=cited.last <= k <= cited.last + (words[cited.last] == "،"))


def joined(sentence: Sentence, cited: Cited, verb: Hit | None, sense: str, place: str = "speaker", token: int = -1) -> None:
    """A second speaker: `قالت مصادر محلية وأخرى طبية`, `أعلنت السعودية والإمارات`."""
    i = cited.last
    words = sentence.parse.words
    for _ in range(3):
        if i >= sentence.end or not words[i].startswith("و") or len(words[i]) < 3 or sentence.subjects.is_verb(i):
            return
        other = _second(sentence, i)
        if other is None or _describes(sentence, cited, words[i]):
            return  # مصادر عسكرية وحقوقية: one source, described twice
        sentence.add(Citation(other, other.first if token < 0 else token, other.last, place, verb, sense))
        i = other.last


def is_medium(sentence: Sentence, cited: Cited) -> bool:
    """Whether one who is spoken to hands it on: a medium, no journalist, no media in general."""
    vague = cited.bare and cited.role in sentence.words.vague_media
    return cited.kind == "media" and cited.role not in sentence.words.no_media and not vague


def _medium(sentence: Sentence, i: int, *, told: bool = False) -> None:
    """A medium that is spoken to; `told`: it may be the object of the verb (أبلغ المسؤول وكالة كذا)."""
    word = sentence.parse.words[i]
    if not (told or word.startswith(("ل", "مراسل"))) or i in sentence.covered:
        return
    lone = word == "ل" and i + 1 < sentence.end  # لـ"صحيفة كذا"
    cited = sentence.phrases.at(i + lone)
    if cited is not None and cited.role in sentence.words.no_media and cited.name is None:
        i, cited = _employer(sentence, cited)
        lone = True
    if cited is None or not is_medium(sentence, cited):
        return
    if not lone and (cited.first != i or (word[0] == "ل" and not sentence.subjects.glued(i))):
        return
    sentence.add(Citation(cited, i, cited.last, "medium", None))
    sentence.cover(i, cited.last)


def _employer(sentence: Sentence, cited: Cited) -> tuple[int, Cited | None]:
    """The medium whose correspondent is spoken to, and where it begins: `لمراسل وكالة كذا`."""
    for i in range(cited.first + 1, min(sentence.end, cited.last + 2)):
        inner = sentence.phrases.at(i) if sentence.parse.is_word(i) else None
        if inner is not None and inner.kind == "media":
            return i, inner
    return cited.first, None


def _second(sentence: Sentence, i: int) -> Cited | None:
    """The speaker that و joins at a token to one before."""
    words, phrases = sentence.parse.words, sentence.phrases
    if words[i] in sentence.words.others and i + 1 < sentence.end:
        other = phrases.at(i + 1 + (words[i + 1] == "من"))  # مصادر محلية وأخرى من الشرطة
        return other if other is not None and other.role else None
    other = phrases.at(i)
    if other is None or other.first != i or other.rule.startswith("name") or not _with_wa(sentence, i):
        return None
    if other.rule.startswith("party.generic") and not (other.definite and other.last - other.first > 2):
        return None  # أعلن الجيش والقوات, but وقوات الدفاع الجوي
    return other


def _with_wa(sentence: Sentence, i: int) -> bool:
    return any(h.prefix[:1] == "و" for h in sentence.parse.hits_at.get(i, ()))


def _describes(sentence: Sentence, cited: Cited, word: str) -> bool:
    """Whether a word with و is one more of the adjectives that a role takes."""
    return cited.role is not None and word[1:] in sentence.parse.tools.qualifiers.get(cited.role, ()) and cited.last - cited.first > 1
