"""Speakers by their posts: a role with the body it belongs to and the name of its holder, his deputy, and who stands behind a statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from isnad.reading.speech.cited import Cited
from isnad.reading.speech.complements import Complement
from isnad.reading.speech.holders import holder_of
from isnad.scan import Hit

if TYPE_CHECKING:
    from isnad.reading.speech.speakers import Phrases

_PLURALS = ("ون", "ين", "و")
_BODIES = ("role", "outlet", "actor")
_TIED = 6  # words between a statement and who stands behind it


def role_at(phrases: Phrases, i: int) -> Hit | None:
    """The role that begins at a token, of two as long the one without a pronoun: `الإعلامي` is no medium of mine."""
    role = phrases.parse.hit(i, "role")
    if role is None:
        return None
    if not role.suffix:
        pronoun = role.last == i + 1 and phrases.parse.words[i][-1] == "ه" and phrases.parse.raw(i, i + 1).endswith("ه")
        return None if pronoun and _verb(phrases, i, "ه") else role  # نشره is no نشرة
    if _verb(phrases, i, role.suffix):
        return None  # نشرته: they published it, no bulletin of his
    plain = (h for h in phrases.parse.hits_at[i] if h.sense.lexicon == "role" and h.last == role.last and not h.suffix)
    other = next(plain, role)
    return None if other.suffix and phrases.parse.raw(i, i + 1).endswith("ة") else other  # مسؤولية: responsibility, not its official


def _verb(phrases: Phrases, i: int, suffix: str) -> bool:
    """Whether a verb with this pronoun stands at a token."""
    return any(h.sense.lexicon == "verb" and h.sense.pos == "verb" and h.suffix == suffix for h in phrases.parse.hits_at[i])


def post(phrases: Phrases, first: int, head: Hit) -> Cited:
    """A role with its complement and name."""
    parse = phrases.parse
    role = parse.book.roles[head.sense.id]
    if role.id in phrases.words.carriers and (behind := carried(phrases, head.last)):
        return replace(behind, first=first)
    word = parse.text.folded[head.start : head.end]
    definite = head.prefix.endswith(("ال", "لل")) or word.startswith("ال")
    many = head.sense.number == "many" and head.last == first + 1 and word.endswith(_PLURALS)
    reader = Complement(phrases, role, first, _body_end(phrases, first, head.last), definite=definite, many=many)
    reader.read()
    kind = reader.kind or role.kind or "official"
    idafa = any(parse.words[k].startswith("ال") for k in range(first + 1, min(head.last + 1, reader.last)))  # وزير الداخلية
    definite = definite or idafa or (role.kind == "media" and '"' in parse.words[first : reader.last])
    last, name = reader.last, reader.name
    if name is None and role.person and not many and not role.name and (name := holder_of(phrases, last)):
        last = name[1]
    rule = f"role.{role.id}"
    if name and not role.name:
        return phrases.cited(
            first, last, reader.name_kind or kind, role.person or "public", rule, named=True, name=name, role=role.id, definite=definite
        )
    body = (_outlet(phrases, head.last, last) if role.kind == "media" and role.person is None else None) or reader.body
    return phrases.cited(
        first, last, kind, role.person, rule, id_=role.id if role.name else body, named=role.name, role=role.id, definite=definite,
        bare=last == head.last and not role.name, many=head.sense.number == "many",
    )  # fmt: skip


def deputy(phrases: Phrases, i: int) -> Cited | None:
    """One who stands in for the holder of the office behind: `نائب المتحدث باسم الوزارة`, `مساعد مفوض الشرطة`."""
    parse = phrases.parse
    if i + 1 >= len(parse.words):
        return None
    office = parse.hit(i + 1, "role")
    if office is None or office.prefix not in ("", "ال") or parse.book.roles[office.sense.id].person is None:
        return None
    holder = post(phrases, i + 1, office)
    if holder.many:
        return None
    start = holder.start if holder.name else parse.text.tokens[i].start + parse.words[i].startswith("و")
    return replace(holder, first=i, start=start, bare=False)


def carried(phrases: Phrases, i: int, *, bare: bool = True) -> Cited | None:
    """Who stands behind a statement: `بيان صادر عن الوزارة`, `بلاغ لوزارة الداخلية`; with `bare` also `بيان الوزارة`."""
    parse, words, ties = phrases.parse, phrases.parse.words, phrases.words.carrier_ties
    at, tied = i, False
    while at < len(words) and at - i < _TIED:
        if words[at] not in ties and words[at] != "،" and not (tied and at in parse.date_tokens):
            break
        tied = tied or words[at] != "،"
        at += 1
    if at >= len(words):
        return None
    inner = phrases.at(at)
    if inner is None or inner.first != at:
        return None
    glued = any("ل" in h.prefix.removesuffix("ال") for h in parse.hits_at.get(at, ()))
    idafa = at == i and parse.is_word(at) and not tied
    return inner if glued or tied or (bare and idafa and inner.rule.startswith(("role", "party"))) else None


def _outlet(phrases: Phrases, start: int, end: int) -> str | None:
    """The outlet whose name stands behind a word for a medium, right there or in marks: `وكالة الأنباء الرسمية "سانا"`."""
    for i in range(start, end):
        if (i == start or phrases.parse.words[i - 1] in '"(') and (hit := phrases.parse.hit(i, "outlet")):
            return hit.sense.id
    return None


def _body_end(phrases: Phrases, first: int, last: int) -> int:
    """Where the words of a role end; the body in them may go on: `مدير [المرصد السوري]`."""
    for i in range(first + 1, last):
        if (body := phrases.parse.hit(i, *_BODIES)) and body.last > last:
            last = body.last
    return last
