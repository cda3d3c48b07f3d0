"""The normal form and the way back: every folded stretch cuts the raw words that it was made of."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from isnad.text import Text
from isnad.text.fold import _SAME_LENGTH, fold, folded, raw_span

FORMS = [
    # hamza seats, final ya, ta marbuta
    ("أُسِرَ إمامٌ في الآونة", "اسر امام في الاونه"),
    ("مستشفى", "مستشفي"),
    ("مسؤول ورئيس", "مسوول ورييس"),
    ("ا\u0654سر", "اسر"),  # the hamza as a mark of its own
    # marks that are dropped
    ("مُقَاتِلُونَ", "مقاتلون"),
    ("هجــــوم", "هجوم"),
    ("\u202bهجوم\u202c \u2067على\u2069 ثك\u200cنة", "هجوم علي ثكنه"),
    ("\ufeffقتـ\u200dلى", "قتلي"),
    ("رحمٰن", "رحمن"),
    # letters of Persian, Urdu and of the keyboard
    ("کرکوک", "كركوك"),
    ("گرگان", "غرغان"),
    ("چاد", "تشاد"),
    ("حيدری", "حيدري"),
    ("ھجوم", "هجوم"),
    # presentation forms, single and as ligatures
    ("\ufe8d\ufedf\ufea0\ufef4\ufeb6", "الجيش"),
    ("ﻻجئون", "لاجيون"),
    ("ﷲ أكبر", "الله اكبر"),
    ("ﺳﻼﻡ", "سلام"),
    # digits
    ("١٢ و۳۴ و56", "12 و34 و56"),
    ("٣٫٥ و١٬٢٠٠", "3.5 و1,200"),
    ("\uff11\uff12", "12"),
    # marks of writing
    ("«نعم» و“لا” و‘ربما’", '"نعم" و"لا" و\'ربما\''),
    ("من ٢٠١٤–٢٠١٥", "من 2014-2015"),
    ("#سرايا_النور", "#سرايا النور"),
    # blanks
    ("ا   ب", "ا ب"),
    ("ا\u00a0\u00a0\u00a0\u00a0ب", "ا ب"),
    ("ا\u2009\u2009ب", "ا ب"),
    ("ا \u200f ب", "ا ب"),
    ("ا ـ ب", "ا ب"),
    ("ا\t_ب", "ا ب"),
    ("ا \ufc5e ب", "ا ب"),
    ("سطر\r\nثان", "سطر \nثان"),
    ("سطر\u2028ثان", "سطر\nثان"),
]


@pytest.mark.parametrize(("raw", "expected"), FORMS)
def test_the_normal_form(raw: str, expected: str) -> None:
    assert fold(raw)[0] == expected


# What is looked for in the normal form, and the raw words that must be cut for it.
CUTS = [
    ("في الجَيْشُ كثير", "الجيش", "الجَيْشُ"),
    ("هــجــوم", "هجوم", "هــجــوم"),
    ("قَتَلَتْهُم", "قتلت", "قَتَلَتْ"),
    ("قال: ﻻ نعم", "لا نعم", "ﻻ نعم"),
    ("قال: ﷲ أكبر", "الله", "ﷲ"),
    ("عام  \u200f ٢٠١٥ م", "2015", "٢٠١٥"),
    ("ا   ب", "ا ب", "ا   ب"),
    ("\u202bثكنة\u202c", "ثكنه", "ثكنة"),
    ("قرب #عين_الماء أمس", "عين الماء", "عين_الماء"),
    ("أول\r\nآخِر", "اخر", "آخِر"),
    ("چاد", "ت", "چ"),
]


@pytest.mark.parametrize(("raw", "found", "expected"), CUTS)
def test_a_folded_stretch_cuts_its_raw_words(raw: str, found: str, expected: str) -> None:
    letters, offsets = fold(raw)
    start = letters.index(found)
    a, b = raw_span(raw, offsets, start, start + len(found))
    assert raw[a:b] == expected


def test_plain_text_needs_no_offsets() -> None:
    raw = "قتل ثلاثة في ٥ آذار"
    letters, offsets = fold(raw)
    assert offsets is None
    assert len(letters) == len(raw)
    assert raw_span(raw, offsets, 4, 9) == (4, 9)


def test_an_empty_span_is_an_error() -> None:
    with pytest.raises(ValueError, match="empty span"):
        raw_span("نص", None, 1, 1)


@pytest.mark.parametrize(
    ("title", "text"),
    [("هَجوم", "قُتل"), ("", "قُتل"), ("«عنوان»  طويل ", "نص"), ("ﻻ شيء", ""), ("بلا علامات", "ولا هنا")],
)
def test_the_end_of_the_title_is_found_in_the_normal_form(title: str, text: str) -> None:
    raw = f"{title}\n{text}"
    made = Text.of(raw, title_end=len(title))
    assert made.folded[made.title_end] == "\n"
    assert "\n" not in made.folded[: made.title_end]


def test_a_text_cuts_by_its_own_offsets() -> None:
    text = Text.of("سقطَ قتيــلٌ  واحد")
    token = text.tokens[1]
    assert token.text == "قتيل"
    assert text.cut(token.start, token.end) == "قتيــلٌ"
    assert text.raw[slice(*text.span(token.start, token.end))] == "قتيــلٌ"


LETTERS = (
    "ابتجدرسعقلمنهويأإآةىؤئءکگچپ" + "٠١٥۰۹37" + " \t\r\n_\u00a0\u2009\u3000" + "ـ\u064b\u064e\u0651\u0670\u06e1"
    "\u200b\u200e\u200f\u202b\u2067\ufeff\u00ad" + "ﻻﷲﷺﺍﻟﺠﻴﺶﭼﳲ\ufc5e\ufe76" + "«»،.؟#-–٪½²①℀Aé"
)
RAW = st.text(alphabet=st.sampled_from(LETTERS), max_size=40)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(RAW)
def test_offsets_are_monotone_and_lie_in_the_text(raw: str) -> None:
    letters, offsets = fold(raw)
    where = range(len(raw)) if offsets is None else offsets
    assert len(where) == len(letters)
    assert all(a <= b for a, b in zip(where, list(where)[1:], strict=False))
    assert all(0 <= o < len(raw) for o in where)
    assert "  " not in letters


@settings(max_examples=400, deadline=None, derandomize=True)
@given(RAW, st.data())
def test_what_a_span_cuts_folds_to_the_span(raw: str, data: st.DataObject) -> None:
    letters, offsets = fold(raw)
    assume(letters)
    start = data.draw(st.integers(0, len(letters) - 1))
    end = data.draw(st.integers(start + 1, len(letters)))
    if offsets is not None:  # a ligature is cut whole
        assume(start == 0 or offsets[start - 1] != offsets[start])
        assume(end == len(letters) or offsets[end] != offsets[end - 1])
    a, b = raw_span(raw, offsets, start, end)
    assert fold(raw[a:b])[0] == letters[start:end]


@settings(max_examples=200, deadline=None, derandomize=True)
@given(RAW)
def test_folding_twice_changes_nothing(raw: str) -> None:
    once = fold(raw)[0]
    assert fold(once)[0] == once
    assert folded(raw) == once.strip()


def test_the_order_of_replacements_does_not_matter() -> None:
    assert _SAME_LENGTH.keys().isdisjoint(_SAME_LENGTH.values())
