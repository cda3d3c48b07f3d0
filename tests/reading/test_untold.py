"""Figures that stand in no number: of pronouns, of losses, of those before a verb; and where nobody is to be counted."""

from __future__ import annotations

import pytest

from isnad.codebook import Codebook
from isnad.reading.mention.index import PartyIndex
from isnad.reading.mention.triggers import find_triggers
from isnad.reading.mention.untold import attempted, resumed
from isnad.reading.party.parties import find_parties
from tests.reading.helpers import cut, parsed, roles_in

FIGURES: list[tuple[str, dict[str, int | None]]] = [
    # a pronoun: of one or two it says how many, of many it does not, of a verb's object `ها` may be a thing
    ("احتجزته الشرطة أمس.", {"arrested": 1}),
    ("احتجزتها الشرطة أمس.", {}),
    ("اعتقلتهم الشرطة أمس.", {}),
    ("ألقي القبض عليها.", {"arrested": 1}),
    ("ألقي القبض عليهم في المطار.", {}),
    # those before the verb, no further off than a relative or an auxiliary
    ("قال إن 34 سجينا كان قد اعتقلهم الجيش فروا.", {"arrested": 34}),
    ("زار 34 سجينا ثم اعتقلهم الجيش.", {}),
    # losses of things are no dead
    ("تكبدت القوات خسائر بشرية.", {"killed": None}),
    ("تكبدت القوات خسائر مادية.", {}),
    ("مقتل جميع من كان على متن الطائرة.", {"killed": None}),
    ("مقتل كل شيء في غارة.", {}),
    # two triggers share their victims only where the first has none of its own
    ("مقتل و إصابة خمسة أشخاص.", {"killed": None, "injured": None}),
    ("مقتل جندي وإصابة خمسة.", {"killed": 1, "injured": 5}),
    ("قتل وجرح خمسة جنود في كمين.", {"killed": None, "injured": None}),
    ("قتل جندي وجرح خمسة آخرون.", {"killed": 1, "injured": 5}),
    # of dead and wounded under one number neither is told how many
    ("سقط أكثر من 40 قتيلا وجريحا في القصف.", {"killed": None, "injured": None}),
    ("سقط 40 قتيلا وجريح واحد في القصف.", {"killed": 40, "injured": 1}),
    ("سقط 19 مقاتلا بين قتيل وجريح.", {"killed": None, "injured": None}),
    # captives beside the dead
    ("خلفت المعارك قتلى وجرحى وأسرى من المتمردين.", {"killed": None, "injured": None, "arrested": None}),
    ("أضرب الأسرى في السجون.", {}),
    # a number behind its noun says the same once more; others with a phrase are no more than it tells
    ("مقتل مدني واحد على الأقل في القصف.", {"killed": 1}),
    ("توقيف شرطي وواحد من مرافقيه.", {"arrested": 2}),
    ("الشرطة أوقفت المهاجم وشخصا آخر.", {"arrested": 2}),
    ("أسر اثنين آخرين.", {"arrested": 2}),
    # one who killed those whose number follows
    ("قتل شاب أربعة أشخاص بسكين.", {"killed": 4}),
    # what a toll rose to
    ("ارتفعت حصيلة القتلى إلى 14 في الهجوم.", {"killed": 14}),
    # one more, two more, and one of several
    ("أصيب جندي وآخران.", {"injured": 3}),
    ("قتل جندي وأصيب رابع بجروح.", {"killed": 1, "injured": 1}),
    ("القبض على أحد المسلحين.", {"arrested": 1}),
    ("القبض على إحدى السجينات.", {"arrested": 1}),
    # the last of many is not one more, and another sentence tells nothing of this one
    ("القضاء على آخر فلول التنظيم.", {}),
    ("ألقي القبض. عليه دين للمصرف.", {}),
    ("تكبد المتمردون خسائر. وأنقذت الأرواح.", {}),
]


@pytest.mark.parametrize(("sentence", "figures"), FIGURES)
def test_figures_without_a_number(codebook: Codebook, sentence: str, figures: dict[str, int | None]) -> None:
    assert roles_in(sentence, codebook)[2] == figures


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("خطط لاغتيال الوزير.", True),
        ("هدد بقتل جنديين.", True),
        ("محاولة في قتل شرطي.", True),
        ("اتهم بالشروع في قتل شرطيين.", True),
        ("حاول قتل شرطي.", True),
        ("حاول مسلحون قتل شرطي.", True),
        ("محاولة طالبان قتلها.", True),
        ("قال مسلحون قتلوا شرطيا.", False),
        ("مقتل شرطي.", False),
        ("في قتل شرطي.", False),
        ("قتل الجيش شرطيين.", False),
    ],
)
def test_what_was_only_tried_killed_nobody(codebook: Codebook, sentence: str, expected: bool) -> None:
    parse = parsed(sentence, codebook)
    assert attempted(parse, find_triggers(parse)[0]) is expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("أفرجت عن 19 شابا اعتقلتهم الشرطة.", "شابا"),
        ("أفرجت عن السجناء الذين كان قد اعتقلهم الجيش.", "السجناء"),
        ("أفرجت عن السجناء ثم اعتقلهم الجيش.", None),
        ("اعتقلهم الجيش.", None),
        ("أفرجت عن السجناء واعتقلت الشرطة آخرين.", None),  # no pronoun
    ],
)
def test_whom_a_pronoun_takes_up(codebook: Codebook, sentence: str, expected: str | None) -> None:
    parse = parsed(sentence, codebook)
    trigger = find_triggers(parse)[-1]
    found = resumed(parse, PartyIndex.of(parse, find_parties(parse)), trigger)
    assert (cut(parse, found) if found else None) == expected


@pytest.mark.parametrize("word", ["مقتله", "قتلهم", "اعتقاله", "خسائر", "القبض", "مقتل", "قتل و", "مقتل من", "خسائر في"])
def test_a_text_that_ends_with_its_trigger_is_read(codebook: Codebook, word: str) -> None:
    assert set(roles_in(word, codebook)[2]) <= {"killed", "arrested"}
