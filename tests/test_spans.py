"""Every span of every reading cuts exactly its value out of the raw text, however the text is dressed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from isnad.codebook import Codebook, load
from isnad.model import Article, Reading
from isnad.reading import read

DIACRITICS = [chr(c) for c in range(0x064B, 0x0653)] + ["\u0670"]
BIDI = list("\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\u200b\u200c\u200d\ufeff")
PRESENTATION = {
    "ل": "\ufedf",
    "م": "\ufee3",
    "ن": "\ufee7",
    "ج": "\ufe9f",
    "ب": "\ufe91",
    "س": "\ufeb3",
    "لا": "\ufefb",
    "ا": "\ufe8d",
    "ه": "\ufeeb",
}
DIGITS = ["٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"]
CUT = {"place": "place", "claimed_by": "claimed_by", "evidence": "evidence", "a": "a", "b": "b", "group": "group"}


def sentences() -> list[str]:
    return [e.text for event in load().events.values() for e in (*event.examples, *event.counter_examples)]


def dressed(text: str, chance: random.Random, rate: float) -> str:
    """The text with marks, tatweel, presentation forms and other digits at random places."""
    out: list[str] = []
    i = 0
    digits = chance.choice([None, *DIGITS])
    while i < len(text):
        letter = text[i]
        if chance.random() < rate and text[i : i + 2] == "لا":
            out.append(PRESENTATION["لا"])
            i += 2
            continue
        if digits and letter.isascii() and letter.isdigit():
            letter = digits[int(letter)]
        elif chance.random() < rate and letter in PRESENTATION:
            letter = PRESENTATION[letter]
        out.append(letter)
        if "\u0621" <= letter <= "\u064a" and chance.random() < rate:
            out.append(chance.choice(DIACRITICS))
        if "\u0628" <= letter <= "\u064a" and chance.random() < rate / 2:
            out.append("ـ" * chance.randint(1, 3))
        if chance.random() < rate / 2:
            out.append(chance.choice(BIDI))
        i += 1
    return "".join(out)


def faults(reading: Reading, raw: str) -> Iterator[str]:
    """What a span does not cut as it should."""
    data = msgspec.to_builtins(reading)
    stack: list[tuple[str, Any]] = [("", data)]
    while stack:
        path, node = stack.pop()
        if isinstance(node, list):
            stack += [(f"{path}[{i}]", x) for i, x in enumerate(node)]
        if not isinstance(node, dict):
            continue
        stack += [(f"{path}.{k}", v) for k, v in node.items() if k not in ("spans", "rules", "confidences")]
        if "text" in node:
            if "span" not in node:
                yield f"{path}: no span"
            elif raw[slice(*node["span"])] != node["text"]:
                yield f"{path}: {raw[slice(*node['span'])]!r} is not {node['text']!r}"
        for start, end in (*node.get("parts", ()), *(s for spans in node.get("spans", {}).values() for s in spans)):
            if not 0 <= start < end <= len(raw):
                yield f"{path}: {start}, {end} lies outside"
        for name, field in CUT.items():
            value = node.get(field)
            if "spans" not in node or value is None:
                continue
            cuts = [raw[a:b] for a, b in node["spans"].get(name, ())]
            if not cuts or any(cut != value for cut in cuts):
                yield f"{path}.{field}: {cuts} is not {value!r}"
        if "source" in node and "spans" in node and node["source"] not in [raw[a:b] for a, b in node["spans"].get("source", ())]:
            yield f"{path}.source: not cut"
        if "group" in node and node.get("place") and node["place"] not in [raw[a:b] for a, b in node["spans"].get("place", ())]:
            yield f"{path}.place: not cut"


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(
    picks=st.lists(st.integers(min_value=0, max_value=10_000), min_size=1, max_size=5),
    seed=st.integers(min_value=0, max_value=2**32),
    rate=st.sampled_from([0.0, 0.03, 0.1, 0.3]),
    title=st.booleans(),
)
def test_spans_cut_their_values(picks: list[int], seed: int, rate: float, title: bool) -> None:
    chance = random.Random(seed)
    known = sentences()
    texts = [dressed(known[p % len(known)], chance, rate) for p in picks]
    head = texts.pop() if title and len(texts) > 1 else ""
    article = Article(id="x", title=head, text=chance.choice(["\n", " ", "\r\n", "\n\n"]).join(texts), published=date(2018, 5, 16))
    reading = read(article, load())
    found = list(faults(reading, article.raw))
    assert not found, found


@pytest.mark.parametrize(
    "text", ["", "\n", "\u202b", "ـ", "َ", "﷽", "ﷺ قتل", "\ufeff\ufeff", "١٢٣", "#" * 50, "ا" * 5_000, "قتل " * 500, "«" * 300, "\x00قتل"]
)
def test_strange_texts_are_read(codebook: Codebook, text: str) -> None:
    article = Article(id="x", text=text, published=date(2018, 5, 16))
    assert list(faults(read(article, codebook), article.raw)) == []


def test_the_same_article_gives_the_same_bytes(codebook: Codebook) -> None:
    article = Article(id="x", text=" ".join(sentences()[:40]), published=date(2018, 5, 16))
    assert msgspec.json.encode(read(article, codebook)) == msgspec.json.encode(read(article, codebook))
