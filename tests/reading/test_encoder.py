"""Words in their context: how an article is cut, what a transformer computes, what triggers tell by it and what belongs to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import cos, exp, sin, sqrt
from typing import Any

import numpy as np
import pytest

from isnad.codebook import Codebook
from isnad.reading.encoder import BASE, HEADS, LONGEST, TITLE, Encoder, encoder_of, gelu, normal, plain, stretches
from isnad.reading.mention.context import Context
from isnad.reading.mention.sight import BONDS, Bonds, bonds, foremost, see
from isnad.reading.mention.telling import ANSWERS, tell
from isnad.reading.mention.triggers import find_triggers
from isnad.reading.parse import Parse
from isnad.reading.party.parties import find_parties
from tests.reading.helpers import parsed

TOLD = "قتل خمسة جنود في هجوم مسلح شنه مسلحون على حاجز للجيش قرب مدينة بنقردان يوم السبت."
WIDTH, INNER, VECTOR, ANSWERED, PART = 8, 6, 4, 5, 3


def stepped(name: str, table: list[list[int]]) -> dict[str, np.ndarray]:
    """A table of whole steps of a half, as scripts/network.py keeps it."""
    kept = np.array(table, np.int64) + 8
    return {name: (kept[:, 0::2] << 4 | kept[:, 1::2]).astype(np.uint8), f"{name}_scale": np.full(kept.shape[1], 0.5, np.float32)}


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    """A small transformer of two layers."""
    chance = np.random.default_rng(7)

    def layer(name: str, inside: int, outside: int) -> dict[str, np.ndarray]:
        return {f"{name}_w": chance.normal(0, 0.5, (inside, outside)), f"{name}_b": chance.normal(0, 0.1, outside)}

    known = "جيش مسلحون هاجم قتل".split()
    out: dict[str, Any] = {name: np.frombuffer("\0".join(known).encode(), np.uint8) for name in ("stems", "lights")}
    out |= {"marks": np.frombuffer(b"party\0hit.place", np.uint8), "mark_vectors": chance.normal(0, 1, (2, WIDTH))}
    for name in ("stem_vectors", "light_vectors"):
        out |= stepped(name, chance.integers(-8, 8, (len(known) + 1, VECTOR)).tolist())
    out |= layer("widen", VECTOR, WIDTH)
    for k in range(2):
        out |= (
            layer(f"qkv{k}", WIDTH, 3 * WIDTH)
            | layer(f"out{k}", WIDTH, WIDTH)
            | layer(f"up{k}", WIDTH, INNER)
            | layer(f"down{k}", INNER, WIDTH)
        )
    out |= (
        layer("answer", WIDTH, WIDTH)
        | layer("answers", WIDTH, ANSWERED)
        | layer("asks", WIDTH, PART * len(BONDS))
        | layer("tells", WIDTH, PART * len(BONDS))
    )
    mixing = {"mix_known_w": np.full(ANSWERED, 0.8), "mix_own_w": np.full(ANSWERED, 0.5), "mix_b": np.full(ANSWERED, 0.1)}
    return out | mixing | {"bond_b": np.full(len(BONDS), -1.0)}


@pytest.fixture(scope="module")
def seeing(codebook: Codebook, data: dict[str, Any]) -> Iterator[Codebook]:
    """The codebook with that transformer."""
    yield replace(codebook, networks={**codebook.networks, "encoder": data})


def encoder_in(book: Codebook) -> Encoder:
    found = encoder_of(book)
    assert found is not None
    return found


def test_whole_sentences_stand_in_one_stretch_while_they_fit() -> None:
    assert stretches([(0, 5), (5, 60), (60, 120), (120, 180)], 5) == [list(range(120)), [*range(5), *range(120, 180)]]


def test_every_word_stands_in_a_stretch_and_none_is_too_long() -> None:
    found = stretches([(0, 40), (40, 400), (400, 401)], 40)
    assert {i for s in found for i in s} == set(range(401)) and max(map(len, found)) == LONGEST
    assert all(s[:TITLE] == list(range(TITLE)) for s in found)


def test_an_article_without_title_has_no_head() -> None:
    assert stretches([(0, 0), (0, 3)], 0) == [[0, 1, 2]]


def test_all_numbers_are_one_word() -> None:
    assert plain("15") == plain("٢٠١٨") == "0" and plain("كتيبه") == "كتيبه"


def test_rows_are_brought_to_one_length() -> None:
    rows = normal(np.array([[3.0, 4.0], [0.3, 0.4]], np.float32))
    assert rows == pytest.approx(np.array([[0.8485, 1.1314]] * 2), abs=1e-3)


def test_gelu_leaves_great_values_and_drops_small_ones() -> None:
    assert gelu(np.array([-9.0, 0.0, 9.0], np.float32)) == pytest.approx(np.array([0.0, 0.0, 9.0]), abs=1e-4)


def test_a_layer_is_attention_and_two_layers_over_each_word(data: dict[str, Any]) -> None:
    x = np.random.default_rng(1).normal(0, 1, (3, WIDTH))
    one = {k: v for k, v in data.items() if not k.startswith(("qkv1", "out1", "up1", "down1"))}
    assert Encoder(one)._layers(x.astype(np.float32)) == pytest.approx(normal(by_hand(x, one)), abs=1e-3)


def by_hand(x: np.ndarray, w: dict[str, Any]) -> np.ndarray:
    """The first layer over three words, number by number."""
    size = WIDTH // HEADS
    qkv = (normal(x) @ w["qkv0_w"] + w["qkv0_b"]).reshape(3, 3, HEADS, size)

    def turned(v: np.ndarray, at: int) -> list[float]:
        half = size // 2
        angles = [at * BASE ** (-k / half) for k in range(half)]
        first = [v[k] * cos(a) - v[k + half] * sin(a) for k, a in enumerate(angles)]
        return first + [v[k] * sin(a) + v[k + half] * cos(a) for k, a in enumerate(angles)]

    heard = np.zeros((3, HEADS, size))
    for head in range(HEADS):
        for i in range(3):
            asked = turned(qkv[i, 0, head], i)
            shares = [exp(sum(a * b for a, b in zip(asked, turned(qkv[j, 1, head], j), strict=True)) / sqrt(size)) for j in range(3)]
            heard[i, head] = sum(share / sum(shares) * qkv[j, 2, head] for j, share in enumerate(shares))
    x = x + heard.reshape(3, WIDTH) @ w["out0_w"] + w["out0_b"]
    out: np.ndarray = x + gelu(normal(x) @ w["up0_w"] + w["up0_b"]) @ w["down0_w"] + w["down0_b"]
    return out


def test_what_a_word_means_hangs_on_the_others_and_on_what_is_known_of_them(seeing: Codebook) -> None:
    encoder, straight, turned = encoder_in(seeing), parsed("هاجم الجيش مسلحون", seeing), parsed("هاجم مسلحون الجيش", seeing)
    first, second = (encoder.states(p, {}, range(3)) for p in (straight, turned))
    assert np.abs(first[1] - second[2]).max() > 0.01  # الجيش, before and behind the other
    marked = encoder.states(straight, {0: ["party", "unknown"]}, range(3))
    assert np.abs(first - marked).max() > 0.01
    assert encoder.states(straight, {0: ["unknown"]}, range(3)) == pytest.approx(first)
    assert encoder.states(straight, {0: ["party", "party"]}, range(3)) == pytest.approx(marked)
    both = encoder.states(straight, {0: ["party", "hit.place"], 2: ["party"]}, range(3))
    assert np.abs(both - marked).max() > 0.01


def sight(book: Codebook, known: float) -> tuple[Parse, np.ndarray]:
    """A text whose triggers the network gave one answer throughout, and how they are answered with the transformer."""
    parse = parsed(TOLD, book)
    triggers = find_triggers(parse)
    answers = np.full((len(triggers), ANSWERS), known, np.float32)
    return parse, see(encoder_in(book), parse, triggers, Context(parse, triggers, ()).marks, answers)


def test_answers_are_mixed(seeing: Codebook) -> None:
    (_, nothing), (_, one) = sight(seeing, 0.0), sight(seeing, 1.0)
    assert np.abs(nothing[:, :ANSWERED] - 0.1).max() > 0.01  # the transformer's own answers
    assert one[:, :ANSWERED] - nothing[:, :ANSWERED] == pytest.approx(np.full_like(one[:, :ANSWERED], 0.8), abs=1e-5)
    assert (one[:, ANSWERED:] == 1.0).all() and not nothing[:, ANSWERED:].any()


def test_a_bond_is_that_with_the_surest_of_the_triggers(seeing: Codebook) -> None:
    parse, _ = sight(seeing, 0.0)
    triggers = find_triggers(parse)
    assert len(triggers) > 1
    token = parse.words.index("مسلحون")
    together = bonds(parse, "by", triggers).sum_of(token)
    apart = [bonds(parse, "by", [t]).sum_of(token) for t in triggers]
    assert together == max(z for z in apart if z is not None) and len(set(apart)) > 1
    assert together != bonds(parse, "against", triggers).sum_of(token)


def test_nothing_is_known_where_no_trigger_was_seen(codebook: Codebook) -> None:
    parse = parsed("زار الوزير المدينة", codebook)
    assert bonds(parse, "place", ()).features("bond", 0) == {"bond_unseen": 1.0}


def test_a_codebook_without_transformer_leaves_answers_as_they_are(codebook: Codebook) -> None:
    plainly = replace(codebook, networks={k: v for k, v in codebook.networks.items() if k != "encoder"})
    parse = parsed(TOLD, plainly)
    triggers = tell(parse, find_triggers(parse), find_parties(parse))
    assert all(t.telling is not None for t in triggers) and not bonds(parse, "by", triggers).tokens


def test_features_of_bonds_lie_between_nothing_and_one() -> None:
    found = Bonds({7: 0, 9: 1}, [0.0, 20.0])
    assert found.features("bond", 7) == {"bond": 0.5, "bond_sum": pytest.approx(0.6)}
    assert found.features("bond", 9)["bond_sum"] == 1.0


def test_the_surest_of_candidates_is_told() -> None:
    features = [{"bond": 0.2}, {"bond": 0.7}, {"other": 1.0}]
    foremost("bond", features)
    assert [f.get("bond_best") for f in features] == [None, 1.0, None]
