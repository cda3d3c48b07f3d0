"""The words that head a party: which hits of the codebook name one here, and are no adjective, preposition or other word."""

from __future__ import annotations

from isnad.reading.parse import Parse
from isnad.scan import Hit

RANK = {"actor": 0, "person": 1, "nisba": 2}


def head_at(parse: Parse, first: int) -> Hit | None:
    hits = [h for h in parse.hits_at[first] if h.sense.lexicon in RANK and not h.prefix.removesuffix("ال").endswith("ا")]
    hits = [
        h for h in hits if (h.sense.lexicon != "actor" or parse.meant(h)) and not false_pronoun(parse, h) and not _true_pronoun(parse, h)
    ]
    if not hits:
        return None
    if _verb_with_subject(parse, first):
        return None
    best = hits[0] if len(hits) == 1 else min(hits, key=lambda h: (-(h.last - h.first), RANK[h.sense.lexicon], not _told_apart(parse, h)))
    if best.sense.lexicon == "nisba" and not _is_people(parse, best):
        return None
    if best.prefix == "و" and _told(parse, first) and _told(parse, first - 1):
        return None  # قتل وأسر عناصر
    if best.sense.lexicon == "person" and (_is_adjective(parse, best) or is_preposition(parse, best) or opens_place(parse, first)):
        return None
    if best.sense.number == "two":  # مدنيين is a dual and a plural: the plural unless اثنين follows
        plural = next((h for h in hits if h.sense.number == "many" and (h.last, h.sense.id) == (best.last, best.sense.id)), None)
        return plural or best
    return best


def _told(parse: Parse, i: int) -> bool:
    """Whether a noun or verb for what befell persons stands at a token."""
    hit = parse.hit(i, "trigger") if i >= 0 else None
    return hit is not None and hit.sense.pos in ("noun", "verb") and parse.tools.frames[hit.sense.id].trigger.count is not None


def false_pronoun(parse: Parse, hit: Hit) -> bool:
    """Whether the pronoun on a word is only the folded ة of another word: `محافظة` is no governor of his."""
    if hit.suffix != "ه":
        return False
    start, _ = parse.text.span(hit.end, hit.end + 1)
    return parse.text.raw[start] == "ة"


def _true_pronoun(parse: Parse, hit: Hit) -> bool:
    """Whether the folded ة of a noun is a pronoun on another word: `بقتله` tells no قتلة."""
    if hit.suffix or parse.text.folded[hit.end - 1] != "ه" or parse.text.raw[parse.text.span(hit.end - 1, hit.end)[0]] != "ه":
        return False
    return any(h.suffix == "ه" for h in parse.hits_at[hit.first])


def _verb_with_subject(parse: Parse, i: int) -> bool:
    """Whether a word that is also a verb has its subject behind it, a construct plural in the nominative: `أسر مقاتلو الحركة ثلاثة`."""
    verbal = any(h.sense.lexicon == "trigger" and h.sense.pos == "verb" and not h.prefix for h in parse.hits_at[i])
    subject = parse.hits_at.get(i + 1, ()) if verbal and parse.words[i + 1 : i + 2] and parse.words[i + 1].endswith(("و", "ون")) else ()
    return any(h.sense.lexicon == "person" and h.sense.number == "many" and not h.prefix for h in subject)


def opens_place(parse: Parse, i: int) -> bool:
    """Whether the word at a token begins a name of a place behind a preposition of place: `في الشيخ زويد`."""
    place = parse.hit(i, "place")
    before = parse.words[i - 1] if i else ""
    return place is not None and place.last > i + 1 and before in (parse.grammar.place_prepositions | parse.grammar.place_nouns)


def is_preposition(parse: Parse, hit: Hit) -> bool:
    """Whether a noun for persons is written like a preposition and stands as one: `أمام` is no imam."""
    if hit.last != hit.first + 1:
        return False
    stem = parse.text.folded[hit.start : hit.end]
    if stem == "امام" and parse.text.raw[parse.text.span(hit.start, hit.start + 1)[0]] == "إ":
        return False  # إمام جامع
    if hit.suffix and (stem in parse.grammar.prepositions or stem in parse.grammar.loose_heads):
        return True  # أمامنا، تنظيمها
    return parse.core(hit.first) in parse.grammar.prepositions


