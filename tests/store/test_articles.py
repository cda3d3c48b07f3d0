"""Articles in the store: added once, superseded by later texts, found by words and by the codebook that read them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from isnad.model import Article
from isnad.store import Payload, Store
from isnad.text.keys import keys

AT = "2026-01-02T03:04:05Z"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "isnad.db", create=True) as store:
        yield store


def payload(id_: str = "a1", text: str = "اشتباك في تونس", **changes: Any) -> Payload:
    title = changes.pop("title", "")
    whole: dict[str, Any] = {
        "id": id_, "hash": Article(id=id_, title=title, text=text).hash, "title": title, "text": text, "published": "2018-07-08",
        "publisher": "راديو قمرة", "url": None, "origin": "in.jsonl:1", "way": "record", "signature": b"", "keys": " ".join(keys(f"{title}\n{text}")),
        "codebook": "1", "relevant": True, "skipped": None, "reports": [], "relations": [], "strengths": [], "speakers": [],
    }  # fmt: skip
    return Payload(**{**whole, **changes})


def add(store: Store, given: Payload, *, codebook: str | None = "1") -> int:
    """Add an article as reading does; with `codebook` None it is not read."""
    with store.writing():
        key = store.articles.add(given, AT)
        for old in store.articles.superseded(key):
            store.readings.withdraw(old)
        if codebook:
            run = store.start_run("read", "0", codebook, [])
            store.readings.replace(
                key, Payload(*(codebook if f == "codebook" else getattr(given, f) for f in Payload.__struct_fields__)), run
            )
    return key


def test_an_article_is_added_once(store: Store) -> None:
    assert add(store, payload()) == add(store, payload())
    assert store.articles.count() == 1
    article = next(store.articles.get([1]))
    assert (article.id, article.text, article.publisher, article.retrieved_at) == ("a1", "اشتباك في تونس", "راديو قمرة", AT)
    assert article.article.published == date(2018, 7, 8)
    assert article.article.hash == article.hash


def test_the_order_asked_for_is_kept_and_unknown_ones_left_out(store: Store) -> None:
    found = [add(store, payload(f"a{n}", f"نص {n}")) for n in range(3)]
    assert [a.key for a in store.articles.get([found[2], 99, found[0]])] == [found[2], found[0]]


@pytest.mark.parametrize(
    ("changes", "superseded"),
    [
        ({}, True),
        ({"published": "2018-07-09"}, True),
        ({"publisher": "مرآة النيل"}, False),  # another outlet may use the same id
        ({"url": "https://example.org/1"}, False),
    ],
)
def test_a_later_text_supersedes_the_earlier(store: Store, changes: dict[str, Any], superseded: bool) -> None:
    first = add(store, payload())
    second = add(store, payload(text="اشتباك في ليبيا", **changes))
    assert store.articles.every() == ([second] if superseded else [first, second])
    assert store.articles.count() == len(store.articles.every())
    assert [a.key for a in store.articles.search("تونس")] == ([] if superseded else [first])
    named = store.articles.named("a1")
    assert named is not None
    assert named.key == second


def test_a_text_that_comes_back_is_current_again(store: Store) -> None:
    add(store, payload())
    add(store, payload(text="اشتباك في ليبيا"))
    add(store, payload())
    named = store.articles.named("a1")
    assert named is not None
    assert named.text == "اشتباك في تونس"


def test_what_was_read_with_this_codebook_is_known(store: Store) -> None:
    read = payload("a1", "نص أول")
    add(store, read, codebook="1")
    new = payload("a2", "نص ثان")
    add(store, new, codebook="2")
    unread = payload("a3", "نص ثالث")
    key = add(store, unread, codebook=None)
    assert set(store.articles.known("1")) == {("a1", read.hash)}
    assert store.articles.stale("1") == [2, key]
    assert store.articles.stale("2") == [1, key]


def test_superseded_texts_need_no_reading(store: Store) -> None:
    old = payload()
    add(store, old)
    new = payload(text="نص جديد")
    add(store, new, codebook="2")
    assert set(store.articles.known("3")) == {("a1", old.hash)}
    assert store.articles.stale("3") == [2]


TEXTS = {
    "a1": ("مقتل جندي بالقصرين", "2018-07-08"),
    "a2": ("انفجار لغم في ولاية القصرين", "2018-07-10"),
    "a3": ("احتجاج بسيدي بوزيد", "2018-07-09"),
    "a4": ("نقل الجرحى للقصرين وسيدي بوزيد", None),
}


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("القصرين", ["a2", "a1", "a4"]),  # the latest first, those without a day last
        ("قصرين", ["a2", "a1", "a4"]),
        ("وبالقصرين", ["a2", "a1", "a4"]),
        ("القَصْرين لُغم", ["a2"]),
        ("القصرين بوزيد", ["a4"]),
        ("سيدي القصر", []),
        ("", []),
        ("؟ ،", []),
        ('القصرين" OR "بوزيد', []),  # no one speaks FTS5 to it
        ("NEAR(القصرين)", []),
        ("القصرين*", ["a2", "a1", "a4"]),
    ],
)
def test_articles_are_found_by_every_word(store: Store, question: str, found: list[str]) -> None:
    for id_, (text, day) in TEXTS.items():
        add(store, payload(id_, text, published=day))
    assert [a.id for a in store.articles.search(question)] == found
    assert store.articles.count_found(question) == len(found)
    assert [a.id for a in store.articles.search(question, limit=1, offset=1)] == found[1:2]


def test_the_title_is_searched_too(store: Store) -> None:
    add(store, payload(title="كمين بالشعانبي"))
    assert [a.id for a in store.articles.search("الشعانبي كمين تونس")] == ["a1"]


def test_the_days_of_publication(store: Store) -> None:
    assert store.articles.span() is None
    for number, day in enumerate(("2019-05-01", None, "2018-07-08")):
        add(store, payload(f"a{number}", f"نص {number}", published=day))
    assert store.articles.span() == (date(2018, 7, 8), date(2019, 5, 1))
