"""What the networks are given and what they answer: features, means of vectors, and that triggers are told from talk."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from isnad.codebook import Codebook
from isnad.model import Article
from isnad.reading.draft import draft_of
from isnad.reading.mention.context import Context, stem
from isnad.reading.mention.telling import ANSWERS, KINDS, MOST, STATUSES, TYPES, joined
from isnad.reading.mention.triggers import Telling, TriggerMention, find_triggers
from isnad.reading.network import Network, Vectors, network_of, vectors_of
from isnad.reading.time.age import AGES
from isnad.reading.tools import tools_of
from tests.reading.helpers import parsed

TOLD = "قتل خمسة جنود في هجوم مسلح استهدف حاجزا للجيش قرب مدينة بنقردان يوم السبت."
TALK = "ودعا الوزير إلى تكثيف التعاون الدولي في مجال مكافحة الإرهاب ومنع الهجمات."


def triggers_of(text: str, codebook: Codebook, title: str = "") -> list[TriggerMention]:
    draft = draft_of(Article(id="a", title=title, text=text, published=date(2018, 5, 5)), tools_of(codebook))
    assert draft is not None
    return [t for m in draft.mentions for t in m.triggers]


def test_news_of_an_attack_is_told_and_talk_of_attacks_is_not(codebook: Codebook) -> None:
    told = [t.telling for t in triggers_of(TOLD, codebook)]
    talk = [t.telling for t in triggers_of(TALK, codebook)]
    assert told and talk and all(told) and all(talk)
    assert max(t.told for t in told if t) > 1.0
    assert max(t.told for t in talk if t) < 0.0


def test_shares_are_probabilities(codebook: Codebook) -> None:
    for trigger in triggers_of(TOLD, codebook):
        assert trigger.telling is not None
        assert len(trigger.telling.types) == len(TYPES) and len(trigger.telling.status) == len(STATUSES)
        assert sum(trigger.telling.types) == pytest.approx(1.0, abs=1e-5)


def test_the_same_text_gives_the_same_answers(codebook: Codebook) -> None:
    first, second = triggers_of(TOLD, codebook), triggers_of(TOLD, codebook)
    assert [t.telling.told for t in first if t.telling] == [t.telling.told for t in second if t.telling]


def test_triggers_beyond_the_limit_stay_unweighed(codebook: Codebook) -> None:
    draft = draft_of(Article(id="a", text=f"{TOLD}\n" * MOST, published=date(2018, 5, 5)), tools_of(codebook))
    assert draft is not None
    weighed = [t.telling is not None for m in draft.mentions for t in m.triggers]
    assert sum(weighed) <= MOST and not all(weighed)


def test_features_name_the_word_its_neighbours_and_what_the_codebook_knows(codebook: Codebook) -> None:
    parse = parsed(TOLD, codebook)
    context = Context(parse, find_triggers(parse), [])
    first = context.features(0)
    assert {"w=قتل", "R0=خمسه", "l=قتل"} & first == {"w=قتل", "R0=خمسه"}
    assert "sr=number" in first and any(f.startswith("s=") for f in first)
    spans = context.windows(0)
    assert all(0 <= a <= b <= len(parse.words) for a, b in spans)


@pytest.mark.parametrize(("word", "expected"), [("والهجوم", "هجوم"), ("بالسيارة", "سيارة"), ("ولد", "ولد"), ("قتل", "قتل")])
def test_stems(word: str, expected: str) -> None:
    assert stem(word) == expected


def test_the_mean_of_a_window_is_that_of_its_known_words(codebook: Codebook) -> None:
    vectors = vectors_of(codebook)
    parse = parsed("قتل جندي زقزقزق", codebook)
    rows = [vectors.rows[w] for w in parse.words[:2]]
    means = vectors.means(parse, [[(0, 3), (2, 3)]])
    assert np.allclose(means[0, : vectors.table.shape[1]], vectors.table[rows].mean(0), atol=1e-5)
    assert not means[0, vectors.table.shape[1] :].any()  # an unknown word says nothing


def test_a_network_adds_its_wide_and_its_deep_part() -> None:
    data = {
        "names": np.frombuffer(b"a\0b", np.uint8), "mean": np.zeros(1, np.float32), "spread": np.ones(1, np.float32),
        "bag": np.array([[127], [0]], np.int8), "bag_scale": np.array([1 / 127], np.float32),
        "wide": np.array([[10], [-20]], np.int8), "wide_scale": np.array([0.1], np.float32),
        "e_w": np.zeros((1, 1)), "e_b": np.zeros(1), "ew_w": np.full((1, 1), 0.5), "ew_b": np.zeros(1),
        "h_w": np.ones((1, 1)), "h_b": np.zeros(1), "o_w": np.full((1, 1), 3.0), "o_b": np.full(1, 0.25),
    }  # fmt: skip
    none = frozenset[str]()
    items = [({}, (frozenset({"a"}),)), ({"b": 2.0, "unknown": 1.0}, (none,)), ({}, (none,))]
    out = Network(data).answers(items, np.array([[0.0], [1.0], [0.0]]))
    assert out[:, 0] == pytest.approx([1.0 + 3.0 + 0.25, -4.0 + 0.5 + 0.25, 0.25])


def test_joined_tellings_lean_on_the_surest(codebook: Codebook) -> None:
    (first, *_) = triggers_of(TOLD, codebook)
    from dataclasses import replace

    def telling(sums: tuple[float, ...], k: int) -> Telling:
        return Telling(*sums, *(np.eye(len(names))[k] for names in (STATUSES, TYPES, AGES, KINDS, KINDS)), np.full(3, float(k)))

    sure, unsure = replace(first, telling=telling((5.0, 2.0, 1.0, 3.0), 0)), replace(first, telling=telling((-5.0, -2.0, -1.0, -3.0), 1))
    whole = joined([sure, unsure])
    assert whole is not None and whole.told == 5.0 and whole.background > 1.9 and whole.first > 0.9 and whole.main > 2.9
    assert all(part[0] > 0.98 for part in (whole.status, whole.types, whole.ages, whole.by, whole.against)) and whole.point.max() < 0.02
    assert joined([replace(first, telling=None)]) is None


def test_networks_are_small_enough_to_ship_and_answer_what_is_asked(codebook: Codebook) -> None:
    from isnad.codebook import HERE

    assert sum(p.stat().st_size for p in (HERE / "networks").glob("*.npz")) < 5_000_000
    assert network_of(codebook, "telling").weights["o_b"].shape == (ANSWERS,)
    assert network_of(codebook, "sides").weights["o_b"].shape == (2,)
    assert isinstance(vectors_of(codebook), Vectors)
