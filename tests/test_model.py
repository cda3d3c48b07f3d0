"""The nouns: the string that offsets refer to, its hash, and that what is made is not changed."""

from __future__ import annotations

import hashlib
from typing import get_args

import msgspec
import pytest

from isnad.model import COUNT_FIELDS, Article, EventType, Reading, Report, Skipped

RAWS = [
    ("عنوان", "نص", "عنوان\nنص"),
    ("", "نص", "\nنص"),  # a missing title is the empty string; the newline stays
    ("عنوان", "", "عنوان\n"),
    ("", "", "\n"),
    ("عنوان\n", "\nنص", "عنوان\n\n\nنص"),
    ("هُجوم", "سطر\r\nثان", "هُجوم\nسطر\r\nثان"),  # as decoded, nothing folded
]


@pytest.mark.parametrize(("title", "text", "expected"), RAWS)
def test_raw_is_title_newline_text(title: str, text: str, expected: str) -> None:
    assert Article(id="x", title=title, text=text).raw == expected


NEWLINE = "01ba4719c80b6fe911b091a7c05124b64eeece964e09c058ef8f9805daca546b"  # printf '\n' | sha256sum


def test_the_hash_is_that_of_the_raw_string_in_utf8() -> None:
    assert Article(id="x").hash == NEWLINE
    article = Article(id="x", title="خبر", text="نص")
    assert article.hash == hashlib.sha256(b"\xd8\xae\xd8\xa8\xd8\xb1\n\xd9\x86\xd8\xb5").hexdigest()


@pytest.mark.parametrize("changed", [{"title": "خبر آخر"}, {"text": "نصّ"}, {"title": "", "text": "خبر\nنص"}])
def test_the_hash_tells_other_words(changed: dict[str, str]) -> None:
    article = Article(id="x", title="خبر", text="نص")
    assert msgspec.structs.replace(article, **changed).hash != article.hash


def test_the_hash_knows_only_the_words() -> None:
    assert Article(id="x", title="خبر", text="نص").hash == Article(id="y", title="خبر", text="نص", publisher="p", url="u").hash


def test_a_lone_surrogate_has_a_hash() -> None:
    assert len(Article(id="x", text="\ud800").hash) == 64


@pytest.mark.parametrize("noun", [Article(id="x"), Reading(id="x", article_hash="", codebook="", relevant=False), Skipped(reason="empty")])
def test_nouns_are_frozen(noun: msgspec.Struct) -> None:
    with pytest.raises(AttributeError):
        setattr(noun, noun.__struct_fields__[0], "y")


def test_a_reading_has_lists_even_of_nothing_and_a_reason_only_if_skipped() -> None:
    reading = Reading(id="x", article_hash="h", codebook="c", relevant=False)
    assert msgspec.to_builtins(reading) == {
        "id": "x", "article_hash": "h", "codebook": "c", "relevant": False, "reports": [], "relations": [], "strengths": [], "speakers": [],
    }  # fmt: skip
    skipped = msgspec.to_builtins(msgspec.structs.replace(reading, skipped=Skipped(reason="not_arabic")))
    assert skipped["skipped"] == {"reason": "not_arabic", "detail": None}


def test_the_types_of_the_guidelines_and_the_counts_are_there() -> None:
    assert len(get_args(EventType)) == len(set(get_args(EventType))) == 26
    assert set(COUNT_FIELDS) <= set(Report.__struct_fields__)
