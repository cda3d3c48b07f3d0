"""Who is cited in a sentence: by its connectors, by its verbs and nouns of speech, and in a headline before a colon."""

from __future__ import annotations

from isnad.codebook.entries import SpeechVerb
from isnad.reading.speech.cited import Citation, Cited
from isnad.reading.speech.connectors import connect
from isnad.reading.speech.links import between, joined, through
from isnad.reading.speech.sentence import Sentence
from isnad.reading.speech.verbs import agrees, chosen, content, fits
from isnad.scan import Hit

_HEADLINE = 9  # words of a headline before its colon


def citations_of(sentence: Sentence, verbs: list[Hit], connectors: list[Hit]) -> list[Citation]:
    """All citations in the order of the text; what stands in quotation marks cites nobody.

    `verbs` and `connectors` are the hits of the sentence; the claims of responsibility are left in its `claims`.
    """
    quotes, covered = sentence.quotes, sentence.covered
    for hit in connectors:
        if hit.first not in quotes:
            connect(sentence, hit)
    for hit in chosen(sentence.parse, verbs, sentence.end):
        if hit.first not in covered and hit.first not in quotes:
            _spoken(sentence, hit)
        elif hit.first in quotes and sentence.parse.book.verbs[hit.sense.id].sense == "claim":
            _claimed(sentence, hit, None)  # quoted or not, a claim is told
    _headline(sentence)
    sentence.citations.sort(key=lambda c: c.token)
    return sentence.citations


def _spoken(sentence: Sentence, hit: Hit) -> None:
    """Take down who a verb or noun of speech cites, and who else stands in the chain."""
    verb = sentence.parse.book.verbs[hit.sense.id]
    if hit.sense.pos == "noun":
        return _masdar(sentence, hit, verb)
    if _silent(sentence, hit, verb):
        return
    cited = _subject(sentence, hit)
    if verb.sense == "claim":
        _claimed(sentence, hit, cited)
    if cited is None:
        if verb.sense != "report" and _says_next(sentence, hit):
            sentence.add(Citation(None, hit.first, hit.last, "speaker", hit, verb.sense))
        return
    if not fits(sentence.words, verb.sense, cited, person_only=verb.person_only):
        return
    if verb.sense == "add" and not content(sentence.phrases, max(hit.last, cited.last), sentence.end):
        return
    media = cited.kind == "media" and cited.person is None
    place = "medium" if verb.sense == "report" and media else "speaker"
    sentence.add(Citation(cited, min(hit.first, cited.first), max(hit.last, cited.last), place, hit, verb.sense))
    relays = verb.sense == "report"
    if cited.first < hit.last:
        return through(sentence, cited, hit.last, relays=relays)
    between(sentence, hit.last, cited.first)
    through(sentence, cited, relays=relays)
    joined(sentence, cited, hit, verb.sense)


def _silent(sentence: Sentence, hit: Hit, verb: SpeechVerb) -> bool:
    """Whether a verb hands on nobody's words here: passive, denied, a preposition, or spoken of an object."""
    if hit.sense.tense == "passive":
        return True
    before = _before(sentence, hit)
    noun = not hit.prefix and before in sentence.words.noun_ties and verb.sense != "claim"  # a claim is one as a noun too
    if noun or before in sentence.words.unsaid:
        return True  # لم يوضح الجيش: nothing is said; في رد حازم: no verb
    if verb.person_only and sentence.parse.words[hit.first].removeprefix("و") in sentence.parse.grammar.prepositions:
        return True  # بين الجيش والشرطة
    if not hit.suffix or before in sentence.words.whats:
        return False
    # A verb with an object pronoun speaks of its object (التي أعلنتها اللجنة), unless one follows who relays it.
    relay = sentence.subjects.after(hit.last) if (verb.sense == "report" or verb.sense in sentence.words.object_senses) else None
    if relay is None or verb.sense != "report":
        return relay is None
    return relay.kind not in ("media", "ngo") or relay.role in sentence.words.no_media or relay.role in sentence.words.vague_media


def _subject(sentence: Sentence, hit: Hit) -> Cited | None:
    """Who speaks: the subject behind the verb, or the topic before it where the one behind does not agree."""
    subjects, phrases = sentence.subjects, sentence.phrases
    before = _before(sentence, hit)
    # وكانت النيابة قد أعلنت فتح تحقيق: no Fatah speaks
    cited = subjects.before(hit) if before == "قد" or subjects.recalls(hit) else None
    cited = cited or subjects.after(hit.last)
    if cited is not None and agrees(phrases, hit, cited):
        return cited
    topic = subjects.before(hit)
    if topic is not None and (agrees(phrases, hit, topic) or before in sentence.words.relatives):
        return topic
    return subjects.single_after(hit.last)


def _before(sentence: Sentence, hit: Hit) -> str:
    """The word before a verb in its sentence."""
    return sentence.parse.words[hit.first - 1] if hit.first > sentence.first else ""


def _says_next(sentence: Sentence, hit: Hit) -> bool:
    """Whether what was said follows a verb right away."""
    i = sentence.subjects.skip(hit.last, sentence.end)
    return i < sentence.end and (sentence.parse.words[i] in sentence.words.said_next or sentence.parse.words[i] in '":')


def _claimed(sentence: Sentence, hit: Hit, cited: Cited | None) -> None:
    """Take down a claim of responsibility: by an armed group, or (`وأعلنت مسؤوليتها`) by one that was named before."""
    table = sentence.words
    before = sentence.parse.words[max(sentence.first, hit.first - 2) : hit.first]
    denied = any(w in table.nots for w in before) and not (before[-1:] == ("من",) and before[0] in table.selves)
    if denied or (cited is not None and cited.kind not in table.claimants):
        return
    if cited is not None or hit.sense.pos == "verb":
        sentence.claims.append((hit.first, cited))


def _masdar(sentence: Sentence, hit: Hit, verb: SpeechVerb) -> None:
    """`إعلان وزارة الداخلية`, `تصريحات الرئيس`: the noun of an act of speech with the speaker right behind."""
    if verb.sense == "claim":
        _claimed(sentence, hit, sentence.phrases.at(hit.last) if hit.last < sentence.end else None)
    if hit.sense.id not in sentence.words.masdars or hit.suffix or hit.prefix.endswith("ال"):
        return
    cited = sentence.phrases.at(hit.last)
    if cited is None or cited.first != hit.last or sentence.subjects.glued(hit.last) or cited.bare:
        return
    if not cited.rule.startswith(("name", "party.generic")):
        sentence.add(Citation(cited, hit.first, cited.last, "mention", hit, "mention"))


def _headline(sentence: Sentence) -> None:
    """`الجيش: مقتل ...`: the speaker of a headline stands before a colon."""
    first, words = sentence.first, sentence.parse.words
    if sentence.citations or first >= sentence.parse.title_tokens:
        return
    colon = next((i for i in range(first, min(sentence.end, first + _HEADLINE)) if words[i] == ":"), 0)
    if not colon:
        return
    whole = sentence.phrases.at(first)
    single = sentence.phrases.alone(first) if colon == first + 1 else None
    cited = whole if whole is not None and whole.last == colon else single
    if cited is not None and cited.rule != "state":
        sentence.add(Citation(cited, first, colon, "speaker", None, "say"))
