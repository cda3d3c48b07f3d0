"""What comes in: files, folders, packing, encodings, pages; and what is left out."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import zstandard

from isnad.codebook import Codebook
from isnad.intake import Fault, Intake, Item, article_of, items, skipped
from isnad.intake.encodings import decode, detect
from isnad.intake.jsonl import field_map
from isnad.intake.published import day_of
from isnad.model import Article
from isnad.reading.tools import tools_of
from tests.articles import ATTACK, SPORT, article, lines

PERSIAN = "نیروهای پلیس امروز در تهران گزارش دادند که سه نفر در درگیری کشته شدند و چند تن دیگر زخمی شده‌اند. "
URDU = "پولیس کے مطابق آج صبح لاہور میں ہونے والے حملے میں تین افراد ہلاک ہو گئے ہیں اور کئی زخمی ہیں۔ "
SORANI = "هێزەکانی پێشمەرگە لە هەولێر هێرشیان کردە سەر گرووپێکی چەکدار. "


@pytest.fixture
def intake(codebook: Codebook) -> Intake:
    return Intake(tools_of(codebook).calendar)


def found(intake: Intake, *given: Path) -> list[Article]:
    return [article_of(item, intake) for item in items([str(g) for g in given]) if isinstance(item, Item)]


def faults(*given: object) -> list[Fault]:
    return [item for item in items([str(g) for g in given]) if isinstance(item, Fault)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256", "iso8859-6"])
@pytest.mark.parametrize("text", [ATTACK, ATTACK * 30, ATTACK[:25]], ids=["one", "long", "short"])
def test_encodings_of_texts(tmp_path: Path, intake: Intake, encoding: str, text: str) -> None:
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    assert [a.text for a in found(intake, tmp_path / "a.txt")] == [text]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256", "iso8859-6"])
def test_encodings_of_lines(tmp_path: Path, intake: Intake, encoding: str) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines([article(1, ATTACK), article(2, SPORT)]).decode().encode(encoding))
    assert [(a.id, a.text) for a in found(intake, tmp_path / "a.jsonl")] == [("a1", ATTACK), ("a2", SPORT)]


def test_a_broken_byte_does_not_change_the_encoding() -> None:
    assert detect(ATTACK.encode() + b"\xff" + ATTACK.encode()) == "utf-8"
    with pytest.raises(ValueError, match="binary"):
        decode(b"plain\x00\x01\x02" * 3)


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst", "a.jsonl"])
def test_packed_lines(tmp_path: Path, intake: Intake, name: str) -> None:
    data = lines([article(i, ATTACK) for i in range(3)])
    pack = {".gz": gzip.compress, ".zst": zstandard.compress}.get(Path(name).suffix, bytes)
    (tmp_path / name).write_bytes(pack(data))
    assert [a.id for a in found(intake, tmp_path / name)] == ["a0", "a1", "a2"]


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst", "b.txt.gz"])
def test_a_packed_file_that_ends_too_early_is_named(tmp_path: Path, name: str) -> None:
    data = lines([article(i, ATTACK * 50) for i in range(300)])
    packed = gzip.compress(data) if name.endswith("gz") else zstandard.compress(data)
    (tmp_path / name).write_bytes(packed[:10] if name.startswith("b") else packed[: len(packed) // 2])
    assert [str(tmp_path / name) in fault.where for fault in faults(tmp_path / name)] == [True]


def test_folders_are_walked_in_order_with_paths_as_ids(tmp_path: Path, intake: Intake) -> None:
    for name in ("b/2.txt", "a/1.txt", "c.html", "readme.md", ".hidden/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(page(ATTACK) if name.endswith("html") else ATTACK, encoding="utf-8")
    assert [a.id for a in found(intake, tmp_path)] == ["a/1.txt", "b/2.txt", "c.html"]
    assert [a.raw for a in found(intake, tmp_path / "a")] == ["\n" + ATTACK]
    assert faults(tmp_path / ".hidden") == []
    (tmp_path / "none").mkdir()
    assert len(faults(tmp_path / "none")) == 1


def test_fields_are_renamed_and_ids_made(tmp_path: Path, codebook: Codebook) -> None:
    intake = Intake(tools_of(codebook).calendar, names=field_map("title=headline, text=body,published=when"))
    (tmp_path / "a.jsonl").write_text(
        json.dumps({"headline": "عنوان", "body": ATTACK, "when": "2018/5/6", "id": 7}) + "\n\n" + "{}\n", encoding="utf-8"
    )
    one, two = found(intake, tmp_path / "a.jsonl")
    assert (one.id, one.title, one.text, one.published) == ("7", "عنوان", ATTACK, date(2018, 5, 6))
    assert (two.id, two.raw) == ("a.jsonl:3", "\n")


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2018-05-16", "2018-05-16"), ("2018-05-16T23:10:00+03:00", "2018-05-16"), ("20180516", "2018-05-16"), ("2018/5/6", "2018-05-06"),
        ("16/05/2018", "2018-05-16"), ("Wed, 16 May 2018 10:00:00 GMT", "2018-05-16"), (1526428800, "2018-05-16"), (1526428800000, "2018-05-16"),
        ("2018-13-45", None), ("soon", None), (None, None), (True, None), ("", None), ([], None),
    ],
)  # fmt: skip
def test_days(value: object, day: str | None) -> None:
    assert day_of(value) == (date.fromisoformat(day) if day else None)


def test_a_day_in_arabic_words_is_read(tmp_path: Path, intake: Intake) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines([article(1, ATTACK, published="الأربعاء 16 ماي 2018")]))
    assert found(intake, tmp_path / "a.jsonl")[0].published == date(2018, 5, 16)


def page(text: str, head: str = "", body: str = "") -> str:
    paragraphs = "".join(f"<p>{text}</p>" for _ in range(4))
    return (
        f'<html lang="ar"><head><meta charset="utf-8"><title>مقتل جنود قرب درنة</title>{head}</head><body><nav><a href="/">الرئيسية</a></nav>'
        f"<article><h1>مقتل جنود قرب درنة</h1>{body}{paragraphs}</article><footer>جميع الحقوق محفوظة 2019</footer></body></html>"
    )


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        ('<meta property="article:published_time" content="2018-05-16T10:00:00Z">', "<span>2 أفريل 2024</span>", "2018-05-16"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2018-05-16"}</script>', "", "2018-05-16"),
        ("", '<time datetime="2018-05-16">أمس</time>', "2018-05-16"),
        ("", "<div>نشر في 2 أفريل 2024</div>", "2024-04-02"),
        ("", "<span>2 نيسان 2024</span>", "2024-04-02"),
        ("", "", None),
    ],
    ids=["meta", "json-ld", "time", "maghrebi", "levantine", "none"],
)  # fmt: skip
def test_the_day_of_a_page(tmp_path: Path, intake: Intake, head: str, body: str, day: str | None) -> None:
    (tmp_path / "a.html").write_text(page(ATTACK, head, body), encoding="utf-8")
    (one,) = found(intake, tmp_path / "a.html")
    assert one.published == (date.fromisoformat(day) if day else None)
    assert ATTACK in one.text
    assert "الرئيسية" not in one.text
    assert "أفريل" not in one.text
    assert one.title == "مقتل جنود قرب درنة"


def test_a_page_in_windows_1256(tmp_path: Path, intake: Intake) -> None:
    (tmp_path / "a.html").write_bytes(page(ATTACK).replace("utf-8", "windows-1256").encode("cp1256"))
    assert ATTACK in found(intake, tmp_path / "a.html")[0].text


def reasons() -> Iterator[tuple[str, Article, str | None]]:
    yield "arabic", Article(id="x", text=ATTACK), None
    yield "one word", Article(id="x", text="داعش"), None
    yield "dressed", Article(id="x", text="".join(c + "\u064e" for c in ATTACK * 3)), None
    yield "with a foreign name", Article(id="x", text=ATTACK + " United Nations Security Council"), None
    yield "persian", Article(id="x", text=PERSIAN * 4), "not_arabic"
    yield "short persian", Article(id="x", text=PERSIAN[:60]), "not_arabic"
    yield "urdu", Article(id="x", text=URDU * 4), "not_arabic"
    yield "sorani", Article(id="x", text=SORANI), "not_arabic"
    yield "french", Article(id="x", text="Trois soldats ont été tués mardi près de Gao. " * 9), "not_arabic"
    yield "nothing", Article(id="x", text=" \n "), "empty"
    yield "marks", Article(id="x", text="... !!"), "empty"
    yield "endless", Article(id="x", text=ATTACK * 3_000), "too_long"
    yield "broken", Article(id="x", fault="broken text"), "unreadable"


@pytest.mark.parametrize(("given", "reason"), [r[1:] for r in reasons()], ids=[r[0] for r in reasons()])
def test_reasons(given: Article, reason: str | None) -> None:
    told = skipped(given)
    assert (told.reason if told else None) == reason


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n\x00\x00\x00", b"<html><body></body></html>", bytes(range(256)) * 40])
def test_strange_files_are_articles_with_a_reason(tmp_path: Path, intake: Intake, data: bytes) -> None:
    for name in ("a.txt", "a.html"):
        (tmp_path / name).write_bytes(data)
        (one,) = found(intake, tmp_path / name)
        told = skipped(one)
        assert told is not None


def test_lone_surrogates_and_odd_fields(tmp_path: Path, intake: Intake) -> None:
    odd = ['{"id": "s", "text": "\\ud800 قتل"}', '{"id": "n", "text": 5}', '{"id": "k", "title": null, "text": null, "published": NaN}']
    (tmp_path / "a.jsonl").write_text("\n".join(odd), encoding="utf-8")
    one, two, three = found(intake, tmp_path / "a.jsonl")
    assert one.text == "\ufffd قتل"
    assert "'text' is not a string" in (two.fault or "")
    assert three.raw == "\n"
