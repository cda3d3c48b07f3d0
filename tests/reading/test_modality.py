"""Status of what is told: each sentence with one trigger in it and how it must be read; all sentences are written for the project."""

from __future__ import annotations

from datetime import date

import pytest

from isnad.codebook import Codebook
from isnad.reading.mention.modality import Modality, modality
from isnad.reading.mention.triggers import find_triggers
from isnad.reading.number.counts import find_numbers
from isnad.reading.parse import Parse
from isnad.reading.time.dates import find_dates
from isnad.reading.tools import tools_of
from isnad.scan import scan
from isnad.text import Text


def _read(sentence: str, codebook: Codebook) -> dict[str, Modality]:
    """The modality of each trigger of a sentence, by its words."""
    tools = tools_of(codebook)
    text = Text.of("\n" + sentence)
    hits = scan(text, tools.matcher)
    dates = find_dates(text, date(2018, 4, 18), tools.calendar)
    parse = Parse.of(text, tools, hits, find_numbers(text, tools.numbers), dates)
    return {parse.raw(t.first, t.last): modality(parse, t) for t in find_triggers(parse)}


STATUSES = [
    # told as a fact
    ("قتل ثلاثة جنود في كمين شمال البلدة.", "قتل", "occurred"),
    ("كان المهاجم قد أطلق النار على جارته.", "أطلق", "occurred"),
    ("قال وزير التخطيط إن هجوما استهدف السوق.", "هجوما", "occurred"),
    ("قتل جنديان في حي الوادي بهجوم على الحاجز.", "بهجوم", "occurred"),
    ("قتل ستة مدنيين في غارة جوية قرب الوادي.", "غارة جوية", "occurred"),
    # denied: what is said not to have happened, not who is said not to have done it
    ("نفت قيادة الشرطة وقوع هجوم على مركزها.", "هجوم", "denied"),
    ("نفى ناطق عسكري مقتل أي جندي في القصف.", "مقتل", "denied"),
    ("كذبت إدارة المستشفى الأنباء عن قصف جناح الأطفال.", "قصف", "denied"),
    ("نفت الحركة مسؤوليتها عن التفجير الذي قتل سبعة أشخاص.", "التفجير", "occurred"),
    ("قالت البلدية إن ما نشر عن انفجار في السوق مجرد شائعة.", "انفجار", "denied"),
    ("اعتقلت الشرطة رجلين بتهمة نشر شائعات.", "اعتقلت", "occurred"),
    # alleged: the deed is in doubt, not the doer
    ("اتهمت المعارضة القوات الحكومية بقصف البلدة.", "بقصف", "alleged"),
    ("اتهم الوزير الحركة بالوقوف وراء اغتيال القاضي.", "اغتيال", "occurred"),
    ("اتهمت الحكومة الحركة بالمسؤولية عن التفجير.", "التفجير", "occurred"),
    ("زعمت الجماعة أنها قتلت عشرين جنديا في الكمين.", "قتلت", "alleged"),
    ("وقع في القرية ما يشتبه بأنه هجوم كيماوي.", "هجوم كيماوي", "alleged"),
    ("تحدث الوزير عن الهجوم الكيماوي المزعوم على القرية.", "الهجوم الكيماوي", "alleged"),
    ("قال السفير إن هناك أدلة على أن القوات قصفت المستشفى.", "قصفت", "alleged"),
    ("رجحت الشرطة أن يكون الرجلان شاركا في اغتيال القاضي.", "اغتيال", "occurred"),
    # foiled: what was prevented, not what prevented it
    ("أحبطت قوات الأمن هجوما على الكنيسة.", "هجوما", "foiled"),
    ("قتلت قوات الأمن مسلحين اثنين وأحبطت محاولة لشن هجوم على القصر.", "قتلت", "occurred"),
    ("قتلت قوات الأمن مسلحين اثنين وأحبطت محاولة لشن هجوم على القصر.", "لشن", "foiled"),
    ("أعلنت الوزارة إحباط مخطط إرهابي واعتقال خمسة مشتبه بهم.", "واعتقال", "occurred"),
    ("ألقت الشرطة القبض على رجلين كانا يخططان لتفجير محطة القطار.", "لتفجير", "foiled"),
    ("ألقت الشرطة القبض على رجلين كانا يخططان لتفجير محطة القطار.", "ألقت", "occurred"),
    ("أوقفت الوحدات عنصرين قبل تنفيذ هجوم على فندق بالعاصمة.", "تنفيذ", "foiled"),
    # planned: threatened, announced, called for, aimed at
    ("هددت الجماعة بقتل الرهائن.", "بقتل", "planned"),
    ("يعتزم الحزب تنظيم مظاهرة أمام البرلمان.", "تنظيم", "planned"),
    ("دعا الحزب المعارض أنصاره إلى التظاهر في المدينة.", "التظاهر", "planned"),
    ("ستقصف القوات مواقع المسلحين خلال أيام.", "ستقصف", "planned"),
    ("من المقرر أن يبدأ وقف إطلاق النار منتصف ليل غد.", "وقف إطلاق النار", "planned"),
    ("تستنفر الشرطة قبيل احتجاجات يعتزم المعارضون تنظيمها.", "احتجاجات", "planned"),
    ("تدرس الحكومة ضم أراض في الأغوار.", "ضم", "planned"),
    ("تحركت القوات شمالا لاستعادة السيطرة على البلدة.", "لاستعادة السيطرة على", "planned"),
    ("فجر مسلحون الجسر بعد أن هددوا بذلك.", "فجر", "occurred"),
    ("دعت المنظمة إلى وقف القصف على المدينة.", "القصف", "occurred"),
    # conditional, feared, forecast
    ("سترد القوات بقوة إذا قصف المسلحون المدينة.", "قصف", "planned"),
    ("قد تشن القوات هجوما على المدينة في أي وقت.", "تشن", "planned"),
    ("يخشى السكان هجوما جديدا على القرية.", "هجوما", "planned"),
    ("عبر السكان عن مخاوف من تكرار الهجوم على القرية.", "الهجوم", "occurred"),
    ("انفجرت عبوة قد تكون من مخلفات الحرب وقتلت طفلين.", "وقتلت", "occurred"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "words", "status"), STATUSES)
