"""Which articles are copies of which."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from isnad.merge.copies import alike, copies, grouped, signature

WORDS = [f"{a}{b}{c}" for a in "بتثجحخ" for b in "دذرزسش" for c in "عغفقكلمن"]
Change = Callable[[random.Random, list[str]], list[str]]


def article(seed: int, size: int = 150) -> list[str]:
    return random.Random(seed).choices(WORDS, k=size)


def changed(share: float) -> Change:
    return lambda rng, words: [rng.choice(WORDS) if rng.random() < share else w for w in words]


@pytest.mark.parametrize(
    ("change", "copy"),
    [
        (lambda _, w: w, True),
        (lambda _, w: article(99, 9) + w[9:], True),
        (lambda _, w: ["تونس", "(رويترز)", "-", *w, "إقرأ", "أيضا", *article(98, 8)], True),
        (lambda _, w: w[:100], True),
        (changed(0.05), True),
        (changed(0.1), True),
        (changed(0.7), False),
        (lambda rng, w: w[:30] + rng.choices(WORDS, k=120), False),
        (lambda _, w: random.Random(1).sample(w, len(w)), False),
    ],
    ids=["same", "title", "dateline", "cut", "5 %", "10 %", "70 %", "one passage", "same words, other text"],
)
def test_what_is_a_copy(change: Change, copy: bool) -> None:
    rng = random.Random(1234)
    articles = [(f"a{n}", " ".join(article(n))) for n in range(20)]
    articles += [(f"b{n}", " ".join(change(rng, article(n)))) for n in range(20)]
    expected = {f"{x}{n}": f"a{n}" for n in range(20) for x in "ab"} if copy else {}
    assert copies(articles) == expected


def test_letters_are_folded() -> None:
    plain = " ".join(["أحمد", "إلى", "مدينة", "القصرين", "١٢", *article(1)])
    other = " ".join(["احمد", "الي", "مدينه", "القـصرين", "12", *article(1)])
    assert alike(signature(plain), signature(other)) == 1.0


def test_copies_of_copies_do_not_chain() -> None:
    """B shares half with A and half with C, which share nothing: as much as makes a copy, and no group of three."""
    a, c = article(1, 200), article(2, 200)
    b = a[20:] + c[:180]
    texts = {"A": a, "B": b, "C": c}
    signed = {k: signature(" ".join(v)) for k, v in texts.items()}
    assert alike(signed["A"], signed["B"])
    assert alike(signed["B"], signed["C"])
    assert not alike(signed["A"], signed["C"])
    assert grouped(signed, {}) == {"A": "A", "B": "A", "C": "C"}
    # two long articles around one short one are no copies of each other either
    short = article(3, 60)
    long = {"S": short, "X": short + article(4, 100), "Y": short + article(5, 100)}
    assert grouped({k: signature(" ".join(v)) for k, v in long.items()}, {}) == {"S": "S", "X": "S", "Y": "Y"}


def test_the_first_article_leads() -> None:
    text = " ".join(article(1))
    assert copies([("z", text), ("m", " ".join(article(2))), ("a", text)]) == {"z": "z", "a": "z"}


@pytest.mark.parametrize("cut", [0, 1, 7, 30, 59])
def test_what_comes_later_is_grouped_as_if_it_had_come_at_once(cut: int) -> None:
    rng = random.Random(2)
    ids = [f"{n}.{k}" for k in range(3) for n in range(20)]
    rng.shuffle(ids)
    signed = {i: signature(" ".join(changed(0.08)(rng, article(int(i.split(".")[0]))))) for i in ids}
    first, later = dict(list(signed.items())[:cut]), dict(list(signed.items())[cut:])
    before = grouped(first, {})
    assert {**before, **grouped(later, first, before)} == grouped(signed, {})


def test_old_groups_stay_as_they_are() -> None:
    text = signature(" ".join(article(1)))
    old = {"a": text, "b": text}
    assert grouped({"c": text}, old, {"a": "a", "b": "b"}) == {"c": "a"}, "which were apart stay apart; the first known leads"
    assert grouped({"c": text}, old, {"a": "gone", "b": "gone"}) == {"c": "gone"}, "a group keeps its name"


@pytest.mark.parametrize("text", ["", "\n", "كلمة", "كلمة واحدة", "!!!"])
def test_little_text_is_nobodys_copy(text: str) -> None:
    other = signature(" ".join(article(1)))
    assert alike(signature(text), other) == 0.0
    assert grouped({"a": signature(text), "b": other, "c": signature("")}, {}) == {"a": "a", "b": "b", "c": "c"}


def test_short_texts_must_hardly_differ() -> None:
    words = article(1, 20)
    one, same, other = (" ".join(w) for w in (words, words, [*words[:15], *article(2, 5)]))
    assert copies([("a", one), ("b", same), ("c", other)]) == {"a": "a", "b": "a"}


def test_long_texts_are_sampled_and_still_compared() -> None:
    words = [f"{a}{b}" for a, b in zip(article(1, 4000), article(2, 4000), strict=True)]
    long, half = signature(" ".join(words)), signature(" ".join(words[:2200]))
    assert len(long) <= 1 + 4 * 256
    assert long[0] > half[0] > 0
    assert alike(long, half) == pytest.approx(1.0, abs=0.1)
    assert alike(long, signature(" ".join(article(5, 300)))) == 0.0


def test_a_signature_does_not_change_from_run_to_run() -> None:
    """It is stored: other bytes would part tomorrow's copies from yesterday's."""
    assert signature("انفجرت عبوة قرب السوق").hex() == EXPECTED


EXPECTED = "007221e22f583cc1a2844b08c7"
