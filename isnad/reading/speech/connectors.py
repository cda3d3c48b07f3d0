"""Who is cited without a verb: `بحسب مصدر`, `وفق ما أفاد مصدر`, `نقلا عن وكالة`, `في بيان صادر عن الوزارة`."""

from __future__ import annotations

from msgspec.structs import replace

from isnad.reading.speech.cited import Citation, Cited
from isnad.reading.speech.links import between, is_medium, joined, through
from isnad.reading.speech.posts import carried
from isnad.reading.speech.sentence import Sentence
from isnad.scan import Hit
from isnad.text.tokens import SUFFIXES

_BARE = ("عن", "ل", "عبر")  # connectors that cite nobody by themselves
_AHEAD = 4  # words in which the verb of `بحسب ما أفاد` stands


def connect(sentence: Sentence, hit: Hit) -> None:
    """Take down who a connector cites, if anybody."""
    connector = sentence.parse.book.connectors[hit.sense.id]
    text = sentence.parse.text.folded[hit.start : hit.end]
    if hit.first in sentence.covered or text in _BARE:
        return
    if connector.role == "carrier":
        return _carrier(sentence, hit)
    start = hit.last - (hit.sense.suffix == "glue" and hit.suffix in SUFFIXES)  # the noun that the last letter is glued to
    if connector.verb_follows:
        return _relative(sentence, hit, start)
    cited = _named_by(sentence, hit, start, connector.role)
    if cited is not None and connector.role == "medium" and is_medium(sentence, cited):
        sentence.add(Citation(cited, hit.first, cited.last, "medium", None))
    if cited is None or connector.role == "medium" or cited.role in sentence.words.no_speakers:
        return
    if cited.rule == "name.single" or (cited.rule == "party.generic" and not cited.definite):
        return
    sentence.add(Citation(cited, hit.first, cited.last, "origin" if text.endswith("عن") and "نق" in text else "after", None))
    through(sentence, cited)
    joined(sentence, cited, None, "", "after", hit.first)


def _named_by(sentence: Sentence, hit: Hit, start: int, role: str) -> Cited | None:
    """The noun behind a connector that ends at `start`, or the one that is its own last word."""
    cited = sentence.noun(start)
    if cited is None or cited.bare:
        cited = _known(sentence, start) or cited
    if role == "source" and hit.last - hit.first > 1 and start == hit.last:
        inner = sentence.phrases.at(hit.last - 1)  # بحسب تقارير إعلامية: the connector has the noun in it
        return inner if inner is not None and (cited is None or inner.last > max(start, cited.first)) else cited
    return cited


def _known(sentence: Sentence, start: int) -> Cited | None:
    """One who was named in full before, by one word of his name: `وفق فلان`."""
    if start >= sentence.end or sentence.parse.words[start] not in sentence.phrases.names.full:
        return None
    cited = sentence.phrases.alone(start)
    return replace(cited, rule="name.known") if cited is not None else None


def _relative(sentence: Sentence, hit: Hit, start: int) -> None:
    """`بحسب ما أفاد مصدر`, `وفق ما نقلت الوكالة عن المصدر`."""
    for i in range(start, min(sentence.end, start + _AHEAD)):
        verb = sentence.parse.hit(i, "verb")
        if verb is None or verb.sense.pos != "verb":
            continue
        cited = sentence.subjects.after(verb.last) or sentence.subjects.single_after(verb.last)
        if cited is not None:
            sense = sentence.parse.book.verbs[verb.sense.id].sense
            sentence.cover(i, i + 1)
            sentence.add(Citation(cited, hit.first, cited.last, "after", verb, sense))
            between(sentence, verb.last, cited.first)
            through(sentence, cited)
            joined(sentence, cited, verb, sense, "after", hit.first)
        return


def _carrier(sentence: Sentence, hit: Hit) -> None:
    """Who stands behind a statement: `في بيان مشترك صادر عن الوزارة`, `جاء في بلاغ للشرطة`; a medium is only spoken to."""
    noun = sentence.parse.hit(hit.last - 1, "role")
    if noun is None or noun.sense.id not in sentence.words.carriers:
        return
    told = hit.last - hit.first > 2  # جاء في بيان الوزارة, but وصف في بيان المستوطنين
    cited = carried(sentence.phrases, hit.last, bare=told)
    if cited is not None and cited.kind != "media" and cited.last <= sentence.end:
        sentence.add(Citation(cited, hit.first, cited.last, "after", None))