def _is_adjective(parse: Parse, hit: Hit) -> bool:
    """Whether a noun for persons describes the noun before it: `اعتداء مسلح`, `العملية الإرهابية`."""
    before = hit.first - 1
    if hit.sense.number not in ("one", "two") or before < 0 or not parse.is_word(before):
        return False
    word = parse.words[before]
    verb = parse.hit(before, "verb")
    if (
        (verb is not None and not false_pronoun(parse, verb))  # حملة عسكرية
        or before in parse.date_tokens
        or _preposition(parse, before)
        or parse.number_end.get(hit.first)
        or word in parse.grammar.agents
        or parse.core(before) in parse.grammar.light_verbs  # أقدم مسلح على
    ):
        return False
    trigger = parse.hit(before, "trigger")
    if (
        trigger is not None
        and not hit.prefix
        and trigger.sense.pos == "noun"
        and parse.tools.frames[trigger.sense.id].slots.get("of") == "against"
    ):
        return False  # اغتيال شرطي
    joined = parse.hit(before, "person")
    if hit.prefix == "و" and joined is not None and parse.core(before) not in parse.grammar.adjectives:
        return False  # جندي وشرطي
    definite = hit.prefix.endswith(("ال", "لل"))
    noun = trigger is not None and trigger.sense.pos in ("noun", "phrase") and _has_article(parse.words[hit.first - 1]) == definite
    core = parse.text.folded[hit.start : hit.end]
    core = core if core in parse.grammar.adjectives else core.removesuffix("ا")
    if core == "معارضه" and definite and not _has_article(word) and parse.hit(before, "place", "actor", "nisba") is None:
        return False  # مناطق المعارضة
    if core in parse.grammar.adjectives and core.endswith("ه") and definite and not hit.prefix.startswith(("و", "ب", "ل")):
        return True
    return core in parse.grammar.adjectives and (noun or (trigger is None and _has_article(word) == definite and len(word) > 2))


def _preposition(parse: Parse, i: int) -> bool:
    """Whether a preposition stands at a token, alone or with a pronoun: `طعن فيه شرطي`."""
    word = parse.words[i]
    return word in parse.grammar.prepositions or word in parse.grammar.with_pronoun


def _has_article(word: str) -> bool:
    return word.startswith(("ال", "وال", "بال", "فال", "كال", "لل", "وبال", "ولل"))


def _is_people(parse: Parse, hit: Hit) -> bool:
    """A nisba is a people only as a plural or dual noun, or as one person right behind a word for victims."""
    before = hit.first - 1
    if hit.sense.number == "one" and hit.first in parse.number_end:
        return True  # 60 فلسطينيا
    if hit.sense.number == "one" and before >= 0 and not hit.prefix:
        if parse.words[before] in parse.grammar.before_nouns and not parse.hit(hit.first, "place"):
            return True  # أطلق النار على فلسطيني
        return _behind_trigger(parse, hit)
    if before >= 0 and parse.words[before] in ("هذا", "هذه") and hit.prefix == "ال":
        return True
    if hit.sense.gender == "f":
        return False
    if hit.sense.number in ("many", "two"):
        if before >= 0 and hit.prefix == "ال" and hit.sense.number == "many" and parse.words[before].endswith(("ي", "يه")):
            return True  # الجيش الإسرائيلي الفلسطينيين
        return before < 0 or not (parse.is_word(before) and parse.words[before].startswith("ال") and hit.prefix.endswith("ال"))
    return False


def _behind_trigger(parse: Parse, hit: Hit) -> bool:
    """Whether a nisba stands right behind a word for victims, or behind a verb whose object follows it: `طعن فلسطيني جنديا`, `طعنه فلسطيني`."""
    frames = parse.tools.frames
    triggers = [h for h in parse.hits_at.get(hit.first - 1, ()) if h.sense.lexicon == "trigger" and h.last == hit.first]
    counts = (h for h in triggers if frames[h.sense.id].trigger.count and h.sense.pos in ("noun", "verb"))
    if any(frames[h.sense.id].trigger.role == "effect" for h in counts):
        return True
    object_ = parse.words[hit.last] if hit.last < len(parse.words) else ""
    taken = (len(object_) > 3 and object_.endswith("ا")) or any(h.suffix and not false_pronoun(parse, h) for h in triggers)
    taken = taken or (object_.startswith("ب") and object_.endswith(("ه", "ها")) and _owned(parse, hit.last))  # دهس فلسطيني بسيارته
    nominative = not parse.words[hit.first].endswith("ا") and not parse.hit(hit.first, "place")
    return taken and nominative and any(h.sense.pos == "verb" for h in triggers)


def _owned(parse: Parse, i: int) -> bool:
    """Whether a word ends in a pronoun and no ة."""
    return parse.raw(i, i + 1)[-1] in "ها"


def name_at(parse: Parse, i: int, *lexicons: str) -> Hit | None:
    """The longest hit of these lexicons at a token; of several names that are written alike the one that the article's words allow."""
    best = parse.hit(i, *lexicons)
    if best is None or best.sense.lexicon != "actor":
        return best
    alike = [h for h in parse.hits_at[i] if h.sense.lexicon == "actor" and h.last == best.last and parse.meant(h)]
    return min(alike, key=lambda h: not _told_apart(parse, h)) if alike else best


def _told_apart(parse: Parse, hit: Hit) -> bool:
    """Whether words of the article speak for this entry among those of the same name."""
    return bool(parse.only(hit)) and parse.meant(hit)
