"""Words, numbers, marks and lines of a folded text."""

from __future__ import annotations

import pytest

from isnad.text.fold import fold
from isnad.text.tokens import tokens

CASES = [
    ("قتل 3 جنود.", [("قتل", "w"), ("3", "n"), ("جنود", "w"), (".", "p")]),
    # digits glued to letters are a token of their own
    ("و3 مدنيين", [("و", "w"), ("3", "n"), ("مدنيين", "w")]),
    ("ب15كلم", [("ب", "w"), ("15", "n"), ("كلم", "w")]),
    # a number keeps its separators, not the mark behind it
    ("١٢٬٥٠٠ و٣٫٥", [("12,500", "n"), ("و", "w"), ("3.5", "n")]),
    ("1.200.000،", [("1.200.000", "n"), ("،", "p")]),
    ("في 3/4/2019.", [("في", "w"), ("3/4/2019", "n"), (".", "p")]),
    ("10:30", [("10:30", "n")]),
    ("2014-2015", [("2014", "n"), ("-", "p"), ("2015", "n")]),
    # marks one by one, a line end is a token
    ('"لا"!', [('"', "p"), ("لا", "w"), ('"', "p"), ("!", "p")]),
    ("#درعا_البلد", [("#", "p"), ("درعا", "w"), ("البلد", "w")]),
    ("سطر\r\nثان", [("سطر", "w"), ("\n", "l"), ("ثان", "w")]),
    # a raised digit is no number
    ("م²", [("م²", "w")]),
    ("² م", [("²", "p"), ("م", "w")]),
    ("AK-47", [("AK", "w"), ("-", "p"), ("47", "n")]),
    ("", []),
    (" \t ", []),
]


@pytest.mark.parametrize(("raw", "expected"), CASES)
def test_tokens(raw: str, expected: list[tuple[str, str]]) -> None:
    assert [(t.text, t.kind) for t in tokens(fold(raw)[0])] == expected


@pytest.mark.parametrize("raw", [case[0] for case in CASES])
def test_tokens_lie_in_order_where_they_say(raw: str) -> None:
    letters = fold(raw)[0]
    end = 0
    for token in tokens(letters):
        assert end <= token.start < token.end
        assert letters[token.start : token.end] == token.text
        end = token.end
    assert not any(c.isalnum() for c in letters[end:])