def test_status(sentence: str, words: str, status: str, codebook: Codebook) -> None:
    assert _read(sentence, codebook)[words].status == status


NEGATED = [
    ("لم يهاجم المسلحون الحاجز كما أشيع.", "يهاجم", True),
    ("لم تقع أي اشتباكات في محيط المطار.", "اشتباكات", True),
    ("لن تقصف الفصائل المدينة قبل انتهاء المهلة.", "تقصف", True),
    ("انتهت المسيرة دون وقوع اشتباكات.", "اشتباكات", True),
    ("لم يسفر الهجوم على الحاجز عن ضحايا.", "الهجوم", False),
    ("قتل ثلاثة جنود في هجوم لم تعلن أي جهة مسؤوليتها عنه.", "هجوم", False),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "words", "negated"), NEGATED)
def test_negated(sentence: str, words: str, negated: bool, codebook: Codebook) -> None:
    assert _read(sentence, codebook)[words].negated is negated


def test_every_cue_works_in_its_examples_and_not_in_its_counter_examples(codebook: Codebook) -> None:
    """In a counter-example at least one incident must stay untouched; sentences without a trigger say nothing."""
    wrong = []
    for cue in codebook.cues.values():
        for sentence in cue.examples:
            read = _read(sentence, codebook).values()
            if read and not any(_works(m, cue.effect) for m in read):
                wrong.append(f"{cue.id}: {sentence}")
        for sentence in cue.counter_examples:
            read = _read(sentence, codebook).values()
            if read and all(m.rule == cue.id or m.negated for m in read):
                wrong.append(f"{cue.id}, not: {sentence}")
    assert not wrong


def _works(read: Modality, effect: str) -> bool:
    flags = {
        "negated": read.negated,
        "background": read.background,
        "period": read.period,
        "opinion": read.opinion,
        "conditional": read.opinion,
    }
    return flags.get(effect, read.status == effect)
