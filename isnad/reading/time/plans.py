"""Weekdays that are to come: behind the words of a plan, of a call, or of a beginning."""

from __future__ import annotations

from isnad.reading.time.words import DateWords

_PLAN = 14  # words before a weekday in which a plan may be told
_SURE = 22  # the same for words that tell of nothing but plans, over commas too
_NEXT = 3  # words between a verb in the future and its weekday
_STOPS = frozenset({".", "\n", ":", '"'})


def planned(text: DateWords, i: int, end: int) -> bool:
    """Whether the weekday on tokens `[i, end)` is told as one to come: `من المقرر أن تنطلق مسيرة الأحد`, `اعتبارا من الخميس`."""
    if text.word(i - 1) == "من" and text.word(i - 2) in text.sets["beginnings"]:
        return True
    if _future(text, end) or any(_future(text, j) for j in range(i - 1, i - 1 - _NEXT, -1) if not _parted(text, j, i)):
        return True
    at = i - 2 if () in text.calendar.parts.get(text.word(i - 1), ()) or text.word(i - 1) in text.sets["day_words"] else i - 1
    if text.word(at) in text.sets["begins"]:
        return True
    return _in_clause(text, i) or _sure(text, i) or _called(text, i)


def _parted(text: DateWords, j: int, i: int) -> bool:
    return any(w in _STOPS or w == "،" for w in text.words[max(0, j) : i])


def _future(text: DateWords, j: int) -> bool:
    """Whether a token is a verb in the future: س before a present, none of the words that begin so by themselves."""
    word = text.word(j).removeprefix("و")
    return len(word) > 4 and word[0] == "س" and word[1] in "تين" and not word.startswith(tuple(text.sets["not_future"]))


def _in_clause(text: DateWords, i: int) -> bool:
    """Whether a word of a plan stands before in the same clause."""
    for j in range(i - 1, max(-1, i - _PLAN), -1):
        word = text.word(j)
        if word in text.sets["planned"]:
            return not _was(text, j)
        if word in text.sets["begins"] and text.words[j - 2 : j] == ("علي", "ان"):
            return True
        if word in _STOPS or word in text.sets["clauses"] or j < text.latest_end:
            return False
        if word == "،" and text.word(j - 1) not in text.sets["planned"]:
            return False
    return False


def _sure(text: DateWords, i: int) -> bool:
    """Whether what comes is expected in the sentence: `ومن المقرر أن تصل الاحتجاجات، التي بدأت …، إلى ذروتها، الثلاثاء`."""
    for j in range(i - 1, max(-1, i - _SURE), -1):
        word = text.word(j)
        if word in text.sets["expected"]:
            return not _was(text, j)
        if word in (".", "\n", ":") or j < text.latest_end or (word in text.sets["clauses"] and text.word(j - 1) != "،"):
            return False
    return False


def _was(text: DateWords, j: int) -> bool:
    return text.word(j - 1) in text.sets["not_planned"] or text.word(j - 2) in text.sets["not_planned"]


def _called(text: DateWords, i: int) -> bool:
    """Whether a call for a gathering stands before: `دعت النقابات إلى إضراب الأحد`."""
    gathering = False
    for j in range(i - 1, max(-1, i - _PLAN), -1):
        word = text.word(j)
        if word in text.sets["calls"]:
            return gathering
        if word in _STOPS or word == "،" or word in text.sets["clauses"] or j < text.latest_end:
            return False
        led = (
            word.startswith("ل")
            or text.word(j - 1) in text.sets["called_to"]
            or f"{text.word(j - 2)} {text.word(j - 1)}" in text.sets["called_to"]
        )
        gathering = gathering or (led and word in text.sets["gatherings"])
    return False
