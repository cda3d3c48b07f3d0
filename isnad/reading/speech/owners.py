"""Whose a role is: the body, place or people behind it, in quotation marks, or tied to it by a preposition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from isnad.reading.party.agreement import regular
from isnad.reading.speech.cited import BODY, party_kind
from isnad.reading.speech.plain import is_adjective
from isnad.reading.word.speech import phrase_at
from isnad.scan import Hit

if TYPE_CHECKING:
    from isnad.reading.speech.complements import Complement

_CLOSE = {"(": ")", '"': '"', "'": "'"}
_NAMES = frozenset({"actor", "outlet", "role", "place"})  # lexicons of what stands in quotation marks as a name
_HEADED = frozenset({"role", "actor", "person"})  # lexicons of nouns that head a phrase of their own
_NAME = 4  # words of the name of a group
_SENT = ("ambassador", "envoy", "un_envoy")  # roles of those who are sent to a body too
_EMPLOYED = ("correspondent", "journalist")  # roles of persons that a medium has


def quoted(reader: Complement, i: int) -> bool:
    """A body in quotation marks or brackets: `حركة "كذا"`; no quotation that begins."""
    parse, words, role = reader.parse, reader.parse.words, reader.role
    close = _CLOSE.get(words[i])
    if not close or i + 1 >= len(words):
        return False
    at = next((k for k in range(i + 1, min(i + 8, len(words))) if words[k] == close), 0)
    if not at or at == i + 1:
        return False
    hits = parse.hits_at.get(i + 1, ())
    if any(h.sense.lexicon == "verb" and h.sense.pos == "verb" for h in hits):
        return False
    if words[i + 1] in reader.phrases.words.said_next and (role.kind != "media" or at - i > 5):
        return False
    if role.kind != "media" and any(h.sense.lexicon == "outlet" for h in hits):
        return False
    alike = role.person is None and role.id != "source" and at - i <= 6
    if not alike and not any(h.sense.lexicon in _NAMES for h in hits):
        return False
    if not reader.kind and role.kind is None and any(h.sense.lexicon == "actor" for h in hits):
        party = reader.phrases.party_at.get(i + 1)
        reader.kind = party_kind(parse.book, party) if party else None
    return reader.take(at + 1)


def owned(reader: Complement, i: int) -> bool:
    """A body, place or nisba that belongs to the role."""
    hit = _owner(reader, i)
    if hit is None:
        return False
    glued = hit.prefix.removesuffix("ال")
    if glued not in ("", "ل", "ب", "لل") or (hit.prefix == "لل" and not reader.role.of and reader.role.kind != "media"):
        return False
    if hit.sense.lexicon == "nisba":
        return is_adjective(reader.phrases, i, definite=reader.parse.words[i].startswith("ال")) and reader.take(hit.last)
    if _parted(reader, i, hit):
        return False
    if _stands_apart(reader, i, hit):
        return _describes(reader, i, hit) and reader.take(hit.last)
    if hit.sense.lexicon == "role":
        if not _office(reader, i, hit):
            return False
    elif hit.sense.lexicon in ("actor", "person") and not _force(reader, i, hit):
        return False
    reader.tied = False
    return reader.take(hit.last)


def tied(reader: Complement, i: int) -> bool:
    """A preposition that ties the role to what is its own: `المتحدث باسم`, `مسؤول في`."""
    parse, words, role, table = reader.parse, reader.parse.words, reader.role, reader.phrases.words
    if words[i] not in table.ties or not (role.of or role.kind == "media") or i + 1 >= len(words) or _astray(reader, i):
        return False
    if phrase_at(table.adjuncts, words, i) or (role.kind == "media" and words[i] in table.media_ties):
        return False  # نقلت الوكالة عن فلان
    ahead = words[i + 1]
    known = parse.hit(i + 1, *BODY)
    turn = parse.hit(i, "connector")
    if turn is not None and turn.last > i + 1:
        return False
    if known and known.sense.lexicon == "role" and (known.sense.id in table.carriers or known.sense.id == "reports_word"):
        return False  # في بيان, في تقرير: how, not who
    noun = ahead.startswith(("ال", "لل")) or ahead in parse.grammar.place_nouns
    if not (words[i] == "باسم" or known or noun or ahead in table.ties or ahead in '"#'):
        return False
    if i + 1 in parse.date_tokens or (words[i] in table.loose_ties and not known and not _kin(reader, i + 1)):
        return False
    reader.tied = True
    return reader.take(i + 1)


def _astray(reader: Complement, i: int) -> bool:
    """Whether a preposition belongs to the verb, not the role: `دعت السلطات إلى`, `طلبت الوزارة الفرنسية من`, `المرصد على`."""
    words, table, person = reader.parse.words, reader.phrases.words, reader.role.person is not None
    word, before = words[i], words[i - 1]
    if word in table.sent_ties:
        to_body = reader.role.id in _SENT and i + 1 < len(words) and words[i + 1].startswith("ال")
        return not (person and reader.parse.hit(i + 1, *(BODY if to_body else ("place",))))
    if word not in table.part_ties or reader.role.id == "source" or before in table.ties or before in table.defended:
        return False
    return before.startswith(("ال", "لل")) and not (person and reader.many)


def other_noun(reader: Complement, i: int) -> bool:
    """Whether a definite noun for a party stands behind a definite owner and is no adjective of it: `مصادر مقربة من الرئاسة الجيش`."""
    words, parse = reader.parse.words, reader.parse
    if i - 1 <= reader.head_last or reader.tied or not (words[i].startswith("ال") and words[i - 1].startswith("ال")):
        return False
    hit = parse.hit(i, "role", "actor", "person")
    return hit is not None and hit.sense.lexicon in _HEADED and words[i].removeprefix("ال") not in parse.grammar.adjectives


def _owner(reader: Complement, i: int) -> Hit | None:
    """What can own a role at a token; where a party and a role as long begin there, the role."""
    hit = reader.parse.hit(i, *BODY)
    if hit is None or hit.sense.lexicon not in ("actor", "person"):
        return hit
    office = reader.parse.hit(i, "role")
    return office if office is not None and office.last >= hit.last else hit


def _parted(reader: Complement, i: int, hit: Hit) -> bool:
    """Whether what stands behind a role is no owner of it, but the object of its verb or one that is spoken to."""
    role, lexicon = reader.role, hit.sense.lexicon
    if (
        role.person
        and reader.many
        and i == reader.head_last
        and reader.parse.words[i].startswith("ال")
        and regular(reader.parse.words[i - 1])
    ):
        return True  # اتهم ناشطون القوات الحكومية
    if i > reader.head_last and not reader.tied:
        if lexicon == "place" and hit.prefix == "" and (_closed(reader, i) or reader.phrases.names.end(i) > i):
            return True  # اتهمت وسائل إعلام مصرية الخرطوم
        if lexicon in ("role", "actor") and hit.prefix == "ال" and reader.parse.hit(i - 1, "place"):
            return True  # دعت السفارة في لندن الحكومة إلى
        if hit.prefix in ("", "ال") and _new_noun(reader, i, hit):
            return True
    if not (role.of or role.kind == "media"):
        return True
    if reader.definite and not reader.tied and not hit.prefix and lexicon != "outlet" and i == reader.head_last:
        return True
    return lexicon == "outlet" and role.kind != "media" and role.id not in _EMPLOYED  # قال المتحدث لرويترز: the medium is no part of him


def _new_noun(reader: Complement, i: int, hit: Hit) -> bool:
    """Whether a noun without the article is no genitive of a definite word or an adjective before it: `في الأمم المتحدة قوات الحكومة`, `قناة فرنسية أنباء`."""
    if hit.sense.lexicon not in ("role", "actor", "person", "place") or (hit.prefix and hit.sense.lexicon != "place"):
        return False
    parse, before = reader.parse, reader.parse.words[i - 1]
    if hit.sense.lexicon == "role" and parse.book.roles[hit.sense.id].person is not None:
        return False
    if hit.sense.lexicon != "place" and before.startswith("ال"):
        construct = i + 1 < len(parse.words) and parse.words[i + 1].startswith("ال")
        return hit.sense.lexicon == "role" or (construct and (hit.sense.lexicon == "person" or hit.last > i + 1))
    if hit.sense.lexicon == "person":
        return False
    apart = i - 1 > reader.head_last or (i - 1 == reader.head_last and reader.role.kind in ("media", "ngo"))
    if not apart or parse.hit(i - 1, "role", "place"):
        return False  # وزير خارجية السويد, رئيس بلدية القدس
    return before.endswith(("يه", "ي")) and before in reader.phrases.words.definite and before not in parse.grammar.place_nouns


def _stands_apart(reader: Complement, i: int, hit: Hit) -> bool:
    """Whether a definite noun stands behind a definite word or a name, so that it is no genitive of it: `تابعة للحوثيين التحالف`."""
    definite = reader.parse.words[i].startswith("ال") and (
        reader.parse.words[i - 1].startswith(("ال", "لل", "بال")) or _behind_name(reader, i)
    )
    return definite and not reader.tied and i >= reader.head_last and hit.sense.lexicon in _HEADED


def _closed(reader: Complement, i: int) -> bool:
    """Whether no place can go on with what ends before token `i`: an adjective of a country, or the name of a group."""
    return reader.parse.hit(i - 1, "nisba") is not None or _behind_name(reader, i)


def _behind_name(reader: Complement, i: int) -> bool:
    """Whether the name of a group ends before token `i`: `مقربة من حزب الله`."""
    parse = reader.parse
    spans = (h for k in range(max(reader.head_last, i - _NAME), i) for h in parse.hits_at.get(k, ()) if h.last == i)
    return any(h.sense.lexicon == "actor" and not parse.book.actors[h.sense.id].forms for h in spans)


def _describes(reader: Complement, i: int, hit: Hit) -> bool:
    """Whether a definite noun behind a definite word is an adjective of it."""
    parse = reader.parse
    if hit.sense.lexicon == "person" and parse.words[i] in parse.grammar.adjectives:
        return True
    nisba = parse.hit(i + 1, "nisba") if i + 1 < len(parse.words) else None
    return nisba is not None and nisba.prefix == "ال" and hit.last == i + 1 and hit.sense.number == "one"


def _office(reader: Complement, i: int, hit: Hit) -> bool:
    """Whether a role belongs to the one before it; its kind is then that of the whole."""
    if hit.sense.id in reader.phrases.words.carriers:
        return False  # أصدرت الرئاسة بيانا
    role, other = reader.role, reader.parse.book.roles[hit.sense.id]
    if other.kind == "media" and hit.prefix.removesuffix("ال") and role.kind != "media":
        return False  # قال المسؤول لشبكة كذا
    if other.person is not None and not other.name and hit.prefix == "" and i > reader.head_last and not reader.tied:
        return False
    reader.kind = reader.kind or (other.kind if role.kind is None else None)
    return True


def _force(reader: Complement, i: int, hit: Hit) -> bool:
    """Whether a party belongs to the role; its kind is then that of the whole."""
    lexicon = hit.sense.lexicon
    if lexicon == "person" and hit.sense.number == "one" and not hit.prefix and not reader.tied:
        return False
    party = reader.phrases.party_at.get(i)
    if reader.role.kind is None and party:
        reader.kind = reader.kind or party_kind(reader.parse.book, party)
    if lexicon == "actor":
        reader.body = reader.body or hit.sense.id
    return True


def _kin(reader: Complement, i: int) -> bool:
    """Whether a definite or place noun can belong to a speaker: not an occasion (في المؤتمر), not a time."""
    word = reader.parse.words[i]
    if word in reader.parse.grammar.place_nouns or word in '"#':
        return True
    return reader.role.person is not None and word.startswith("ال") and i == reader.head_last + 1
