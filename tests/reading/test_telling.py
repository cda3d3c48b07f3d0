"""What the networks are given and what they answer: features, means of vectors, and that triggers are told from talk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from isnad.codebook import Codebook
from isnad.model import Article
from isnad.reading.draft import draft_of
from isnad.reading.mention.context import Context
from isnad.reading.mention.heads import Heads
from isnad.reading.mention.mentions import Mention
from isnad.reading.mention.telling import ANSWERS, KINDS, MOST, STATUSES, TYPES, joined, tell
from isnad.reading.mention.triggers import Telling, TriggerMention, find_triggers
from isnad.reading.network import Names, Network, Vectors, full, network_of, vectors_of
from isnad.reading.parse import Parse
from isnad.reading.party.parties import find_parties
from isnad.reading.party.party import PartyMention
from isnad.reading.time.age import AGES
from isnad.reading.tools import tools_of
from tests.reading.helpers import parsed

TOLD = "قتل خمسة جنود في هجوم مسلح استهدف حاجزا للجيش قرب مدينة بنقردان يوم السبت."
TALK = "ودعا الوزير إلى تكثيف التعاون الدولي في مجال مكافحة الإرهاب ومنع الهجمات."


def triggers_of(text: str, codebook: Codebook) -> tuple[TriggerMention, ...]:
    """All triggers of a text, those too that tell nothing."""
    parse = parsed(text, codebook)
    return tell(parse, find_triggers(parse), find_parties(parse))


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


def test_rows_are_those_of_the_features_by_name(codebook: Codebook) -> None:
    parse = parsed(f"{TOLD} {TALK}", codebook)
    triggers, parties = find_triggers(parse), find_parties(parse)
    network = network_of(codebook, "telling")
    spelled, found = Context(parse, triggers, parties), Context(parse, triggers, parties, Heads(Names(network.rows)))
    for k in range(len(triggers)):
        assert frozenset[int]().union(*found.parts(k)) == network.rows_of(spelled.features(k))


def test_the_mean_of_a_window_is_that_of_its_known_words(codebook: Codebook) -> None:
    vectors = vectors_of(codebook)
    parse = parsed("قتل جندي زقزقزق", codebook)
    rows = [vectors.rows[w] for w in parse.words[:2]]
    means = vectors.means(parse, [[(0, 3), (2, 3)]])
    assert np.allclose(means[0, : vectors.table.shape[1]], vectors.table[rows].mean(0), atol=1e-5)
    assert not means[0, vectors.table.shape[1] :].any()  # an unknown word says nothing


def test_a_matrix_is_kept_in_sixteen_steps_two_to_a_byte() -> None:
    kept = {"m": np.array([[0xF8, 0x10]], np.uint8), "m_scale": np.array([1.0, 2.0, 0.5], np.float32)}
    assert full(kept, "m").tolist() == [[7.0, 0.0, -3.5]]  # an odd number of columns: the last half byte is nothing


def test_triggers_that_hardly_tell_anything_make_no_mention(codebook: Codebook) -> None:
    def teller(told: float) -> list[Mention]:
        def of(parse: Parse, triggers: Sequence[TriggerMention], parties: Sequence[PartyMention]) -> tuple[TriggerMention, ...]:
            weighed = tell(parse, triggers, parties)
            return tuple(replace(t, telling=replace(t.telling, told=told)) for t in weighed if t.telling)

        draft = draft_of(Article(id="a", text=TOLD, published=date(2018, 5, 5)), tools_of(codebook), teller=of)
        assert draft is not None
        return draft.mentions

    assert teller(-3.0) and not teller(-5.0)


def test_a_network_adds_its_wide_and_its_deep_part() -> None:
    data = {
        "names": np.frombuffer(b"a\0b", np.uint8), "mean": np.zeros(1, np.float32), "spread": np.ones(1, np.float32),
        "bag": np.array([[0xA0], [0x80]], np.uint8), "bag_scale": np.array([0.5], np.float32),  # two steps of a half, and none
        "wide": np.array([[0xA0], [0x40]], np.uint8), "wide_scale": np.array([0.5], np.float32),
        "e_w": np.zeros((1, 1)), "e_b": np.zeros(1), "ew_w": np.full((1, 1), 0.5), "ew_b": np.zeros(1),
        "h_w": np.ones((1, 1)), "h_b": np.zeros(1), "o_w": np.full((1, 1), 3.0), "o_b": np.full(1, 0.25),
    }  # fmt: skip
    network, none = Network(data), frozenset[int]()
    items = [({}, (network.rows_of({"a", "unknown"}),)), ({"b": 2.0, "unknown": 1.0}, (none,)), ({}, (none,))]
    out = network.answers(items, np.array([[0.0], [1.0], [0.0]]))
    assert out[:, 0] == pytest.approx([1.0 + 3.0 + 0.25, -4.0 + 0.5 + 0.25, 0.25])


def test_joined_tellings_lean_on_the_surest(codebook: Codebook) -> None:
    (first, *_) = triggers_of(TOLD, codebook)

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
