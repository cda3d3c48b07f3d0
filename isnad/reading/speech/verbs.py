"""Verbs of speech in a sentence: which of them count, what they need, and whether a subject agrees with them."""

from __future__ import annotations

from isnad.reading.parse import Parse
from isnad.reading.speech.cited import Cited
from isnad.reading.speech.speakers import Phrases
from isnad.reading.word.speech import Words
from isnad.scan import Hit

_CONTENT = 16  # words behind a verb in which what was said begins
_NEED = 14  # words behind a verb in which a word that it needs stands


def quotes(words: tuple[str, ...], first: int, end: int, quoted: bool) -> set[int]:
    """The tokens of a sentence inside quotation marks, names in marks (up to six words) left out."""
    out: set[int] = set()
    start = first - 1 if quoted else -1
    for i in range(first, end):
        if words[i] == '"':
            if start >= first - 1 and (start >= 0 or quoted):
                if i - start > 7 or start == first - 1:
                    out.update(range(start, i))
                start = -1
            else:
                start = i
    if start >= 0 and (end - start > 7):
        out.update(range(start, end))
    return out


def chosen(parse: Parse, verbs: list[Hit], end: int) -> list[Hit]:
    """One hit a token: that whose needed words follow wins, then one that needs none."""
    best: dict[int, tuple[int, Hit]] = {}
    for hit in verbs:
        if hit.prefix[:1] == "ا":
            continue  # أقال (he dismissed) is no question before قال
        verb = parse.book.verbs[hit.sense.id]
        if hit.sense.pos == "noun":
            rank = 0
        elif verb.needs and not (hit.suffix and verb.sense == "report"):  # حصيلة نشرها المرصد
            if not _needed(parse, hit, parse.tools.needs[verb.id], end):
                continue
            rank = 2
        else:
            rank = 1
        known = best.get(hit.first)
        if known is None or rank > known[0]:
            best[hit.first] = (rank, hit)
    return [hit for _, hit in best.values()]


def _needed(parse: Parse, hit: Hit, needs: frozenset[str], end: int) -> bool:
    for i in range(hit.last, min(end, hit.last + _NEED)):
        word = parse.words[i]
        if word in needs or (word[0] in "بل" and word[0] in needs and len(word) > 2) or word.removeprefix("و") in needs:
            return True
    return False


def _object(parse: Parse, cited: Cited) -> bool:
    """Whether the form of a sound plural is that of an object: `الحوثيين`, `منتقدي الحكومة`."""
    head = parse.words[cited.first]
    if cited.name or cited.rule.startswith("state"):
        return False
    if head.endswith("ين") and len(head) > 4:
        return cited.many or head.endswith("يين") or cited.rule.startswith("party.generic")
    return (
        head.endswith("ي")
        and cited.many
        and not head.startswith("ال")
        and any(h.sense.lexicon == "role" and h.sense.number == "many" and not h.suffix for h in parse.hits_at.get(cited.first, ()))
    )


def agrees(phrases: Phrases, hit: Hit, cited: Cited) -> bool:
    """Whether verb and subject agree in gender: a feminine verb has no single man for a subject, a masculine one no state or ministry."""
    parse = phrases.parse
    word = parse.text.folded[hit.start : hit.end]
    feminine = hit.sense.tense == "past" and hit.sense.gender == "f" and word.endswith("ت")
    masculine = hit.sense.tense == "past" and hit.sense.gender == "m" and hit.sense.number == "one"
    head = parse.words[cited.name[0] if cited.name and cited.role is None else cited.first]
    if masculine and parse.words[cited.first] in phrases.words.feminine:
        return False  # اعتبر فتح تحقيق: no movement, but the opening
    if cited.first >= hit.last and (hit.sense.number == "many" or _object(parse, cited)):
        return False  # اتهموا دمشق, دعا الحوثيين
    if (
        cited.rule == "state"
        and cited.first >= hit.last
        and hit.sense.gender == "m"
        and head.removeprefix("ال") not in phrases.words.masculine
    ):
        return False  # يتهم روسيا
    if feminine and cited.first == hit.last and head.removeprefix("ال") in phrases.words.masculine:
        return False  # حثت الجيش
    if feminine and cited.role and cited.person and not cited.many:
        return head.endswith(("ه", "ات", "اء", "ون", "ين", "ي")) or not cited.definite
    if masculine and cited.rule.startswith("role") and not cited.many and cited.first >= hit.last:
        woman = head.endswith("ه") and not head.endswith(("ته", "اه")) and head.removeprefix("ال") not in phrases.words.masculine
        return not (woman and cited.first == hit.last)
    if masculine and cited.rule.startswith("party") and cited.first == hit.last:
        return not (head.startswith("ال") and head.endswith("ات"))  # أبلغ السلطات
    return True


def content(phrases: Phrases, i: int, end: int) -> bool:
    """Whether words that somebody said follow: أضاف فلان الهدف adds none."""
    words = phrases.parse.words
    return any(words[k] in phrases.words.said_next or words[k] in ('"', ":") for k in range(i, min(end, i + _CONTENT)))


def fits(words: Words, sense: str, cited: Cited, *, person_only: bool) -> bool:
    """Whether one of this kind does what the verb says: a state or crowd does not go on to speak, information accuses nobody."""
    if cited.role in words.no_speakers:
        return False
    if sense == "claim" and cited.kind not in words.claimants:
        return False  # تبنى المجلس قرارا
    if cited.rule == "state":
        return sense in words.state_senses
    crowd = cited.rule.startswith("party.generic") or (cited.role in words.crowd_roles and not cited.named)
    return not (crowd and (person_only or sense not in words.crowd_senses))
