"""Numbers in a text: digits, words, ranges, qualifiers; and which of them cannot be counts."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from isnad.reading.number.numbers import TENS, Numbers, Value, Words, digits, entry_at, value_at
from isnad.text import Text

__all__ = ["Number", "Numbers", "find_numbers"]

# A noun in the accusative after its number and "على الأقل" after the noun: so many words may stand between.
GAP = 4
# So many words before "from 3 to 5" may hold the verb of a toll that rose.
CHANGE_WINDOW = 14
_STOPS = frozenset({".", "؛", "\n"})
YEARS = range(1900, 2036)
SCALES = (1_000_000_000, 1_000_000, 1000)
LONGEST_COUNT = 7  # digits; longer ones are telephone numbers and the like


class Number(msgspec.Struct, frozen=True, gc=False):
    """A number on tokens `[first, last)`, its qualifier included where it is adjacent.

    `n` is the value (the lower end of a range), None where the text gives none; `low` and `high` are bounds that the
    text states, None where it is open; `q` is exact, at_least, at_most, about or vague; `kind` is `count`, or `other` for
    years, dates, ages, measures, ordinals and names of weapons.
    """

    first: int
    last: int
    n: int | None
    low: int | None
    high: int | None
    q: str
    kind: str = "count"


def find_numbers(text: Text, lexicon: Numbers) -> tuple[Number, ...]:
    """All numbers of `text` in order, never overlapping; see `Number` for what is told of each."""
    words, table = text.words, lexicon.words
    out: list[Number] = []
    skip = 0
    # Digits sort before ":", letters after it.
    for i in [i for i, word in enumerate(words) if word in table or (word < ":" and word[0].isdecimal())]:
        if i < skip:
            continue
        found = _read(text, words, i, lexicon)
        if found is not None:
            if out and found.n is not None and out[-1].last == found.first and out[-1].n == found.n:
                out[-1] = replace(found, first=out[-1].first)  # told twice, in figures and words: 39 تسعة وثلاثين
            else:
                out.append(found)
            skip = found.last
    return tuple(_spread(words, out, lexicon))


def _read(text: Text, words: Words, i: int, lexicon: Numbers) -> Number | None:
    """The number that begins at token `i`, with qualifier and range."""
    found = entry_at(words, i, lexicon)
    if found is None:
        return _quantity(text, words, i, i, "exact", lexicon) if words[i][0].isdecimal() else None
    entry, end = found
    if entry.role == "before":
        inner = entry_at(words, end, lexicon)
        if inner is not None and inner[0].role in ("between", "from"):
            return None
        return _quantity(text, words, i, end, entry.q, lexicon)
    if entry.role in ("between", "from"):
        return _range(text, words, i, end, entry.role, lexicon)
    if entry.role == "ordinals":
        tens = entry_at(words, end, lexicon)
        n = entry.value
        if tens is not None and tens[0].role == "values" and (tens[0].value == 10 or (tens[0].joined and tens[0].value in TENS)):
            n, end = n + tens[0].value, tens[1]
        return Number(i, end, n, n, n, "exact", "other")
    return _quantity(text, words, i, i, "exact", lexicon)


def _quantity(text: Text, words: Words, first: int, at: int, q: str, lexicon: Numbers) -> Number | None:
    """A vague word, a range without opening word, or a single value at token `at`."""
    vague = _vague(words, at, lexicon)
    if vague is not None:
        low, end = vague
        return Number(first, end, None, low, None, "vague", _kind(text, words, first, at, end, lexicon))
    value = value_at(words, at, lexicon)
    if value is None:
        return None
    end = value.end
    if end + 1 < len(words) and value.n is not None:
        link = words[end]
        dash = link == "-" and value.digits
        if dash or link in lexicon.either or (link in lexicon.to and not _changed(words, first, lexicon)):
            upper = value_at(words, end + 1, lexicon)
            if upper is not None and upper.n is not None and upper.n > value.n and not (dash and upper.n in YEARS):
                found = _spanning(text, words, first, at, value.n, upper.n, upper.end, lexicon)
                score = dash and not _noun_follows(words, upper.end)
                return replace(found, kind="other") if score else found
    kind = _kind(text, words, first, at, end, lexicon, value)
    if value.n is None:
        return Number(first, end, None, None, None, "vague", kind)
    if q == "exact" and kind == "count":
        q, end = _after(words, end, lexicon)
    return _bounded(first, end, value.n, q, kind)


def _bounded(first: int, last: int, n: int, q: str, kind: str) -> Number:
    low = n if q in ("exact", "at_least") else None
    high = n if q in ("exact", "at_most") else None
    return Number(first, last, n, low, high, q, kind)


def _range(text: Text, words: Words, i: int, at: int, role: str, lexicon: Numbers) -> Number | None:
    """A range such as "from 3 to 5"; None where no second number follows or a toll rose from one to the other."""
    low = value_at(words, at, lexicon)
    if low is None or low.n is None or low.end + 1 >= len(words):
        return None
    link = low.end
    if role == "between" and words[link] == "و":
        high = value_at(words, link + 1, lexicon)
    elif role == "between":
        entry = entry_at(words, link, lexicon)
        high = value_at(words, link, lexicon) if entry is not None and entry[0].joined else None
    elif words[link] in lexicon.to and not _changed(words, i, lexicon):
        high = value_at(words, link + 1, lexicon)
    else:
        high = None
    if high is None or high.n is None or high.n <= low.n:
        return None
    return _spanning(text, words, i, at, low.n, high.n, high.end, lexicon)


def _spanning(text: Text, words: Words, first: int, at: int, low: int, high: int, end: int, lexicon: Numbers) -> Number:
    """The number that is a range; "20 to 30 thousand" begins at 20,000, and two years are no count."""
    scale = next((s for s in SCALES if high >= s and high % s == 0), 1)
    if not words[end - 1][0].isdecimal() and low < high // scale:
        low *= scale
    years = low in YEARS and high in YEARS and words[end - 1].isdecimal()
    kind = "other" if years else _kind(text, words, first, at, end, lexicon)
    return Number(first, end, low, low, high, "about", kind)


def _changed(words: Words, first: int, lexicon: Numbers) -> bool:
    """Whether a toll rose or fell in the clause before a number: `ارتفعت حصيلة ضحايا الهجوم من 12 إلى 15`."""
    for i in range(first - 1, max(-1, first - 1 - CHANGE_WINDOW), -1):
        if words[i] in _STOPS:
            return False
        if words[i] in lexicon.change:
            return True
    return False


def _vague(words: Words, i: int, lexicon: Numbers) -> tuple[int, int] | None:
    """Least value and end of a vague number at `i`; "tens of thousands" is one."""
    found = entry_at(words, i, lexicon)
    if found is None or found[0].q != "vague" or found[0].role not in ("vague", "scales"):
        return None
    entry, end = found
    low = entry.value if entry.role == "vague" else 2 * entry.value
    more = entry_at(words, end, lexicon)
    while more is not None and more[0].q == "vague" and more[0].role in ("vague", "scales") and not more[0].joined:
        low *= more[0].value
        end = more[1]
        more = entry_at(words, end, lexicon)
    return low, end


def _after(words: Words, end: int, lexicon: Numbers) -> tuple[str, int]:
    """The qualifier after the number or its noun; the new end only where it is adjacent."""
    for i in range(end, min(end + GAP, len(words))):
        for rest, q in lexicon.after.get(words[i], ()):
            if not rest or words[i + 1 : i + 1 + len(rest)] == rest:
                return q, (i + 1 + len(rest) if i == end else end)
        if not words[i][0].isalpha() or (words[i] in lexicon.words and i > end):
            break
    return "exact", end


def _kind(text: Text, words: Words, first: int, at: int, end: int, lexicon: Numbers, value: Value | None = None) -> str:
    """`other` if what stands around tokens `[at, end)` says that they are no count."""
    following = words[end] if end < len(words) else ""
    second = words[end + 1] if end + 1 < len(words) else ""
    before = words[at - 1] if at else ""
    if value is not None and value.digits and (value.n is None or (end == at + 1 and len(str(value.n)) > LONGEST_COUNT)):
        return "other"
    if (following in lexicon.units and second not in lexicon.days) or following in lexicon.months or following == "%" or before == "%":
        return "other"
    if (following == "من" and second in lexicon.months) or (following == "في" and second in ("الميه", "المايه")):
        return "other"
    if first == at and before in lexicon.before:
        return "other"
    if words[at] in ("بالميه", "بالمايه") or (words[at] in ("الميه", "المايه") and before == "في"):
        return "other"
    if value is None:
        return "count"
    if value.n == 0 or (value.n == 1 and before in lexicon.before_one):
        return "other"
    return _digit_kind(text, words, first, at, end, following, lexicon) if value.digits else "count"


def _digit_kind(text: Text, words: Words, first: int, at: int, end: int, following: str, lexicon: Numbers) -> str:
    """Years, dates, models and list marks among the digits."""
    tokens = text.tokens
    before = words[at - 1] if at else "\n"
    glued = at > 0 and tokens[at - 1].end == tokens[at].start
    if glued and before[0].isalpha() and before[0].isascii():
        return "other"
    if (glued and before in ("-", "/", "+", ".")) or following in ("/", "+"):
        return "other"
    if following == "-" and (before == "\n" or _digits_at(words, end + 1)):
        return "other"
    if end < len(tokens) and tokens[end].start == tokens[end - 1].end and following[:1].isascii() and following.isalpha():
        return "other"
    if before == "\n" and following in (")", "."):
        return "other"
    if end == at + 1 and first == at and len(words[at]) == 4 and int(digits(words[at]) or 0) in YEARS:
        counted = len(following) > 3 and following.endswith("ا") and following not in lexicon.not_nouns
        return "count" if counted or (words[at].endswith("00") and following[:1].isalpha() and before not in ("في", "منذ")) else "other"
    return "count"


def _noun_follows(words: Words, i: int) -> bool:
    return i < len(words) and len(words[i]) > 2 and words[i][0].isalpha() and words[i][0] != "و"


def _digits_at(words: Words, i: int) -> bool:
    return i < len(words) and words[i][0].isdecimal()


def _spread(words: Words, found: list[Number], lexicon: Numbers) -> list[Number]:
    """What is linked to a measured number is measured in the same ("3 و5 مارس")."""
    for i in range(len(found) - 1, 0, -1):
        left, right = found[i - 1], found[i]
        if left.kind == "count" and right.kind == "other" and right.first - left.last <= 1:
            link = words[left.last]
            unit = right.last < len(words) and (words[right.last] in lexicon.units or words[right.last] in lexicon.months)
            if unit and (right.first == left.last or link in ("و", "-", "،") or link in lexicon.to or link in lexicon.either):
                found[i - 1] = Number(left.first, left.last, left.n, left.low, left.high, left.q, "other")
    return found
