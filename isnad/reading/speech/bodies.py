"""Bodies that speak: an outlet, a party, a state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from isnad.reading.party.party import PartyMention
from isnad.reading.speech.cited import PARTY_KINDS, Cited, party_kind
from isnad.reading.speech.plain import is_adjective
from isnad.scan import Hit

if TYPE_CHECKING:
    from isnad.reading.speech.speakers import Phrases


def outlet(phrases: Phrases, i: int, hit: Hit) -> Cited:
    """An outlet with what says which: `"رويترز" للأنباء`, `سانا الرسمية`."""
    words = phrases.parse.words
    last = hit.last
    if last < len(words) and words[last] == '"' and i and words[i - 1] == '"':
        last += 1
    end = last
    while end < len(words) and end - last < 2 and (words[end] == "للانباء" or is_adjective(phrases, end, definite=True)):
        end += 1
    while end > last and words[end - 1] in phrases.words.ties:
        end -= 1  # قناة كذا التابعة للحركة
    cited = phrases.cited(i, end, "media", None, f"outlet.{hit.sense.id}", id_=hit.sense.id, named=True, definite=True)
    closed = end == last and words[end - 1] == '"' and last > hit.last
    return replace(cited, end=phrases.parse.text.tokens[end - 2].end) if closed else cited


def body(phrases: Phrases, i: int, party: PartyMention) -> Cited | None:
    """A party that speaks: a named one, a definite one or a crowd; a person with a name speaks by his name."""
    if party.id == "generic:victim" or (not party.named and not party.definite and not party.many):
        return None
    if party.named and party.generic:
        return _person(phrases, i, party)
    kind = party_kind(phrases.parse.book, party)
    rule = "party" if party.named else "party.generic"
    return phrases.cited(i, party.last, kind, None, rule, id_=party.id, named=party.named, definite=party.definite, many=party.many)


def state(phrases: Phrases, i: int) -> Cited | None:
    """A country or capital that stands for its government: `قالت موسكو`, `مملكة البحرين`."""
    parse = phrases.parse
    hit, at = parse.hit(i, "place"), i
    if hit is None and parse.words[i].removeprefix("و") in phrases.words.states and i + 1 < len(parse.words):
        hit, at = parse.hit(i + 1, "place"), i + 1
    if hit is None or hit.prefix.removesuffix("ال") not in ("", "و"):
        return None
    country = any(id_.startswith("country:") for id_ in parse.tools.matcher.place_names.get(hit.sense.id, ()))
    if not country and (at > i or hit.sense.id not in phrases.words.capitals):
        return None
    return phrases.cited(i, hit.last, "official", None, "state", id_=f"state:{hit.sense.id}", named=True, definite=True)


def _person(phrases: Phrases, i: int, party: PartyMention) -> Cited | None:
    """A person of a party with a name: the name is the text."""
    head = phrases.parse.hit(i, "person")
    end = phrases.names.end(head.last, least=2) if head else 0
    if not head or end <= head.last:
        return None
    kind = PARTY_KINDS.get(party.kind, "local")
    return phrases.cited(i, end, kind, "private", "party.named", named=True, name=(head.last, end))
