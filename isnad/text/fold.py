"""The normal form of Arabic text, with the way back to the raw text."""

from __future__ import annotations

import re
import unicodedata

# Marks that are dropped: harakat (isolated forms too), Quranic signs, tatweel, zero-width and bidi marks, soft hyphen, BOM.
_DROPPED = (
    "\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u2069\ufc5e-\ufc63\ufe70-\ufe7f\ufeff\u00ad"
)
_MARK = re.compile(f"[{_DROPPED}]")
_COMBINING = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]*")
_LETTERS = {
    **dict.fromkeys("أإآٱٲٳٵ", "ا"),
    **dict.fromkeys("ىیيېۍے", "ي"),
    **dict.fromkeys("ةۃە", "ه"),
    **dict.fromkeys("ہھۀ", "ه"),
    "ؤ": "و",
    "ئ": "ي",
    "ک": "ك",
    "ڪ": "ك",
    "گ": "غ",
    "ڤ": "ف",
    "پ": "ب",
    "چ": "تش",
    "ژ": "ج",
}
_DIGITS = {chr(base + d): str(d) for base in (0x0660, 0x06F0) for d in range(10)}
_QUOTES = dict.fromkeys("«»“”„‟″〝〞＂❝❞", '"') | dict.fromkeys("‘’‚‛′", "'")
# Blanks that become a space; the underscore parts the words of a hashtag.
_BLANKS = " \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t\r\x0b\x0c_"
_SPACES = {chr(code): " " for code in (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 9, 11, 12, 13, 0x5F)}
_LINES = dict.fromkeys("\u2028\u2029\x85", "\n")
_OTHER = {"٫": ".", "٬": ",", "٪": "%", "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-"}
_ONE = {**_LETTERS, **_DIGITS, **_QUOTES, **_SPACES, **_LINES, **_OTHER}
_SAME_LENGTH = {k: v for k, v in _ONE.items() if len(v) == 1 and k != v}
# What needs the slow way: characters that are dropped or become several, and runs of blanks. The pattern begins with one set
# of characters, to which `re` skips fast.
_SEVERAL = "چ\u01c4-\u01cc\u2100-\u214f\u2460-\u24ff\ufb00-\ufdff\ufe80-\ufefc\uff01-\uffef"
_SLOW = re.compile(f"[{_BLANKS}{_DROPPED}{_SEVERAL}](?:(?<=[{_BLANKS}{_DROPPED}])[{_BLANKS}{_DROPPED}]+|(?<=[{_DROPPED}{_SEVERAL}]))")


def _expand(char: str) -> str:
    if _MARK.match(char):
        return ""
    known = _ONE.get(char)
    if known is not None:
        return known
    code = ord(char)
    if code < 0x2100 or 0x3000 < code < 0xFB00:
        return char
    return "".join(_ONE.get(c, c) for c in unicodedata.normalize("NFKC", char) if not _MARK.match(c))


def _same_length(text: str) -> str:
    """Every character that becomes one other replaced; no value of the table is a key of it, so the order does not matter.

    Five times faster than `str.translate`, which looks every letter up: most of these stand in no text.
    """
    for char, same in _SAME_LENGTH.items():
        if char in text:
            text = text.replace(char, same)
    return text


def fold(text: str) -> tuple[str, tuple[int, ...] | None]:
    """Fold `text`; give the normal form and, per folded code point, its raw index (None: the same index).

    Hamza seats, final ya, ta marbuta, presentation forms, Arabic-Indic and Persian digits, quotation marks and
    spaces are made one; diacritics, tatweel, zero-width and bidi marks are dropped; runs of blanks become one.
    """
    same = _same_length(text)
    if not _SLOW.search(text):
        return same, None
    out: list[str] = []
    offsets: list[int] = []
    last = ""
    position = 0
    for match in _SLOW.finditer(text):
        start, end = match.span()
        plain = same[position:start]
        if plain:
            out.append(plain)
            offsets.extend(range(position, start))
            last = plain[-1]
        for index in range(start, end):
            for char in _expand(text[index]):
                if char == " " and last == " ":
                    continue
                out.append(char)
                offsets.append(index)
                last = char
        position = end
    out.append(same[position:])
    offsets.extend(range(position, len(text)))
    return "".join(out), tuple(offsets)


def folded(text: str) -> str:
    """The normal form alone, for keys of lexicons."""
    return fold(text)[0].strip()


def raw_span(text: str, offsets: tuple[int, ...] | None, start: int, end: int) -> tuple[int, int]:
    """Raw `[start, end)` of the folded `[start, end)`, with the diacritics that follow the last letter."""
    if end <= start:
        raise ValueError(f"empty span [{start}, {end})")
    if offsets is None:
        return start, end
    last = offsets[end - 1] + 1
    match = _COMBINING.match(text, last)
    return offsets[start], match.end() if match else last
