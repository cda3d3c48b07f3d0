"""From bytes to text: which encoding a file is in."""

from __future__ import annotations

import codecs

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SAMPLE = 65_536  # bytes looked at
_BROKEN = 10  # letters beyond ASCII for each broken byte; in windows-1256 read as UTF-8 there are fewer than one
# What detection names when it should say windows-1256 or cannot tell: single-byte encodings without Arabic letters.
_LATIN = frozenset({"cp1252", "iso8859-1", "latin-1", "ascii", "cp1250", "iso8859-15", "cp1254", "iso8859-9", "mac-roman"})


def detect(data: bytes) -> str:
    """The encoding of `data` by byte order mark, validity and letters; `utf-8` if it is plain ASCII."""
    head = data[:_SAMPLE]
    for bom, name in _BOMS:
        if head.startswith(bom):
            return name
    wide = _wide(head)
    if wide:
        return wide
    if _is_utf8(head):
        return "utf-8"
    from resiliparse.parse.encoding import detect_encoding

    name = detect_encoding(head) or "cp1256"
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1256"
    if name in _LATIN or name.startswith("utf-"):
        best = max(("cp1256", "iso8859-6"), key=lambda n: _arabic(head.decode(n, "replace")))
        return best if _arabic(head.decode(best, "replace")) > 0.3 else name
    return name


def decode(data: bytes) -> str:
    """The text of a whole file without byte order mark; ValueError if it is binary or its bytes are not text."""
    encoding = detect(data)
    text = data.decode(encoding, "strict" if encoding.startswith("utf") else "replace").removeprefix("\ufeff")
    if "\x00" in text:
        raise ValueError("binary data")
    return text


def _is_utf8(head: bytes) -> bool:
    """A few broken bytes in a UTF-8 text do not make it another encoding: the broken place is named instead."""
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(head, final=False)
    broken = text.count("\ufffd")
    return not broken or sum(c > "\x7f" for c in text) - broken > _BROKEN * broken


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: every other byte is 0 (ASCII) or 6 (Arabic)."""
    size = len(head) // 2
    if size < 8:
        return None
    for name, at in (("utf-16-le", 1), ("utf-16-be", 0)):
        high = head[at::2]
        if (high.count(0) + high.count(6)) / size > 0.9:
            return name
    return None


def _arabic(text: str) -> float:
    letters = [c for c in text if c.isalpha() or c == "\ufffd"]
    return sum("\u0621" <= c <= "\u064a" for c in letters) / len(letters) if letters else 0.0
