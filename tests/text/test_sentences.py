"""Where sentences end, and where a full stop ends none."""

from __future__ import annotations

import pytest

from isnad.text.fold import fold
from isnad.text.sentences import sentences

CASES = [
    ("سقط صاروخ. لم يصب احد.", ["سقط صاروخ.", "لم يصب احد."]),
    ("ماذا جري؟ لا نعلم! انتهي", ["ماذا جري؟", "لا نعلم!", "انتهي"]),
    # line ends always part
    ("عنوان\nنص اول\n\n\nنص ثان", ["عنوان", "نص اول", "نص ثان"]),
    ("عنوان\r\nنص", ["عنوان", "نص"]),
    ("قال د.\nسالم", ["قال د.", "سالم"]),
    # a full stop inside a number, a web address, behind an abbreviation
    ("ارتفع 3.5 في الماية. ثم هبط", ["ارتفع 3.5 في الماية.", "ثم هبط"]),
    ("ارتفع ٣٫٥ ثم هبط", ["ارتفع 3.5 ثم هبط"]),
    ("نشر موقع example.org الخبر. وسكت", ["نشر موقع example.org الخبر.", "وسكت"]),
    ("قال د. سالم ذلك. وسكت", ["قال د. سالم ذلك.", "وسكت"]),
    ("د. سالم حضر. وسكت", ["د. سالم حضر.", "وسكت"]),
    ("زار م. وليد البلد. وسكت", ["زار م. وليد البلد.", "وسكت"]),
    # a word that only ends in such a letter, and the era behind a year
    ("عاد القائد. وسكت", ["عاد القائد.", "وسكت"]),
    ("قتلوا في 2015 م. ثم عادوا", ["قتلوا في 2015 م.", "ثم عادوا"]),
    ("كانوا 12. ثم عادوا", ["كانوا 12.", "ثم عادوا"]),
    ("قصفت البلده.وعادت", ["قصفت البلده.", "وعادت"]),
    # ellipses, runs of marks
    ("هدد... ثم نفذ", ["هدد...", "ثم نفذ"]),
    ("هدد… ثم نفذ", ["هدد…", "ثم نفذ"]),
    ("ما هذا؟!! لا", ["ما هذا؟!!", "لا"]),
    # a closing quotation mark or bracket belongs to the sentence before
    ("قال «انتهينا.» ثم ذهب", ['قال "انتهينا."', "ثم ذهب"]),
    ("وصلوا (امس.) ثم ذهبوا", ["وصلوا (امس.)", "ثم ذهبوا"]),
    ('عاد. "لن نرحل" قال', ["عاد.", '"لن نرحل" قال']),
    # nothing to read
    ("... !! ؟", []),
    ("", []),
    (" \n ", []),
]


@pytest.mark.parametrize(("raw", "expected"), CASES)
def test_sentences(raw: str, expected: list[str]) -> None:
    letters = fold(raw)[0]
    assert [letters[a:b] for a, b in sentences(letters)] == [fold(e)[0] for e in expected]
